import Base
import Foundation

/// The page of a request: the pattern of its route, never the address with its ids.
package struct AccessPage: Sendable, Hashable {
  /// What came out. The raw value is stored and never changes.
  package enum Kind: Int64, Sendable, Hashable, CaseIterable {
    case page = 0
    /// A list of several citizens.
    case list = 1
    /// A hit: of a search, a hint of a duplicate, an expansion while typing.
    case hit = 2
    /// A file that left the system.
    case export = 3
    case print = 4
    case api = 5
  }

  /// Such as `/citizens/{id}/notes`.
  package var pattern: String
  package var kind: Kind

  package init(_ pattern: String, _ kind: Kind = .page) {
    self.pattern = pattern
    self.kind = kind
  }
}

/// What became of a request.
package enum AccessOutcome: Sendable, Hashable {
  case shown
  /// Refused, with the closed code of the reason.
  case refused(String)
  /// There was no such thing, or it was told so.
  case notFound
}

/// One request, as it is handed to the log.
package struct AccessEntry: Sendable, Hashable {
  /// The id of the user; empty when nobody was logged in.
  package var user: String
  /// The id of the organisation that the user acted for.
  package var organisation: String
  /// The words of the session's roles.
  package var roles: [String]
  /// The purpose that the access was judged by.
  package var purpose: String
  /// The classes of data that were shown.
  package var classes: [String]
  package var page: AccessPage
  package var outcome: AccessOutcome
  /// What was searched for. Never stored: each word becomes a digest with the log's key.
  package var search: [String]
  /// What was done with it when the request wrote: the operation's own word, never an id.
  package var act: String?
  /// A short name of the device or its kind, never what a browser says about itself.
  package var device: String
  /// The position of the journal that the answer was made from.
  package var position: Int64
  /// The streams that were shown, each counted once; empty for a page about nobody.
  package var streams: [UUID]
  /// A reference to the reason for break-glass access.
  package var breakGlass: String?

  package init(
    user: String, organisation: String, roles: [String] = [], purpose: String, classes: [String] = [], page: AccessPage,
    outcome: AccessOutcome = .shown, search: [String] = [], act: String? = nil, device: String = "", position: Int64,
    streams: [UUID] = [], breakGlass: String? = nil
  ) {
    self.user = user
    self.organisation = organisation
    self.roles = roles
    self.purpose = purpose
    self.classes = classes
    self.page = page
    self.outcome = outcome
    self.search = search
    self.act = act
    self.device = device
    self.position = position
    self.streams = streams
    self.breakGlass = breakGlass
  }
}

extension AccessEntry {
  /// The most streams one entry may show: an export of all citizens of a large municipality is still one entry.
  package static let streamLimit = 100_000
  /// The most bytes of each word.
  package static let wordLimit = 200
  /// The most words of a search that are kept; more are left out.
  package static let searchLimit = 16

  /// - Throws: `AccessLogError` with code `entry`.
  func check() throws {
    func refuse(_ what: String) -> AccessLogError { AccessLogError(.entry, "An entry of the access log \(what).") }
    for word in roles + classes where word.contains(",") || word.isEmpty { throw refuse("has an empty word or one with a comma") }
    let code: String? = if case .refused(let code) = outcome { code } else { nil }
    let texts = [user, organisation, joined(roles), purpose, joined(classes), page.pattern, device]
    for text in texts + [act, breakGlass, code].compactMap({ $0 }) {
      guard text.utf8.count <= Self.wordLimit else { throw refuse("has a word of more than \(Self.wordLimit) bytes") }
      guard !text.utf8.contains(0) else { throw refuse("has a word with a zero byte") }
    }
    guard code != "" else { throw refuse("is refused without a reason") }
    guard streams.count <= Self.streamLimit else { throw refuse("shows more than \(Self.streamLimit) streams") }
  }

  func joined(_ words: [String]) -> String { words.joined(separator: ",") }
}

/// One entry as it is read back.
package struct LoggedAccess: Sendable, Hashable {
  /// Counts from 1 through all months.
  package var number: Int64
  /// When it was written; never decreases.
  package var at: Instant
  package var user: String
  package var organisation: String
  package var roles: [String]
  package var purpose: String
  package var classes: [String]
  package var page: AccessPage
  package var outcome: AccessOutcome
  package var act: String?
  package var device: String
  package var position: Int64
  package var breakGlass: String?
  /// How many words were searched for.
  package var searched: Int
  /// The streams that were shown. On a citizen's own page only that citizen's.
  package var streams: [UUID]
  /// How many streams were shown in all.
  package var shown: Int
  /// How many of them have been erased since.
  package var erased: Int
}

/// A part of a list, newest first.
package struct AccessList: Sendable, Hashable {
  package var entries: [LoggedAccess]
  /// What to ask for next: entries before this number. Nil at the end.
  package var next: Int64?
}
