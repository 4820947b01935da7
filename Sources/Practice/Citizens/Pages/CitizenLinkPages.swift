import Base
import Interface
import Markup
import PracticeOperations
import PracticeRules

/// Whether a person is registered twice: suggestions, search, linking, and parting again.
package enum CitizenLinkPages {
  /// `/citizens/:citizen/duplicates`, `/link`, `/unlink` and `/links/:link`.
  package static func routes(_ door: Doorway) -> [Route] {
    let place = door.place
    let look: Doorway.Handler = { request, visit in try page(place, request, visit) }
    return [
      door.get("/citizens/:citizen/duplicates", name: "registered twice?", needs: .linkCitizens, answer: look),
      door.post("/citizens/:citizen/duplicates", name: "search for the same person", needs: .linkCitizens, answer: look),
      door.get("/citizens/:citizen/link", name: "link", needs: .linkCitizens, answer: look),
      door.post("/citizens/:citizen/link", name: "link two registrations", needs: .linkCitizens) { request, visit in
        let id = request.parameters["citizen"] ?? ""
        let written = try await Citizens.link(
          place, visit, id: id, with: request.form["other"] ?? "",
          reason: request.form["reason"].flatMap { Citizens.LinkReason(rawValue: $0) },
          confidence: request.form["confidence"].flatMap { Citizens.LinkConfidence(rawValue: $0) })
        switch written {
        case nil: return nil
        case .done?: return .redirect("/citizens/\(id)/duplicates")
        case .refused(let problems)?: return try page(place, request, visit, problems)
        }
      },
      door.get("/citizens/:citizen/unlink", name: "unlink", needs: .linkCitizens, answer: look),
      door.post("/citizens/:citizen/unlink", name: "part two registrations", needs: .linkCitizens) { request, visit in
        let (id, link) = (request.parameters["citizen"] ?? "", request.form["link"] ?? "")
        let reason = request.form["reason"].flatMap { Citizens.UnlinkReason(rawValue: $0) }
        switch try await Citizens.unlink(place, visit, id: id, link: link, reason: reason) {
        case nil: return nil
        case .done?: return .redirect("/citizens/\(id)/links/\(link)")
        case .refused(let problems)?: return try page(place, request, visit, problems)
        }
      },
      door.get("/citizens/:citizen/links/:link", name: "written while linked", needs: .linkCitizens) { request, visit in
        try parted(place, request, visit)
      },
    ]
  }

  private static func page(
    _ place: Workplace, _ request: PageRequest, _ visit: Access.Visit, _ problems: [Citizens.FieldProblem] = []
  ) throws -> PageResponse? {
    guard let opened = try Citizens.open(place, visit, id: request.parameters["citizen"] ?? ""), opened.isOpen,
      opened.admission.writes.contains(.ordinary)
    else { return nil }
    let suggestions = try Citizens.alike(place, visit, opened)
    var hits: HTML = .empty
    var searched: [FormProblem] = []
    if let words = request.form["q"] {
      let found = try Citizens.search(place, visit, words)
      searched = found.problem.map { CitizenParts.problems([$0], request.language) } ?? []
      let others = found.people.filter { $0.id != opened.id }
      if searched.isEmpty { hits = people(others.map { ($0, nil, nil) }, opened, request, id: "hit", empty: request.say("Ingen passer.", "Nobody fits.")) }
    }
    let summary = PageForm(action: "", request: request, problems: CitizenParts.problems(problems, request.language)).summary
    let suggested = people(
      suggestions.map { ($0.person, $0.grade, $0.explanation) }, opened, request, id: "alike",
      empty: request.say("Ingen af dem, du kan se, ligner.", "Nobody that you can see is alike."))
    return CitizenFrame.page(
      request, opened.bar, title: request.say("Samme person to gange?", "The same person twice?"),
      lead: request.say(
        "Kobl kun sammen, når du har set efter. Det kan fortrydes.", "Link only when you have looked. It can be undone."),
      status: problems.isEmpty && searched.isEmpty ? 200 : 422,
      content: """
        <div id="f-form">\(summary)</div>\(try links(place, visit, opened, request))
        <h2>\(request.say("Ligner", "Alike"))</h2>\(suggested)
        <h2>\(request.say("Find en anden", "Find another"))</h2>
        \(CitizenParts.search(request, action: "/citizens/\(opened.id)/duplicates", problems: searched))\(hits)
        """)
  }

  private static func people(
    _ people: [(Citizens.Listing, Words?, Words?)], _ opened: Citizens.Opened, _ request: PageRequest, id: String, empty: String
  ) -> HTML {
    guard !people.isEmpty else { return "<p>\(empty)</p>" }
    let language = request.language
    let items = people.enumerated().map { number, one -> HTML in
      let (person, grade, why) = one
      let form = PageForm(action: "/citizens/\(opened.id)/link", request: request, sent: FormData())
      let birth = person.birth.map { ", " + $0.words(language) } ?? ""
      let about: HTML? = grade.map { "<p><strong>\($0[language])</strong>. \(why?[language] ?? "")</p>" }
      let fields: HTML = """
        \(form.hidden("other", person.id))\
        \(select("\(id)-reason-\(number)", "reason", request.say("Grund", "Reason"), CitizenParts.choices(Citizens.LinkReason.self) { $0.words[language] }))\
        \(select("\(id)-sure-\(number)", "confidence", request.say("Hvor sikker er du?", "How sure are you?"), CitizenParts.choices(Citizens.LinkConfidence.self) { $0.words[language] }))
        """
      let name = person.label[language]
      return """
        <li class="b-card"><p><a href="/citizens/\(person.id)">\(name)</a>\(birth)</p>\(about)\
        \(form.html(fields, submit: request.say("Samme person: \(name)", "The same person: \(name)")))</li>
        """
    }
    return "<ul class=\"b-cards\">\(items)</ul>"
  }

  private static func select(_ id: String, _ name: String, _ label: String, _ choices: [PageForm.Choice]) -> HTML {
    let options = choices.map { choice -> HTML in "<option value=\"\(choice.value)\">\(choice.label)</option>" }
    return """
      <div class="b-field"><label for="\(id)">\(label)</label><select class="b-input" id="\(id)" name="\(name)">\(options)</select></div>
      """
  }

  private static func links(
    _ place: Workplace, _ visit: Access.Visit, _ opened: Citizens.Opened, _ request: PageRequest
  ) throws -> HTML {
    let all = try Citizens.shownLinks(place, visit, opened)
    guard !all.isEmpty else { return .empty }
    let language = request.language
    let items = all.enumerated().map { number, link -> HTML in
      let name = link.other.label[language]
      let head: HTML = "<p><a href=\"/citizens/\(link.other.id)\">\(name)</a>. \(link.reason?[language] ?? "")</p>"
      guard link.isInForce else {
        let look = request.say("Se, hvad der blev skrevet, mens de var koblet sammen", "See what was written while they were linked")
        return """
          <li class="b-card">\(head)<p>\(request.say("Skilt ad igen.", "Parted again."))</p>\
          <p><a href="/citizens/\(opened.id)/links/\(link.id)">\(look)</a></p></li>
          """
      }
      let form = PageForm(action: "/citizens/\(opened.id)/unlink", request: request, sent: FormData())
      let reasons = CitizenParts.choices(Citizens.UnlinkReason.self) { $0.words[language] }
      let fields: HTML = """
        \(form.hidden("link", link.id))\(select("link-reason-\(number)", "reason", request.say("Grund", "Reason"), reasons))
        """
      return """
        <li class="b-card">\(head)\(form.html(fields, submit: request.say("Skil ad: \(name)", "Part: \(name)")))</li>
        """
    }
    return "<h2>\(request.say("Koblet sammen med", "Linked with"))</h2><ul class=\"b-cards\">\(items)</ul>"
  }

  /// What was written while two were linked, for a person to look through.
  private static func parted(_ place: Workplace, _ request: PageRequest, _ visit: Access.Visit) throws -> PageResponse? {
    guard
      let found = try Citizens.writtenWhileLinked(
        place, visit, id: request.parameters["citizen"] ?? "", link: request.parameters["link"] ?? "")
    else { return nil }
    let language = request.language
    let sides = [found.here, found.there].map { side -> HTML in
      let lines = found.lines.filter { $0.stream == side.id }
      return """
        <h2>\(request.say("Står hos \(side.bar.label.da)", "Stands with \(side.bar.label.en)"))</h2>\
        \(CitizenTimelinePart.entries(lines, request, mayMove: side.admission.writes.contains(.ordinary)))
        """
    }
    return CitizenFrame.page(
      request, found.here.bar, title: request.say("Skrevet, mens de var koblet sammen", "Written while they were linked"),
      lead: request.say(
        "De er nu skilt ad: \(found.here.bar.label.da) og \(found.there.bar.label.da). Se efter, om noget står hos den forkerte, og flyt det.",
        "They are parted now: \(found.here.bar.label[language]) and \(found.there.bar.label[language]). See whether anything stands with the wrong one, and move it."),
      content: "\(sides)")
  }
}
