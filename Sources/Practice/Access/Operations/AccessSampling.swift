import AccessLog
import Base
import Journal
import PracticeRecords
import PracticeRules
import Records

extension Access {
  /// A random sample of who looked, for the control that a leader carries out.
  package struct Sample: Sendable {
    /// One look of the sample.
    package struct Look: Hashable, Sendable {
      package var at: Instant
      package var user: String
      package var roles: [Words]
      package var kind: Words
      /// How many citizens the answer showed.
      package var citizens: Int
      package var wasRefused: Bool
      package var didWrite: Bool
    }

    package var month: String
    package var seed: Int
    package var looks: [Look]
    package var controls: [Control]
    /// Names of those who looked and of those who have controlled, by id.
    package var names: [String: String]
  }

  /// How many looks a sample holds.
  package static let sampleSize = 20

  /// Draws a sample of a month of the caller's own organisation. The same seed draws the same sample.
  ///
  /// - Parameter month: `yyyy-mm`; nil, or a month that is none, takes the month now.
  package static func sample(_ place: Workplace, _ visit: Visit, month text: String?, seed: Int?) throws -> Sample {
    let month = text.flatMap { AccessMonth($0) } ?? AccessMonth(place.now())
    let seed = seed ?? Int(place.random() % 1_000_000)
    let drawn = try place.accessLog.sample(
      month: month, count: sampleSize, seed: UInt64(max(0, seed)), organisation: visit.caller.organisation)
    let controls = try StreamID(visit.caller.organisation).map { organisation in
      try place.records.read { try Access.controls($0, of: organisation, limit: 12) }
    }
    let people = drawn.map(\.user) + (controls ?? []).map(\.user)
    let names = try place.records.read { try People.names($0, people) }.mapValues(\.name)
    let looks = drawn.map { entry in
      Sample.Look(
        at: entry.at, user: entry.user, roles: entry.roles.compactMap { place.policy.roles[$0]?.title },
        kind: words(entry.page.kind), citizens: entry.shown, wasRefused: entry.outcome != .shown, didWrite: entry.act != nil)
    }
    return Sample(month: month.description, seed: seed, looks: looks, controls: controls ?? [], names: names)
  }

  /// Writes that a sample has been gone through.
  ///
  /// - Returns: what is wrong with the form; nothing when it was written.
  package static func check(
    _ place: Workplace, _ visit: Visit, month: String?, seed: String?, finding: String?, note: String?
  ) async throws -> [(field: String, words: Words)] {
    var problems: [(field: String, words: Words)] = []
    guard let finding = finding.flatMap(SampleFinding.init(rawValue:)) else {
      return [("finding", Words(da: "Vælg, hvad kontrollen viste", en: "Choose what the control showed"))]
    }
    if let note, note.count > SampleChecked.noteLimit {
      let limit = SampleChecked.noteLimit
      problems.append(("note", Words(da: "Højst \(limit) tegn", en: "At most \(limit) characters")))
    }
    guard let organisation = StreamID(visit.caller.organisation), let month = month.flatMap({ AccessMonth($0) }),
      let seed = seed.flatMap({ Int($0) })
    else { return problems + [("month", Words(da: "Hent stikprøven igen", en: "Draw the sample again"))] }
    guard problems.isEmpty else { return problems }
    let drawn = try place.accessLog.sample(
      month: month, count: sampleSize, seed: UInt64(max(0, seed)), organisation: visit.caller.organisation)
    let payload = SampleChecked(
      month: month.description, count: drawn.count, seed: seed, finding: finding, note: note)
    try await place.write(
      visit, "sample checked", [try place.fact(visit, 0, payload, about: organisation, retention: "staff")])
    return []
  }

  private static func words(_ kind: AccessPage.Kind) -> Words {
    switch kind {
    case .page: Words(da: "En side om en borger", en: "A page about a citizen")
    case .list: Words(da: "En liste", en: "A list")
    case .hit: Words(da: "Et søgeresultat", en: "A search result")
    case .export: Words(da: "En fil, der blev hentet", en: "A file that was fetched")
    case .print: Words(da: "En udskrift", en: "A print")
    case .api: Words(da: "Et opslag fra et andet system", en: "A look from another system")
    }
  }
}
