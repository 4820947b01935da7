import Base
import Interface
import Markup
import PracticeOperations
import PracticeRules

/// A citizen is given his own record, or somebody he trusts is: by a leader, who may hand out records.
enum PeopleOwnRecordPage {
  static func routes(_ door: Doorway) -> [Route] {
    let place = door.place
    return [
      door.get("/citizens/:citizen/own", name: "who may read the own record", needs: .exportRecord) { request, visit in
        try await PeoplePart.answer { try show(place, request, visit, []) }
      },
      door.post("/citizens/:citizen/own", name: "open or close the own record", needs: .exportRecord) { request, visit in
        try await PeoplePart.answer { try await take(place, request, visit) }
      },
    ]
  }

  private static func take(_ place: Workplace, _ request: PageRequest, _ visit: Access.Visit) async throws -> PageResponse? {
    guard let opened = try open(place, request, visit) else { return nil }
    let (closes, opens) = (request.form["close"], request.form["user"] ?? "")
    guard closes != nil || !opens.isEmpty else {
      return try show(
        place, request, visit, [FormProblem("user", request.say("Vælg et log-in.", "Choose a log-in."))])
    }
    try await People.setOwnRecord(place, visit, user: closes ?? opens, citizen: opened.id, isOpen: closes == nil)
    return .redirect("/citizens/\(opened.id)/own?done=1")
  }

  private static func open(_ place: Workplace, _ request: PageRequest, _ visit: Access.Visit) throws -> Citizens.Opened? {
    guard let opened = try Citizens.open(place, visit, id: request.parameters["citizen"] ?? ""),
      opened.admission.reads.contains(.ordinary), opened.bar.study == nil
    else {
      visit.refuse(.notOpen)
      return nil
    }
    return opened
  }

  private static func show(
    _ place: Workplace, _ request: PageRequest, _ visit: Access.Visit, _ problems: [FormProblem]
  ) throws -> PageResponse? {
    guard let opened = try open(place, request, visit) else { return nil }
    let address = "/citizens/\(opened.id)/own"
    let all = try People.recordHolders(place, visit, citizen: opened.id)
    let cards = all.filter(\.has).map { holder -> HTML in
      let close = PageForm(action: address, request: request, sent: FormData())
      let label = request.say("Luk for \(holder.user.name)", "Close for \(holder.user.name)")
      return """
        <li class="b-card"><p><strong>\(holder.user.name)</strong> (\(holder.user.login))</p>\
        \(close.html(close.hidden("close", holder.user.id), submit: label))</li>
        """
    }
    let list: HTML =
      cards.isEmpty
      ? "<p>\(request.say("Ingen læser journalen som sin egen.", "Nobody reads the record as his own."))</p>"
      : "<ul class=\"b-cards\">\(cards)</ul>"
    let others = all.filter { !$0.has }.map { PageForm.Choice($0.user.id, "\($0.user.name) (\($0.user.login))") }
    let form = PeoplePart.form(request, address, problems)
    let give: HTML =
      others.isEmpty
      ? "<p>\(request.say("Der er ingen andre log-in med rollen borger eller pårørende. En administrator opretter dem.", "There are no other log-ins with the role citizen or relative. An administrator registers them."))</p>"
      : form.html(
        form.select(
          "user", request.say("Log-in", "Log-in"), others,
          hint: request.say(
            "Se efter, at det er den rigtige: hele journalen bliver åbnet.",
            "Make sure that it is the right one: the whole record is opened."),
          empty: request.say("Vælg", "Choose")), submit: request.say("Åbn journalen", "Open the record"))
    return CitizenFrame.page(
      request, opened.bar, title: request.say("Egen adgang", "Own access"),
      lead: request.say(
        "Borgeren læser sin egen journal og ser, hvem der har set i den. En pårørende kun, når borgeren ønsker det.",
        "The citizen reads the own record and sees who has looked in it. A relative only if the citizen wishes it."),
      status: problems.isEmpty ? 200 : 422,
      content: """
        \(PeoplePart.done(request))<h2>\(request.say("Har adgang", "Has access"))</h2>\(list)\
        <h2>\(request.say("Giv adgang", "Give access"))</h2>\(give)
        """)
  }
}
