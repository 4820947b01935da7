import AccessLog
import Base
import Foundation
import Journal
import PracticeRecords
import PracticeRules

extension Citizens {
  /// One look at a citizen's data, in words the citizen understands.
  package struct Look: Hashable, Sendable {
    package var at: Instant
    /// Who looked; the role where the name is not known.
    package var who: String
    package var roles: [Words]
    package var purpose: Words
    /// What was looked at.
    package var what: Words
    /// What kinds of knowledge it showed.
    package var classes: [Words]
    /// Whether it was a list in which others stood as well.
    package var inList: Bool
    /// What was written or changed; nil for a look alone.
    package var didWrite: Bool
    /// Whether it was refused.
    package var wasRefused: Bool
    package var isOwn: Bool

    /// When, by the clocks of the services.
    package var moment: OccurredAt { .minute(at, offsetMinutes: at.offsetMinutes(in: Access.zone)) }
  }

  package struct LookPage: Sendable {
    package var opened: Opened
    package var looks: [Look]
    /// Hand it in for the next, older page.
    package var next: Int64?
  }

  /// Who has looked at a citizen, newest first: for the citizen, and for staff who may hand out the record.
  package static func looks(
    _ place: Workplace, _ visit: Access.Visit, id: String, before: Int64?, limit: Int = 100
  ) throws -> LookPage? {
    guard visit.may(.exportRecord) || visit.may(.ownRecord) else {
      visit.refuse(.notPermitted)
      return nil
    }
    guard let opened = try open(place, visit, id: id), opened.isOpen else { return nil }
    let list = try place.accessLog.shown(to: opened.streams.map(\.uuid), before: before, limit: limit)
    let staff = try Staff.named(place, Set(list.entries.map(\.user)))
    let looks = list.entries.map { entry in
      Look(
        at: entry.at, who: staff[entry.user]?.name ?? entry.user, roles: entry.roles.compactMap { place.policy.roles[$0]?.title },
        purpose: words(ofPurpose: entry.purpose), what: words(of: entry.page.pattern, entry.page.kind),
        classes: entry.classes.compactMap { Access.DataClass(rawValue: $0)?.words }, inList: entry.shown > opened.streams.count,
        didWrite: entry.act != nil, wasRefused: entry.outcome != .shown, isOwn: entry.user == visit.caller.user)
    }
    return LookPage(opened: opened, looks: looks, next: list.next)
  }

  private static func words(ofPurpose code: String) -> Words {
    switch Access.Purpose(rawValue: code) {
    case .care?: Words(da: "Arbejdet med dig", en: "The work with you")
    case .leadership?: Words(da: "Ledelse", en: "Leadership")
    case .evaluation?: Words(da: "Evaluering", en: "Evaluation")
    case .administration?: Words(da: "Drift af systemet", en: "Keeping the system")
    case .own?: Words(da: "Borgeren selv", en: "The citizen")
    case nil: Words(da: "Ikke oplyst", en: "Not stated")
    }
  }

  /// A page in the citizen's words, by the pattern of its route: never an address.
  private static func words(of pattern: String, _ kind: AccessPage.Kind) -> Words {
    let known: [(String, Words)] = [
      ("/looked", Words(da: "Listen over, hvem der har set", en: "The list of who has looked")),
      ("/details", Words(da: "Navn, adresse og kontakt", en: "Name, address and contact")),
      ("/cpr", Words(da: "CPR-nummer", en: "CPR number")), ("/alerts", Words(da: "Advarsler", en: "Alerts")),
      ("/protection", Words(da: "Beskyttelse", en: "Protection")), ("/team", Words(da: "Hvem der arbejder med dig", en: "Who works with you")),
      ("/duplicates", Words(da: "Om du er oprettet to gange", en: "Whether you are registered twice")),
      ("/link", Words(da: "Sammenkobling af to oprettelser", en: "Linking of two registrations")),
      ("/move", Words(da: "Flytning af noget, der stod på en forkert", en: "Moving something that stood on the wrong person")),
      ("/citizens/search", Words(da: "Søgning", en: "Search")), ("/citizens/new", Words(da: "Oprettelse", en: "Registration")),
    ]
    if let found = known.first(where: { pattern.contains($0.0) }) { return found.1 }
    if pattern == "/citizens/:citizen" { return Words(da: "Din forside og det, der er sket", en: "Your front page and what has happened") }
    if pattern == "/citizens" { return Words(da: "Listen over borgere", en: "The list of citizens") }
    switch kind {
    case .list: return Words(da: "En liste", en: "A list")
    case .hit: return Words(da: "En søgning", en: "A search")
    case .export: return Words(da: "En fil, der blev hentet ud", en: "A file that was taken out")
    case .print: return Words(da: "En udskrift", en: "A print")
    default: return Words(da: "En anden side om dig", en: "Another page about you")
    }
  }
}

extension Access.DataClass {
  /// The class in a citizen's words.
  package var words: Words {
    switch self {
    case .identity: Words(da: "hvem du er", en: "who you are")
    case .address: Words(da: "adresse og telefon", en: "address and telephone")
    case .ordinary: Words(da: "kontakter og aftaler", en: "contacts and agreements")
    case .health: Words(da: "helbred og skemaer", en: "health and forms")
    case .trust: Words(da: "det, du har fortalt i fortrolighed", en: "what you told in trust")
    case .research: Words(da: "afidentificerede data", en: "de-identified data")
    }
  }
}
