import Base
import Interface
import Markup
import PracticeOperations
import PracticeRules

/// My team: who is here, what to ask them, and how to reach them. No figure about a colleague, except for the leader of the team.
enum PeopleMyTeamPage {
  static func routes(_ door: Doorway) -> [Route] {
    let place = door.place
    return [
      door.get("/team", name: "my team", needs: .listCitizens) { request, visit in
        try await PeoplePart.answer { try show(place, request, visit) }
      }
    ]
  }

  private static func show(_ place: Workplace, _ request: PageRequest, _ visit: Access.Visit) throws -> PageResponse {
    let teams = try People.myTeams(place, visit)
    let sections = teams.map { section($0, place, request, visit) }
    let none: HTML =
      "<p>\(request.say("Du er ikke i et team i dag. Din leder eller administrator kan sætte dig i et.", "You are in no team today. Your leader or administrator can put you in one."))</p>"
    return Frame.page(
      request, title: request.say("Mit team", "My team"), current: .team,
      content: "\(PeoplePart.done(request))\(teams.isEmpty ? none : "\(sections)")")
  }

  private static func section(
    _ mine: People.MyTeam, _ place: Workplace, _ request: PageRequest, _ visit: Access.Visit
  ) -> HTML {
    let cards = mine.members.map { card($0, mine, place, request, visit) }
    let count: HTML? = mine.citizens.map { number in
      let shown = NumberText.format(number, language: request.language)
      return """
        <p>\(request.say("Borgere knyttet til teamet: \(shown).", "Citizens with the team: \(shown)."))
        \(request.say("Tallene ved navnene ser kun du og den enkelte selv.", "The figures by the names are seen by you and by each for himself alone."))</p>
        """
    }
    return "<section><h2>\(mine.team.name)</h2>\(count)<ul class=\"b-cards\">\(cards)</ul></section>"
  }

  private static func card(
    _ member: People.Member, _ mine: People.MyTeam, _ place: Workplace, _ request: PageRequest, _ visit: Access.Visit
  ) -> HTML {
    var lines: [HTML] = []
    if let title = member.title { lines.append("<p>\(title)</p>") }
    if let phone = member.phone {
      lines.append("<p><a href=\"tel:\(phone.filter { $0.isNumber || $0 == "+" })\">\(phone)</a></p>")
    }
    if member.isAway { lines.append("<p>\(away(member, mine, request))</p>") }
    let mandates = (mine.mandates[member.user] ?? []).map { grant -> HTML in
      "<li>\(PeopleUserPage.words(grant, place, request, [:]))</li>"
    }
    if !mandates.isEmpty {
      lines.append("<p>\(request.say("Spørg om", "Ask about")):</p><ul>\(mandates)</ul>")
    }
    if let count = mine.citizensOf[member.user] {
      let shown = NumberText.format(count, language: request.language)
      lines.append("<p>\(request.say("Borgere: \(shown)", "Citizens: \(shown)"))</p>")
    }
    if mine.leads, member.user != visit.caller.user {
      lines.append(
        "<p><a href=\"/team/absence/\(member.user)\">\(request.say("Meld fravær", "Report absence"))<span class=\"b-visually-hidden\"> \(member.name)</span></a></p>"
      )
    }
    if mine.leads, let absence = member.absence {
      lines.append(
        PeoplePart.button(
          request, "/team/back/\(member.user)", request.say("Er tilbage", "Is back"), hidden: [("absence", absence)]))
    }
    let leads: HTML? = member.leads ? " <span class=\"b-tag\">\(request.say("Leder", "Leader"))</span>" : nil
    return "<li class=\"b-card\"><h3>\(member.name)\(leads)</h3>\(lines)</li>"
  }

  /// Why somebody is away is nobody's business here.
  private static func away(_ member: People.Member, _ mine: People.MyTeam, _ request: PageRequest) -> String {
    let until = member.awayUntil.map { WhenText.format($0, language: request.language) }
    let time = until.map { request.say("Væk til og med \($0)", "Away until \($0)") } ?? request.say("Væk", "Away")
    guard let name = member.substitute.flatMap({ mine.names[$0]?.name }) else { return "\(time)." }
    return request.say("\(time). Afløser: \(name).", "\(time). Substitute: \(name).")
  }
}
