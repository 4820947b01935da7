import Base
import Credentials
import Foundation
import GRDB

extension SignIn {
  /// What somebody typed to sign in. Its description gives nothing away.
  package struct Attempt: Sendable, CustomStringConvertible, CustomReflectable {
    var login: String
    var password: Password
    var next: String
    var source: Source
    /// The session cookie that the browser has: it ends.
    var replacing: String?

    package init(login: String, password: String, next: String, source: Source, replacing: String?) {
      self.login = login
      self.password = Password(password)
      self.next = next
      self.source = source
      self.replacing = replacing
    }

    package var description: String { "(attempt)" }
    package var customMirror: Mirror { Mirror(self, children: []) }
  }

  /// A log-in name is no longer than this many characters.
  package static let loginLimit = 100

  /// An account as it is stored.
  struct Account {
    var password: PasswordHash?
    var secret: Data?
    var lastStep: Int64?
    var recovery: [RecoveryCodeHash]
  }
}

extension SignIn.Desk {
  /// Tries a name and a password. A user who is not there, a wrong password and an account that waits cost the same time and have
  /// the same answer. Only a source address that has to wait is answered at once: that says nothing about any account.
  package func signIn(_ attempt: SignIn.Attempt) async throws -> SignIn.Step {
    guard place.records.isBuilt("people") else { return .busy }
    let isName = !attempt.login.isEmpty && attempt.login.count <= SignIn.loginLimit
    let user = isName ? try people.find(place, attempt.login) : nil
    let source = attempt.source.group
    let (reservation, account) = try place.state.write { db in
      let reservation = try reserve(db, user: user, source: source)
      if reservation.gate == .sourceWaits { try noteFlood(db, source: source) }
      return (reservation, try user.flatMap { try self.account(db, $0) })
    }
    if reservation.gate == .sourceWaits { return .refused }
    let verdict: PasswordVerdict
    do throws(PasswordTrouble) {
      verdict = try await hasher.verify(attempt.password, against: account?.password)
    } catch {
      try place.state.write { db in
        try release(db, reservation, isComplete: false)
        try note(db, .password, .busy, user: user, source: source)
      }
      return .busy
    }
    guard reservation.gate == .open, case .right(let needsRehash) = verdict, let user, let account else {
      let outcome: SignIn.Outcome = reservation.gate == .open ? .wrong : .waiting
      try place.state.write { try note($0, .password, outcome, user: user, source: source) }
      return .refused
    }
    if needsRehash { try await rehash(attempt.password, user: user, from: account) }
    guard let caller = try people.caller(place, user) else {
      try place.state.write { try note($0, .password, .wrong, user: user, source: source) }
      return .refused
    }
    return try place.state.write { db in
      let asksCode = account.secret != nil
      try release(db, reservation, isComplete: !asksCode)
      try note(db, .password, .taken, user: user, source: source)
      if asksCode { return .code(cookie: try begin(db, user: user, next: attempt.next)) }
      let opening = SignIn.Opening(
        user: user, isStrong: false, caller: caller, source: attempt.source, replacing: attempt.replacing)
      return .open(cookie: try open(db, opening), next: attempt.next)
    }
  }

  /// Whether a password is the user's, in the way of signing in: an account that waits says no.
  func confirm(_ password: String, user: String, source: SignIn.Source) async throws -> Bool? {
    let (reservation, account) = try place.state.write { db in
      (try reserve(db, user: user, source: source.group), try self.account(db, user))
    }
    guard let verdict = try? await hasher.verify(Password(password), against: account?.password) else {
      try place.state.write { try release($0, reservation, isComplete: false) }
      return nil
    }
    guard reservation.gate == .open, case .right = verdict else {
      try place.state.write { db in
        try note(db, .password, reservation.gate == .open ? .wrong : .waiting, user: user, source: source.group)
      }
      return false
    }
    try place.state.write { try release($0, reservation, isComplete: false) }
    return true
  }

  func account(_ db: Database, _ user: String) throws -> SignIn.Account? {
    let row = try Row.fetchOne(
      db, sql: "SELECT password, secret, lastStep, recovery, demonstration FROM signin_account WHERE user = ?", arguments: [user])
    guard let row else { return nil }
    let isClosed = row["demonstration"] && policy.requiresSecondFactor
    let codes = Array(row["recovery"] as Data)
    let hashes = stride(from: 0, to: codes.count - codes.count % 32, by: 32).compactMap { start in
      RecoveryCodeHash(bytes: Array(codes[start..<start + 32]))
    }
    return SignIn.Account(
      password: isClosed ? nil : (row["password"] as String?).flatMap { PasswordHash(stored: $0) }, secret: row["secret"],
      lastStep: row["lastStep"], recovery: hashes)
  }

  private func rehash(_ password: Password, user: String, from account: SignIn.Account) async throws {
    guard let old = account.password, let new = try? await hasher.hash(password) else { return }
    try place.state.write { db in
      try db.execute(
        sql: "UPDATE signin_account SET password = ? WHERE user = ? AND password = ?",
        arguments: [new.stored, user, old.stored])
    }
  }

  /// Remembers, under a new cookie, that the password of a user holds.
  func begin(_ db: Database, user: String, next: String, provider: String? = nil, roles: [String] = []) throws -> String {
    let token = newToken()
    try db.execute(
      sql: "INSERT INTO signin_step (hash, at, user, next, provider, roles, sealed) VALUES (?, ?, ?, ?, ?, ?, NULL)",
      arguments: [
        token.hash(for: .signingIn).data, place.now().milliseconds, user, next, provider, roles.joined(separator: ","),
      ])
    return token.text
  }
}
