import Base
import Interface
import Markup
import PracticeOperations
import PracticeRules

/// The frame of every page about one citizen: who it is and what must be known at once stand at the top, whatever the page is about.
package enum CitizenFrame {
  /// A page about a citizen who has been opened.
  package static func page(
    _ request: PageRequest, _ bar: CitizenBar, title: String, lead: String? = nil, path: [PageLink] = [], status: Int = 200,
    isFront: Bool = false, content: HTML
  ) -> PageResponse {
    let language = request.language
    var crumbs = [PageLink(request.say("Borgere", "Citizens"), href: bar.study.map { "/citizens?study=\($0)" } ?? "/citizens")]
    if !isFront { crumbs.append(PageLink(request.say("Forside", "Front page"), href: "/citizens/\(bar.id)")) }
    let identity = IdentityBar(
      name: bar.label[language], facts: facts(bar, language), alerts: alerts(bar, language), href: "/citizens/\(bar.id)")
    var response = Frame.page(
      request, title: title, lead: lead, current: .citizens, path: crumbs + path, identity: identity.html,
      isWrong: status == 422, content: content)
    response.status = status
    return response
  }

  /// A page of another feature about a citizen; nil when there is no such citizen for this visitor, which is answered as not found.
  package static func page(
    _ request: PageRequest, _ place: Workplace, _ visit: Access.Visit, citizen id: String, title: String, lead: String? = nil,
    path: [PageLink] = [], status: Int = 200, content: (Citizens.Opened) throws -> HTML?
  ) throws -> PageResponse? {
    guard let opened = try Citizens.open(place, visit, id: id), let content = try content(opened) else { return nil }
    return page(request, opened.bar, title: title, lead: lead, path: path, status: status, content: content)
  }

  private static func facts(_ bar: CitizenBar, _ language: Language) -> [String] {
    let say = { (da: String, en: String) in language == .da ? da : en }
    var facts: [String] = []
    if let birth = bar.birth {
      let age = bar.age.map { say(" (\($0) år)", " (\($0) years)") } ?? ""
      facts.append(say("Født \(birth.words(.da))", "Born \(birth.words(.en))") + age)
    }
    if let level = bar.level, level != .identified { facts.append(level.words[language]) }
    return facts + [bar.site, bar.study, bar.studyTitle?[language]].compactMap { $0 }
  }

  private static func alerts(_ bar: CitizenBar, _ language: Language) -> [String] {
    let protection = bar.protection == .none ? [] : [bar.protection.words[language]]
    return protection + bar.alerts.map { $0.text(language) }
  }
}

/// What other features show on a citizen's front page, between the team and what has happened: each adds one line here.
package enum CitizenFrontParts {
  package typealias Part = @Sendable (PageRequest, Workplace, Access.Visit, Citizens.Opened) throws -> HTML?

  /// What comes next for the citizen: tasks, appointments, deadlines.
  package static let next: [Part] = [
    { request, place, visit, opened in
      try Tasks.part(place, visit, opened.admission).map { TasksPart.html($0, request) }
    }
  ]
}

/// Small things that the pages of citizens share.
enum CitizenParts {
  static func problems(_ list: [Citizens.FieldProblem], _ language: Language) -> [FormProblem] {
    list.map { FormProblem($0.field, $0.words[language]) }
  }

  static func choices<Code: RawRepresentable & CaseIterable>(_ type: Code.Type, _ label: (Code) -> String) -> [PageForm.Choice]
  where Code.RawValue == String {
    type.allCases.map { PageForm.Choice($0.rawValue, label($0)) }
  }

  /// The fields of a form as operations read them; more than a form has, or longer than any field, is cut off.
  static func values(_ form: FormData) -> [String: String] {
    form.values.compactMapValues { $0.first.map { String($0.prefix(4000)) } }
  }

  static func day(_ day: CivilDate, _ language: Language) -> String { WhenText.format(day, language: language) }

  /// A list of people with links to their front pages.
  static func people(
    _ people: [Citizens.Listing], id: String, caption: String, empty: String, _ request: PageRequest
  ) -> HTML {
    let language = request.language
    let rows = people.map { person -> [HTML] in
      let birth = person.birth?.words(language) ?? ""
      let age = person.age.map { request.say(" (\($0) år)", " (\($0) years)") } ?? ""
      var marks: [String] = []
      if person.isMine { marks.append(request.say("Mig", "Me")) }
      if person.isTeams { marks.append(request.say("Mit team", "My team")) }
      if person.protection != .none { marks.append(person.protection.words[language]) }
      if let level = person.level, level != .identified { marks.append(level.words[language]) }
      return [
        "<a href=\"/citizens/\(person.id)\">\(person.label[language])</a>", "\(birth + age)", "\(marks.joined(separator: " · "))",
      ]
    }
    let columns: [DataTable.Column] = [
      .init(request.say("Navn", "Name")), .init(request.say("Født", "Born")), .init(request.say("Bemærk", "Note")),
    ]
    return DataTable(id: id, caption: caption, columns: columns, rows: rows, empty: empty).html
  }

  /// The search field, with what stands in it shown again.
  static func search(_ request: PageRequest, action: String = "/citizens/search", problems: [FormProblem] = []) -> HTML {
    let form = PageForm(action: action, request: request, problems: problems, sent: request.form)
    let field = form.text(
      "q", request.say("Find en borger", "Find a citizen"),
      hint: request.say(
        "Begyndelsen af navne eller kaldenavn, de sidste cifre af telefonen, eller hele CPR-nummeret.",
        "The beginning of names or an alias, the last digits of the telephone, or the whole CPR number."),
      type: "search", autocomplete: "off", maxLength: Citizens.searchLimit)
    return form.html(field, submit: request.say("Søg", "Search"))
  }
}

extension PageForm {
  /// A form that shows what was sent, with its problems.
  fileprivate init(action: String, request: PageRequest, problems: [FormProblem], sent: FormData) {
    self.init(action: action, request: request, sent: sent.values.isEmpty ? nil : sent, problems: problems)
  }
}
