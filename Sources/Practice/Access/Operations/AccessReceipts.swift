import Base
import Crypto
import Foundation
import GRDB
import Journal
import PracticeRules
import State

extension Access {
  /// The answers to forms that were taken: the same form sent again gets the same answer.
  package static let stateTables = [
    StateTable(
      "access 1",
      """
      CREATE TABLE access_receipt (
        act BLOB PRIMARY KEY, digest BLOB NOT NULL, location TEXT NOT NULL, at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
      CREATE INDEX access_receipt_by_at ON access_receipt (at);
      CREATE TABLE access_draft (
        user TEXT NOT NULL, path TEXT NOT NULL, at INTEGER NOT NULL, sealed BLOB NOT NULL, PRIMARY KEY (user, path)) STRICT;
      """)
  ]

  /// How long things are kept, in milliseconds.
  package enum Lasting {
    /// What a form held when its session had ended: a week, so that it is there after a few days away.
    package static let draft: Int64 = 7 * 86_400_000
    /// The answer to a form that was taken. The act itself stands in the journal: after this, the same form is told so.
    package static let receipt: Int64 = 90 * 86_400_000
  }

  /// Drafts and answers that have become old.
  package static let forgetting = Forgetting(feature: "access") { place in
    let now = place.now().milliseconds
    try place.state.write { db in
      try db.execute(sql: "DELETE FROM access_draft WHERE at < ?", arguments: [now - Lasting.draft])
      try db.execute(sql: "DELETE FROM access_receipt WHERE at < ?", arguments: [now - Lasting.receipt])
    }
  }

  /// Takes out what forms have left behind about erased streams: drafts that name one in their address or in a field, and answers
  /// that lead to one.
  static func forget(_ streams: [StreamID], in state: StateStore, secrets: WorkplaceSecrets) throws {
    let ids = Set(streams.map { $0.description.lowercased() })
    try state.write { db in
      var drafts: [(user: String, path: String)] = []
      let rows = try Row.fetchAll(db, sql: "SELECT user, path, sealed FROM access_draft")
      for row in rows {
        let (user, path): (String, String) = (row["user"], row["path"])
        let content = draft(row["sealed"], user: user, path: path, secrets: secrets) ?? Data()
        let texts = [path.removingPercentEncoding ?? path, String(decoding: content, as: UTF8.self)]
        if texts.contains(where: { names($0, one: ids) }) { drafts.append((user, path)) }
      }
      for draft in drafts {
        try db.execute(sql: "DELETE FROM access_draft WHERE user = ? AND path = ?", arguments: [draft.user, draft.path])
      }
      var acts: [Data] = []
      let answers = try Row.fetchCursor(db, sql: "SELECT act, location FROM access_receipt")
      while let row = try answers.next() { if names(row["location"], one: ids) { acts.append(row["act"]) } }
      for act in acts { try db.execute(sql: "DELETE FROM access_receipt WHERE act = ?", arguments: [act]) }
    }
  }

  /// Whether a text holds one of these ids of streams, each 36 characters with hyphens.
  private static func names(_ text: String, one ids: Set<String>) -> Bool {
    let bytes = Array(text.lowercased().utf8)
    guard bytes.count >= 36 else { return false }
    return (0...(bytes.count - 36)).contains { start in
      guard bytes[start + 8] == UInt8(ascii: "-"), bytes[start + 13] == UInt8(ascii: "-") else { return false }
      return ids.contains(String(decoding: bytes[start..<start + 36], as: UTF8.self))
    }
  }

  /// What a draft holds, as JSON; nil when it was sealed for another user or page, or with another key.
  fileprivate static func draft(_ sealed: Data?, user: String, path: String, secrets: WorkplaceSecrets) -> Data? {
    guard let sealed, let box = try? AES.GCM.SealedBox(combined: sealed) else { return nil }
    return try? AES.GCM.open(box, using: secrets.state, authenticating: Array("\(user) \(path)".utf8))
  }

