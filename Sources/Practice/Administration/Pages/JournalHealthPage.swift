import Base
import Interface
import Markup
import PracticeOperations
import PracticeRules

/// How the book and its tables are doing.
package enum JournalHealthPage {
  /// `/health`.
  package static func routes(_ door: Doorway) -> [Route] {
    let place = door.place
    return [door.get("/health", name: "journal health", needs: .manageSystem) { request, _ in try show(place, request) }]
  }

  private static func show(_ place: Workplace, _ request: PageRequest) throws -> PageResponse {
    let health = try JournalHealth.read(place)
    var request = request
    // Said below, with the reason.
    request.notice = .empty
    let number = { (value: Int) in NumberText.format(value, language: request.language) }
    var notices: [HTML] = []
    if let reason = health.readOnly {
      notices.append(
        Notice(
          .warning, title: request.say("Journalen kan kun læses", "The journal can only be read"), content: "<p>\(reason)</p>"
        ).html)
    }
    if let reason = health.anchorTrouble {
      notices.append(
        Notice(
          .warning, title: request.say("Seneste segl er ikke sendt", "The latest seal has not been sent"),
          content: "<p>\(reason)</p>"
        ).html)
    }
    if health.isWell {
      notices.append(Notice(.success, title: request.say("Alt er, som det skal være", "All is as it should be")).html)
    }
    let rows = health.features.map { feature -> [HTML] in
      let state = feature.trouble?[request.language] ?? request.say("Tjener", "Serving")
      return ["\(feature.name)", "\(number(Int(feature.position)))", "\(state)"]
    }
    let table = DataTable(
      id: "features", caption: request.say("Læsetabeller, regnet ud af journalen", "Read tables, computed from the journal"),
      columns: [
        .init(request.say("Område", "Feature")), .init(request.say("Nået til post", "Reached entry"), isNumeric: true),
        .init(request.say("Tilstand", "State")),
      ], rows: rows, empty: request.say("Ingen.", "None."))
    let sealed = health.sealedTo.map { position in
      let day = health.sealedOn.map { WhenText.format($0, language: request.language) } ?? ""
      return request.say("til post \(number(Int(position))), \(day)", "to entry \(number(Int(position))), \(day)")
    }
    let summary = SummaryList([
      .init(request.say("Poster i journalen", "Entries in the journal"), text: number(Int(health.entries))),
      .init(request.say("Heraf slettede", "Of these erased"), text: number(health.erasedEntries)),
      .init(request.say("Slettede personer og emner", "Erased people and subjects"), text: number(health.erasedSubjects)),
      .init(request.say("Forseglet", "Sealed"), text: sealed ?? request.say("endnu ikke", "not yet")),
    ])
    return Frame.page(
      request, title: request.say("Journalens tilstand", "Journal health"), current: .health,
      content: "\(notices)\(summary.html)\(table.html)\(try ticker(place, request))")
  }

  /// The ticker and the mails that wait.
  private static func ticker(_ place: Workplace, _ request: PageRequest) throws -> HTML {
    let health = try TickerHealth.read(place)
    let number = { (value: Int) in NumberText.format(value, language: request.language) }
    let last = health.lastTick.map { instant in
      WhenText.format(
        .minute(instant, offsetMinutes: instant.offsetMinutes(in: Access.zone)), relativeDay: nil, language: request.language)
    }
    var rows: [SummaryList.Row] = [
      .init(request.say("Seneste gennemgang", "Last round"), text: last ?? request.say("endnu ikke", "not yet"))
    ]
    if let trouble = health.trouble { rows.append(.init(request.say("Kunne ikke gøres", "Could not be done"), text: trouble)) }
    if health.isMailConfigured {
      rows.append(.init(request.say("Mails, der venter", "Mails that wait"), text: number(health.waiting)))
      rows.append(.init(request.say("Sendt", "Sent"), text: number(health.sent)))
      rows.append(.init(request.say("Afvist af mailserveren", "Refused by the mail server"), text: number(health.refused)))
      rows.append(.init(request.say("Opgivet efter tre dage", "Given up after three days"), text: number(health.failed)))
      if let code = health.lastCode { rows.append(.init(request.say("Seneste fejl", "Last error"), text: code)) }
    } else {
      rows.append(
        .init(
          request.say("Mails", "Mails"),
          text: request.say("ikke sat op; ingen lægges i kø", "not configured; none are queued")))
    }
    let note: HTML? =
      health.isMailConfigured
      ? "<p class=\"b-muted\">\(request.say("En mail sendes mindst én gang: stopper programmet midt i en afsendelse, sendes den igen med samme id.", "A mail is sent at least once: if the program stops while sending, it is sent again with the same id."))</p>"
      : nil
    return """
      <h2>\(request.say("Frister og påmindelser", "Deadlines and reminders"))</h2>\(SummaryList(rows).html)\(note)
      """
  }
}
