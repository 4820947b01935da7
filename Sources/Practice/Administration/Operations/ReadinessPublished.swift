import Base
import Journal
import Records

/// What a page must wait for, or say, before it can be believed.
package struct Readiness: Sendable, Hashable {
  /// What stands in the way of one page.
  package enum Condition: Sendable, Hashable {
    /// The tables it reads are being built: done of how many entries. It shows nothing until then.
    case preparing(done: Int64, of: Int64)
    /// One of its tables could not take an entry: it shows what came before.
    case stopped(at: Int64)
    /// Nothing.
    case ready
  }

  /// How the page's own tables stand.
  package var condition: Condition
  /// Nil when the journal takes entries; else why not.
  package var readOnly: String?

  /// Asks for the features whose tables a page reads.
  package static func read(_ place: Workplace, features: Set<String>) throws -> Readiness {
    let status = try place.records.status()
    let mine = status.features.filter { features.contains($0.feature) }.map(\.condition)
    return Readiness(condition: worst(mine), readOnly: JournalHealth.readOnly(place, status))
  }

  /// What keeps a page waiting goes before what makes it incomplete; the tables that are furthest behind count.
  private static func worst(_ conditions: [RecordsStatus.Condition]) -> Condition {
    var waiting: (done: Int64, of: Int64)?
    var stopped: Int64?
    for condition in conditions {
      switch condition {
      case .preparing(let done, let all): waiting = (min(done, waiting?.done ?? done), all)
      case .stopped(let position, _): stopped = min(position, stopped ?? position)
      case .serving, .rebuilding: continue
      }
    }
    if let waiting { return .preparing(done: waiting.done, of: waiting.of) }
    return stopped.map { .stopped(at: $0) } ?? .ready
  }
}