  /// What is known of an act that a form carries.
  package enum Earlier: Sendable, Hashable {
    case none
    /// Taken before; the answer was to go there.
    case taken(String)
    /// Taken before, with other content.
    case otherContent
  }
}

extension Workplace {
  /// The id of an act that a form carries; a new one when it carries none.
  package func act(_ text: String?) -> ActID { text.flatMap { ActID($0) } ?? newAct() }

  /// Whether an act stands in the journal.
  package func isWritten(_ act: ActID) throws -> Bool { try journal.receipt(of: act) != nil }

  /// Looks an act up before it is done again.
  package func earlier(_ act: ActID, digest: [UInt8]) throws -> Access.Earlier {
    let row = try state.read { db in
      try Row.fetchOne(db, sql: "SELECT digest, location FROM access_receipt WHERE act = ?", arguments: [act.data])
    }
    guard let row else { return .none }
    return Array(row["digest"] as Data) == digest ? .taken(row["location"]) : .otherContent
  }

  /// Keeps the answer to a form that was taken.
  package func keep(_ act: ActID, digest: [UInt8], location: String) throws {
    try state.write { db in
      try db.execute(
        sql: "INSERT OR REPLACE INTO access_receipt (act, digest, location, at) VALUES (?, ?, ?, ?)",
        arguments: [act.data, Data(digest), location, now().milliseconds])
    }
  }

  /// A keyed digest of everything a form said but passwords, by which a resend is told from another form with the same id.
  package func digest(of form: [String: [String]], path: String, user: String) -> [UInt8] {
    var code = HMAC<SHA256>(key: secrets.state)
    for text in [path, user] { code.update(data: Array("\(text.utf8.count):\(text)".utf8)) }
    for name in form.keys.sorted() where name != "token" && !name.contains("password") {
      for value in [name] + (form[name] ?? []) { code.update(data: Array("\(value.utf8.count):\(value)".utf8)) }
    }
    return Array(code.finalize())
  }

  /// Keeps what a form held when its session had ended. Sealed: it may be about a citizen.
  package func keepDraft(_ form: [String: [String]], user: String, path: String) throws {
    let kept = form.filter { $0.key != "token" && $0.key != "act" && !$0.key.contains("password") }
    let content = try JSONEncoder().encode(kept)
    let sealed = try AES.GCM.seal(content, using: secrets.state, authenticating: Array("\(user) \(path)".utf8)).combined
    try state.write { db in
      try db.execute(
        sql: "INSERT OR REPLACE INTO access_draft (user, path, at, sealed) VALUES (?, ?, ?, ?)",
        arguments: [user, path, now().milliseconds, sealed])
    }
  }

  /// What was kept of a form, and stays kept until its time is over: words that must stand in no address.
  package func readDraft(user: String, path: String) throws -> [String: [String]]? {
    let sealed = try state.read { db in
      try Data.fetchOne(
        db, sql: "SELECT sealed FROM access_draft WHERE user = ? AND path = ? AND at >= ?",
        arguments: [user, path, now().milliseconds - Access.Lasting.draft])
    }
    guard let content = Access.draft(sealed, user: user, path: path, secrets: secrets) else { return nil }
    return try? JSONDecoder().decode([String: [String]].self, from: content)
  }

  /// Takes out what was kept of a form; it is shown once, and not after its time.
  package func takeDraft(user: String, path: String) throws -> [String: [String]]? {
    let sealed = try state.write { db -> Data? in
      let found = try Data.fetchOne(
        db, sql: "SELECT sealed FROM access_draft WHERE user = ? AND path = ? AND at >= ?",
        arguments: [user, path, now().milliseconds - Access.Lasting.draft])
      try db.execute(sql: "DELETE FROM access_draft WHERE user = ? AND path = ?", arguments: [user, path])
      return found
    }
    guard let content = Access.draft(sealed, user: user, path: path, secrets: secrets) else { return nil }
    return try? JSONDecoder().decode([String: [String]].self, from: content)
  }
}

extension ActID {
  var data: Data { Data(bytes) }
}
