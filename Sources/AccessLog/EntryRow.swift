import Base
import Foundation
import GRDB

/// What an entry says, in texts: what the caller gave, and what the chain covers.
struct EntryText: Sendable, Hashable {
  var user: String
  var organisation: String
  var roles: String
  var purpose: String
  var classes: String
  var pattern: String
  var kind: Int64
  var outcome: Int64
  var reason: String?
  var act: String?
  var device: String
  var position: Int64
  var breakGlass: String?
  /// Sixteen bytes a word, one after the other.
  var searched: [UInt8]

  /// The bytes that are hashed. The form never changes: another one gets another first byte.
  ///
  /// - Parameter marks: sixteen bytes a subject, in the order of the entry's list.
  func content(number: Int64, at: Int64, marks: [UInt8]) -> [UInt8] {
    var bytes = AccessBytes(capacity: 256 + marks.count)
    bytes.byte(1)
    bytes.number(number)
    bytes.number(at)
    for text in [user, organisation, roles, purpose, classes, pattern] { bytes.text(text) }
    bytes.byte(UInt8(truncatingIfNeeded: kind))
    bytes.byte(UInt8(truncatingIfNeeded: outcome))
    for text in [reason, act, device] { bytes.text(text) }
    bytes.number(position)
    bytes.text(breakGlass)
    bytes.block(searched)
    bytes.block(marks)
    return bytes.bytes
  }
}

/// An entry ready for the writer: checked, its words digested.
struct PreparedAccess: Sendable {
  var text: EntryText
  var streams: [UUID]

  init(_ entry: AccessEntry, key: AccessLogKey) throws {
    try entry.check()
    let (outcome, reason): (Int64, String?) =
      switch entry.outcome {
      case .shown: (0, nil)
      case .refused(let code): (1, code)
      case .notFound: (2, nil)
      }
    text = EntryText(
      user: entry.user.stored, organisation: entry.organisation.stored, roles: entry.joined(entry.roles).stored,
      purpose: entry.purpose.stored, classes: entry.joined(entry.classes).stored, pattern: entry.page.pattern.stored,
      kind: entry.page.kind.rawValue, outcome: outcome, reason: reason?.stored, act: entry.act?.stored,
      device: entry.device.stored, position: entry.position, breakGlass: entry.breakGlass?.stored,
      searched: entry.search.isEmpty ? [] : key.digests(of: entry.search).flatMap(\.self))
    streams = entry.streams.count < 2 ? entry.streams : Array(Set(entry.streams))
  }
}

extension String {
  /// The one form of a text that is stored and hashed. Swift takes texts for equal that have different bytes (é composed or
  /// not), and a text that is shared must have the bytes that were hashed.
  var stored: String { utf8.allSatisfy { $0 < 0x80 } ? self : precomposedStringWithCanonicalMapping }
}

/// An entry as it lies in a month's file: texts and streams by their local numbers.
struct EntryRow: Sendable {
  static let columns = """
    number, at, user, organisation, roles, purpose, classes, page, kind, outcome, reason, act, device, position, breakGlass,
    searched, subjects, hash
    """

  var number: Int64
  var at: Int64
  var user: Int64
  var organisation: Int64
  var roles: Int64
  var purpose: Int64
  var classes: Int64
  var page: Int64
  var kind: Int64
  var outcome: Int64
  var reason: Int64?
  var act: Int64?
  var device: Int64
  var position: Int64
  var breakGlass: String?
  var searched: [UInt8]
  var subjects: [Int64]
  var hash: [UInt8]

  /// - Throws: `AccessLogError` with code `damaged`.
  init(_ row: LogStatement) throws {
    number = row.integer(0)
    at = row.integer(1)
    user = row.integer(2)
    organisation = row.integer(3)
    roles = row.integer(4)
    purpose = row.integer(5)
    classes = row.integer(6)
    page = row.integer(7)
    kind = row.integer(8)
    outcome = row.integer(9)
    reason = row.isNull(10) ? nil : row.integer(10)
    act = row.isNull(11) ? nil : row.integer(11)
    device = row.integer(12)
    position = row.integer(13)
    breakGlass = row.text(14)
    searched = row.bytes(15)
    guard let list = SubjectList.decode(row.bytes(16)) else {
      throw AccessLogError(.damaged, "The list of subjects of an entry cannot be read.", number: number)
    }
    subjects = list
    hash = row.bytes(17)
  }

  /// The numbers of the texts that the entry refers to.
  var words: [Int64] { [user, organisation, roles, purpose, classes, page, device] + [reason, act].compactMap { $0 } }

  /// The texts; nil when one is not there.
  func text(_ words: [Int64: String]) -> EntryText? {
    guard let user = words[user], let organisation = words[organisation], let roles = words[roles],
      let purpose = words[purpose], let classes = words[classes], let pattern = words[page], let device = words[device]
    else { return nil }
    let (why, done) = (reason.map { words[$0] }, act.map { words[$0] })
    if why == .some(nil) || done == .some(nil) { return nil }
    return EntryText(
      user: user, organisation: organisation, roles: roles, purpose: purpose, classes: classes, pattern: pattern, kind: kind,
      outcome: outcome, reason: why ?? nil, act: done ?? nil, device: device, position: position, breakGlass: breakGlass,
      searched: searched)
  }

  /// The entry as it is shown.
  func logged(_ text: EntryText, streams: [UUID], erased: Int) throws -> LoggedAccess {
    guard let kind = AccessPage.Kind(rawValue: kind) else {
      throw AccessLogError(.newer, "An entry is of a kind of page that this program does not know.", number: number)
    }
    let outcome: AccessOutcome =
      switch outcome {
      case 0: .shown
      case 1: .refused(text.reason ?? "")
      default: .notFound
      }
    return LoggedAccess(
      number: number, at: Instant(milliseconds: at), user: text.user, organisation: text.organisation,
      roles: text.roles.split(separator: ",").map(String.init), purpose: text.purpose,
      classes: text.classes.split(separator: ",").map(String.init), page: AccessPage(text.pattern, kind), outcome: outcome,
      act: text.act, device: text.device, position: position, breakGlass: breakGlass, searched: searched.count / 16,
      streams: streams, shown: subjects.count, erased: erased)
  }
}
