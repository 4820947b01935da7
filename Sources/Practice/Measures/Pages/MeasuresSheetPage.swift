import Base
import Instruments
import Interface
import Markup
import PracticeOperations
import PracticeRules

/// A form that is answered: one question at a time for the citizen, all of them for staff, and a summary before it is sent.
package enum MeasuresSheetPage {
  /// `/citizens/:citizen/forms/:sheet…`.
  package static func routes(_ door: Doorway) -> [Route] {
    let place = door.place
    let one = "/citizens/:citizen/forms/:sheet"
    return [
      door.get(one, name: "a form being answered") { request, visit in try show(place, request, visit, []) },
      door.post(one, name: "an answer") { request, visit in try await take(place, request, visit) },
      door.get("\(one)/check", name: "a form before it is sent") { request, visit in try check(place, request, visit, []) },
      door.post("\(one)/finish", name: "finish a form") { request, visit in try await finish(place, request, visit) },
      door.post("\(one)/discard", name: "give a form up") { request, visit in
        switch try Measures.discard(place, visit, citizen: citizen(request), sheet: sheet(request)) {
        case .notFound, .refused: nil
        case .taken: .redirect("/citizens/\(citizen(request))/measures")
        }
      },
    ]
  }

  static func citizen(_ request: PageRequest) -> String { request.parameters["citizen"] ?? "" }

  private static func sheet(_ request: PageRequest) -> String { request.parameters["sheet"] ?? "" }

  private static func address(_ open: Measures.OpenSheet) -> String { "/citizens/\(open.opened.id)/forms/\(open.sheet.id)" }

  private static func find(_ place: Workplace, _ request: PageRequest, _ visit: Access.Visit) throws -> Measures.OpenSheet? {
    try Measures.sheet(place, visit, citizen: citizen(request), sheet: sheet(request))
  }

  // MARK: - Questions

  /// The questions of this page: all, with `all=1`; else the one that is named, else the first without an answer.
  private static func keys(_ request: PageRequest, _ open: Measures.OpenSheet) -> [InstrumentDefinition.AnswerKey] {
    let steps = open.sheet.steps(open.definition)
    if isWhole(request) { return steps }
    let name = request.form["item"] ?? request.query["item"]
    if let key = steps.first(where: { $0.text == name }) { return [key] }
    return (open.sheet.next(open.definition) ?? steps.first).map { [$0] } ?? []
  }

  private static func isWhole(_ request: PageRequest) -> Bool { request.query["all"] != nil || request.form["all"] != nil }

  private static func show(
    _ place: Workplace, _ request: PageRequest, _ visit: Access.Visit, _ refusals: [AnswerRefusal]
  ) throws -> PageResponse? {
    guard let open = try find(place, request, visit) else { return nil }
    let asked = keys(request, open)
    guard !asked.isEmpty else { return .redirect("\(address(open))/check") }
    let problems = refusals.map { FormProblem(field($0.item), message($0, open, request.language)) }
    let form = PageForm(
      action: address(open), request: request, sent: problems.isEmpty ? nil : request.form, problems: problems)
    let whole = isWhole(request)
    let fields = asked.map { MeasuresItemPart.html($0, open, form, request.language, isAlone: !whole) }
    let hidden: HTML = whole ? form.hidden("all", "1") : form.hidden("item", asked[0].text)
    let submit = whole ? request.say("Gem svarene", "Save the answers") : request.say("Videre", "Next")
    return CitizenFrame.page(
      request, open.opened.bar, title: open.definition.title[request.language], lead: open.definition.purpose?[request.language],
      path: [PageLink(request.say("Skemaer", "Forms"), href: "/citizens/\(open.opened.id)/measures")],
      status: problems.isEmpty ? 200 : 422,
      content: """
        \(progress(request, open, asked, whole))\(form.html("\(hidden)\(fields)", submit: submit, id: "f-form"))\
        \(ways(request, open, asked, whole))
        """)
  }

  /// How far it is, only when it is known: a form whose questions depend on answers does not know.
  private static func progress(
    _ request: PageRequest, _ open: Measures.OpenSheet, _ asked: [InstrumentDefinition.AnswerKey], _ whole: Bool
  ) -> HTML {
    guard !whole, let key = asked.first else { return .empty }
    let steps = open.sheet.steps(open.definition)
    let isKnown =
      open.definition.items.allSatisfy { $0.showWhen == nil } && open.definition.groups.allSatisfy { $0.repeats == nil }
    let number = (steps.firstIndex(of: key) ?? 0) + 1
    let text =
      isKnown
      ? request.say("Spørgsmål \(number) af \(steps.count)", "Question \(number) of \(steps.count)")
      : request.say("Spørgsmål \(number)", "Question \(number)")
    return "<p class=\"b-muted\">\(text)</p>"
  }

  private static func ways(
    _ request: PageRequest, _ open: Measures.OpenSheet, _ asked: [InstrumentDefinition.AnswerKey], _ whole: Bool
  ) -> HTML {
    let steps = open.sheet.steps(open.definition)
    var links: [PageLink] = []
    if !whole, let key = asked.first, let index = steps.firstIndex(of: key), index > 0 {
      links.append(
        PageLink(request.say("Tilbage", "Back"), href: "\(address(open))?item=\(SitePath.encoded(steps[index - 1].text))"))
    }
    links.append(
      whole
        ? PageLink(request.say("Ét spørgsmål ad gangen", "One question at a time"), href: address(open))
        : PageLink(request.say("Alle spørgsmål på én side", "All questions on one page"), href: "\(address(open))?all=1"))
    links.append(PageLink(request.say("Se svarene igennem", "Look the answers through"), href: "\(address(open))/check"))
    links.append(PageLink(request.say("Hold pause", "Take a break"), href: "/citizens/\(open.opened.id)/measures"))
    let items = links.map { link -> HTML in "<li><a href=\"\(link.href)\">\(link.label)</a></li>" }
    return "<nav aria-label=\"\(request.say("Skemaet", "The form"))\"><ul class=\"b-choices\">\(items)</ul></nav>"
  }

  // MARK: - Taking answers

  static func field(_ key: String) -> String { "a-\(key.replacing("#", with: "-"))" }

  private static func take(_ place: Workplace, _ request: PageRequest, _ visit: Access.Visit) async throws -> PageResponse? {
    guard let open = try find(place, request, visit) else { return nil }
    var given: [(key: String, answer: Answer)] = []
    var refusals: [AnswerRefusal] = []
    for key in keys(request, open) {
      guard let item = open.definition.item(key.item) else { continue }
      let name = field(key.text)
      let sent = request.form.all(name) + [request.form[name]].compactMap { $0 }
      switch Measures.answer(item, sent: Array(Set(sent)).sorted(), missing: request.form["no-\(name)"]) {
      case .success(let answer)?: given.append((key.text, answer))
      case .failure(let refusal)?: refusals.append(refusal)
      case nil: if !isWhole(request) { refusals.append(.required(key.text)) }
      }
    }
    if !given.isEmpty {
      switch try await Measures.save(place, visit, citizen: citizen(request), sheet: sheet(request), given) {
      case .notFound: return nil
      case .refused(let more): refusals += more
      case .taken: break
      }
    }
    if !refusals.isEmpty { return try show(place, request, visit, refusals) }
    guard let after = try find(place, request, visit) else { return nil }
    if isWhole(request) { return .redirect("\(address(after))/check") }
    let steps = after.sheet.steps(after.definition)
    let here = steps.firstIndex { $0.text == request.form["item"] } ?? -1
    guard here + 1 < steps.count else { return .redirect("\(address(after))/check") }
    return .redirect("\(address(after))?item=\(SitePath.encoded(steps[here + 1].text))")
  }

  /// What is wrong, with the question's own words instead of its id.
  private static func message(_ refusal: AnswerRefusal, _ open: Measures.OpenSheet, _ language: Language) -> String {
    let name = InstrumentDefinition.AnswerKey(refusal.item)?.item ?? refusal.item
    let label = open.definition.item(name)?.label[language] ?? name
    return refusal.words[language].replacing(refusal.item, with: "„\(label)“")
  }

  // MARK: - Before it is sent

  private static func check(
    _ place: Workplace, _ request: PageRequest, _ visit: Access.Visit, _ refusals: [AnswerRefusal]
  ) throws -> PageResponse? {
    guard let open = try find(place, request, visit) else { return nil }
    let language = request.language
    let rows = open.sheet.steps(open.definition).map { key -> SummaryList.Row in
      let item = open.definition.item(key.item)
      let label = item?.label[language] ?? key.item
      let answer = open.sheet.answers(open.definition)[key.text]
      let text = item.flatMap { item in answer.map { MeasuresItemPart.text($0, item, language) } }
      let change = request.say("Ret", "Change")
      return .init(
        label,
        """
        \(text ?? request.say("Ikke besvaret", "Not answered")) \
        <a href="\(address(open))?item=\(SitePath.encoded(key.text))">\(change)<span class="b-visually-hidden"> \(label)</span></a>
        """)
    }
    let problems = refusals.map { FormProblem("form", message($0, open, language)) }
    let send = PageForm(action: "\(address(open))/finish", request: request, problems: problems)
    let drop = PageForm(action: "\(address(open))/discard", request: request, sent: FormData())
    return CitizenFrame.page(
      request, open.opened.bar, title: request.say("Se svarene igennem", "Look the answers through"),
      lead: open.definition.title[language],
      path: [PageLink(request.say("Skemaer", "Forms"), href: "/citizens/\(open.opened.id)/measures")],
      status: problems.isEmpty ? 200 : 422,
      content: """
        \(SummaryList(rows).html)\(send.html(.empty, submit: request.say("Færdig", "Finish"), id: "f-form"))\
        <details><summary>\(request.say("Opgiv skemaet", "Give the form up"))</summary>\
        <p>\(request.say("Svarene bliver ikke gemt.", "The answers are not kept."))</p>\
        \(drop.html(.empty, submit: request.say("Opgiv og slet svarene", "Give up and delete the answers")))</details>
        """)
  }

  private static func finish(_ place: Workplace, _ request: PageRequest, _ visit: Access.Visit) async throws -> PageResponse? {
    switch try await Measures.finish(place, visit, citizen: citizen(request), sheet: sheet(request)) {
    case .notFound: nil
    case .refused(let refusals): try check(place, request, visit, refusals)
    case .taken: .redirect("/citizens/\(citizen(request))/measures?done=1")
    }
  }
}
