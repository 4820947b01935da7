import Base
import Journal
import PracticeRecords
import PracticeRules
import Records

extension Tasks {
  /// The name under which the ticker records.
  package static let ticker = "ticker"

  /// Where people are looked up.
  package static let directory = Directory(
    names: { _, _ in [:] }, members: { _, _ in [] }, leaders: { _, _ in [] }, teams: { _, _ in [] }, holders: { _, _, _ in [] },
    email: { _, _ in nil },
    choices: { _, caller in
      [Directory.Choice(owner: .user(caller.user), name: caller.user)]
        + caller.teams.sorted().map { Directory.Choice(owner: .team($0), name: $0) }
    })

  /// What citizens are called in a list, by stream; for those whose identity the visitor may read.
  static func labels(_ place: Workplace, _ visit: Access.Visit, _ streams: [StreamID]) throws -> [StreamID: String] {
    Dictionary(streams.map { ($0, String($0.description.suffix(6))) }, uniquingKeysWith: { first, _ in first })
  }
}

extension Tasks {
  /// The colleagues that somebody stands in for today.
  static func standIns(_ caller: Access.Caller) -> Set<String> { [] }
}
