import Base
import Credentials
import Foundation
import GRDB

/// Links that open once: for somebody new, and for a new password.
package enum SignInLinks {
  /// Makes an invitation for a user, good for seven days; earlier ones stop working. The path to put after the site's address.
  package static func invite(_ place: Workplace, user: String) throws -> String {
    "/invite/\(try make(place, user: user, use: .invite, clearsFactor: false))"
  }

  /// Makes a link for a new password, good for an hour; earlier ones stop working.
  ///
  /// - Parameter secondFactor: Also takes the second factor away, for somebody who has lost it: a new one is set up with the link.
  package static func reset(_ place: Workplace, user: String, secondFactor: Bool = false) throws -> String {
    "/reset/\(try make(place, user: user, use: .passwordReset, clearsFactor: secondFactor))"
  }

  private static func make(_ place: Workplace, user: String, use: TokenUse, clearsFactor: Bool) throws -> String {
    var random = WorkplaceRandom(next: place.random)
    let now = place.now()
    let (token, link) = OneTimeLink.issue(for: use, now: now, using: &random)
    try place.state.write { db in
      try db.execute(
        sql: "DELETE FROM signin_link WHERE user = ? AND use = ? AND used IS NULL", arguments: [user, use.rawValue])
      try db.execute(
        sql: "INSERT INTO signin_link (hash, user, use, made, expires, clearsFactor) VALUES (?, ?, ?, ?, ?, ?)",
        arguments: [link.hash.data, user, use.rawValue, now.milliseconds, link.expires.milliseconds, clearsFactor])
    }
    return token.text
  }
}

extension SignIn {
  /// What a link is for.
  package enum LinkKind: String, Sendable, Hashable {
    case invite, reset

    var use: TokenUse { self == .invite ? .invite : .passwordReset }
  }

  /// What a link shows before it is used.
  package enum LinkView: Sendable, Hashable {
    case open(Person)
    case refused(Words)
  }

  /// What using a link came to.
  package enum LinkAnswer: Sendable, Hashable {
    /// The link does not open.
    case refused(Words)
    /// The password is not taken.
    case password(Words)
    case busy
    /// Signed in under this cookie.
    case open(cookie: String)
    /// The password is set; the second factor is asked for, under this cookie `signing-in`.
    case code(cookie: String)
  }
}

extension SignIn.Desk {
  /// Looks at a link without using it.
  package func link(_ text: String, _ kind: SignIn.LinkKind) throws -> SignIn.LinkView {
    let found = try place.state.read { try stored(text, kind, $0) }
    guard let (link, user, _) = found, let person = try people.person(place, user), try people.caller(place, user) != nil else {
      return .refused(LinkRefusal.unknown.words)
    }
    do throws(LinkRefusal) {
      _ = try link.use(text, for: kind.use, now: place.now())
      return .open(person)
    } catch { return .refused(error.words) }
  }

  /// Sets a password with a link and uses the link up. The user's sessions end.
  package func accept(
    _ text: String, _ kind: SignIn.LinkKind, password: String, source: SignIn.Source
  ) async throws -> SignIn.LinkAnswer {
    let view = try link(text, kind)
    guard case .open(let person) = view, let caller = try people.caller(place, person.user) else {
      if case .refused(let words) = view { return .refused(words) }
      return .refused(LinkRefusal.unknown.words)
    }
    let hash: PasswordHash
    switch try await self.hash(password, for: person) {
    case .success(let made): hash = made
    case .failure(.rules(let words)): return .password(words)
    case .failure(.busy): return .busy
    }
    return try place.state.write { db in
      guard let (link, user, clears) = try stored(text, kind, db), user == person.user else {
        return .refused(LinkRefusal.unknown.words)
      }
      do throws(LinkRefusal) { _ = try link.use(text, for: kind.use, now: place.now()) } catch { return .refused(error.words) }
      try db.execute(
        sql: "UPDATE signin_link SET used = ? WHERE hash = ? AND used IS NULL",
        arguments: [place.now().milliseconds, link.hash.data])
      try set(db, hash, user: user)
      if clears {
        try db.execute(
          sql: "UPDATE signin_account SET secret = NULL, lastStep = NULL, recovery = x'' WHERE user = ?", arguments: [user])
      }
      try end(db, "user = ?", [user], .credentials)
      try note(db, .link, .taken, user: user, source: source.group)
      if try account(db, user)?.secret != nil { return .code(cookie: try begin(db, user: user, next: "/")) }
      let opening = SignIn.Opening(user: user, isStrong: false, caller: caller, source: source, replacing: nil)
      return .open(cookie: try open(db, opening))
    }
  }

  private func stored(_ text: String, _ kind: SignIn.LinkKind, _ db: Database) throws -> (OneTimeLink, String, Bool)? {
    guard let hash = OneTimeLink.lookup(text, for: kind.use) else { return nil }
    let row = try Row.fetchOne(
      db, sql: "SELECT user, expires, used, clearsFactor FROM signin_link WHERE hash = ? AND use = ?",
      arguments: [hash.data, kind.use.rawValue])
    guard let row else { return nil }
    let used = (row["used"] as Int64?).map { Instant(milliseconds: $0) }
    let link = OneTimeLink(hash: hash, use: kind.use, expires: Instant(milliseconds: row["expires"]), used: used)
    return (link, row["user"], row["clearsFactor"])
  }
}
