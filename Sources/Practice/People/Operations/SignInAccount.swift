import Base
import Credentials
import Foundation
import GRDB

extension SignIn {
  /// Why a password is not hashed.
  enum PasswordFailure: Error, Sendable {
    case rules(Words)
    case busy
  }

  /// What a change of one's own came to.
  package enum ChangeAnswer: Sendable, Hashable {
    /// The present password is wrong, or too many were tried.
    case current
    /// The new one is not taken.
    case new(Words)
    case busy
    /// Done: the new value of the cookie `session`.
    case done(cookie: String?)
  }

  /// A second factor that is being set up: nothing is stored before a code shows that the app has it.
  package struct NewFactor: Sendable, CustomStringConvertible, CustomReflectable {
    /// The secret for typing, in groups of four.
    package var text: String
    /// The QR code as SVG path data, and its side in modules.
    package var picture: String
    package var side: Int
    /// What the form sends back: sealed, good for this user and half an hour.
    package var sealed: String

    package var description: String { "(new factor)" }
    package var customMirror: Mirror { Mirror(self, children: []) }
  }

  /// What the new second factor came to.
  package enum FactorAnswer: Sendable, Hashable {
    /// The code does not fit the secret.
    case code
    /// The form is too old or another user's.
    case again
    /// The present app's code, or a recovery code, was needed and is missing or does not fit, or too many were tried.
    case present
    /// Taken: the recovery codes, shown once, and the new value of the cookie `session`.
    case done(codes: [String], cookie: String?)
  }

  /// What somebody's own page says of his way in.
  package struct Summary: Sendable, Hashable {
    package var hasPassword: Bool
    package var hasFactor: Bool
    package var recoveryCodes: Int
    package var passwordChanged: Instant?
  }
}

extension SignIn.Desk {
  /// What somebody's own page says of his way in.
  package func summary(of user: String) throws -> SignIn.Summary {
    try place.state.read { db in
      let row = try Row.fetchOne(
        db,
        sql: "SELECT password IS NOT NULL AS p, secret IS NOT NULL AS s, recovery, changed FROM signin_account WHERE user = ?",
        arguments: [user])
      guard let row else { return SignIn.Summary(hasPassword: false, hasFactor: false, recoveryCodes: 0) }
      return SignIn.Summary(
        hasPassword: row["p"], hasFactor: row["s"], recoveryCodes: (row["recovery"] as Data).count / 32,
        passwordChanged: (row["changed"] as Int64?).map { Instant(milliseconds: $0) })
    }
  }

  /// Changes a password, with the present one. The user's other sessions end.
  package func changePassword(
    of user: String, current: String, new: String, cookie: String?, source: SignIn.Source
  ) async throws -> SignIn.ChangeAnswer {
    guard let person = try people.person(place, user) else { return .current }
    switch try await confirm(current, user: user, source: source) {
    case nil: return .busy
    case false?: return .current
    case true?: break
    }
    switch try await hash(new, for: person) {
    case .failure(.rules(let words)): return .new(words)
    case .failure(.busy): return .busy
    case .success(let hash):
      return try place.state.write { db in
        try set(db, hash, user: user)
        let isStrong = try isStrong(db, cookie)
        try note(db, .change, .taken, user: user, source: source.group)
        return .done(cookie: try renew(db, cookie, isStrong: isStrong))
      }
    }
  }

  /// A new secret for an authenticator app.
  package func newFactor(of user: String) throws -> SignIn.NewFactor {
    var random = WorkplaceRandom(next: place.random)
    let secret = OneTimeCode.newSecret(using: &random)
    let made = withUnsafeBytes(of: place.now().milliseconds.bigEndian) { Array($0) }
    let sealed = try seal(made + secret.bytes, for: "new factor \(user)") ?? Data()
    return try show(secret, sealed: Base64URL.encode(sealed), user: user)
  }

  /// The same secret again, for a form with a wrong code; nil when it is too old.
  package func sameFactor(_ sealed: String, of user: String) throws -> SignIn.NewFactor? {
    try secret(sealed, user: user).map { try show($0, sealed: sealed, user: user) }
  }

  private func show(_ secret: SecretBytes, sealed: String, user: String) throws -> SignIn.NewFactor {
    let person = try people.person(place, user)
    let address = OneTimeCode.uri(secret: secret, issuer: policy.issuer, account: person?.login ?? "")
    let modules = (try? QRCode.modules(for: address)) ?? []
    let letters = Array(Base32.encode(secret.bytes))
    let groups = stride(from: 0, to: letters.count, by: 4).map { String(letters[$0..<min($0 + 4, letters.count)]) }
    return SignIn.NewFactor(
      text: groups.joined(separator: " "), picture: QRCode.path(of: modules), side: modules.count + 2 * QRCode.quietZone,
      sealed: sealed)
  }

  private func secret(_ sealed: String, user: String) -> SecretBytes? {
    guard let data = Base64URL.decode(sealed), let bytes = opened(Data(data), for: "new factor \(user)"), bytes.count == 28 else {
      return nil
    }
    let made = Int64(bitPattern: bytes[..<8].reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
    let age = place.now().milliseconds - made
    return (0..<1_800_000).contains(age) ? SecretBytes(Array(bytes[8...])) : nil
  }

  /// Takes a new second factor when a code shows that the app has it. New recovery codes; the user's other sessions end.
  ///
  /// - Parameter present: A code of the app that is there now, or a recovery code. Needed by whoever has a second factor and no
  ///   password, and signs in elsewhere; it is used up. Whoever has a password confirms with that, before this is called.
  package func takeFactor(
    _ sealed: String, code: String, present: String? = nil, of user: String, cookie: String?, source: SignIn.Source
  ) throws -> SignIn.FactorAnswer {
    guard let secret = secret(sealed, user: user) else { return .again }
    guard case .accepted(let step) = OneTimeCode.check(code, secret: secret, at: place.now(), lastUsed: nil) else {
      try place.state.write { try note($0, .factor, .wrong, user: user, source: source.group) }
      return .code
    }
    let kept = try seal(secret.bytes, for: "code \(user)")
    return try place.state.write { db in
      try makeAccount(db, user)
      guard try confirm(db, present: present, user: user, source: source) else { return .present }
      try db.execute(
        sql: "UPDATE signin_account SET secret = ?, secretAt = ?, lastStep = ? WHERE user = ?",
        arguments: [kept, place.now().milliseconds, step, user])
      let codes = try newCodes(db, user)
      try note(db, .factor, .taken, user: user, source: source.group)
      return .done(codes: codes, cookie: try renew(db, cookie, isStrong: true))
    }
  }

  /// Whether somebody may change the second factor without a password: there is none yet, or a present code shows that it is he.
  private func confirm(_ db: Database, present: String?, user: String, source: SignIn.Source) throws -> Bool {
    guard let account = try account(db, user), account.secret != nil, account.password == nil else { return true }
    guard let present, !present.isEmpty else { return false }
    let reservation = try reserve(db, user: user, source: source.group)
    guard reservation.gate == .open else {
      try note(db, .code, .waiting, user: user, source: source.group)
      return false
    }
    let (deed, outcome) = try take(db, String(present.prefix(100)), user: user, account: account)
    try note(db, deed, outcome, user: user, source: source.group)
    guard outcome == .taken else { return false }
    try release(db, reservation, isComplete: false)
    return true
  }

  /// New recovery codes in place of the old, with the password; nil when it is wrong, and none when too many are waiting.
  package func newRecoveryCodes(of user: String, password: String, source: SignIn.Source) async throws -> [String]? {
    switch try await confirm(password, user: user, source: source) {
    case nil: return []
    case false?: return nil
    case true?: break
    }
    return try place.state.write { db in
      try note(db, .codes, .taken, user: user, source: source.group)
      return try newCodes(db, user)
    }
  }

  /// Whether the password confirms something serious; nil when too many are waiting.
  package func isPassword(_ password: String, of user: String, source: SignIn.Source) async throws -> Bool? {
    try await confirm(password, user: user, source: source)
  }

  private func newCodes(_ db: Database, _ user: String) throws -> [String] {
    var random = WorkplaceRandom(next: place.random)
    let (shown, stored) = RecoveryCodes.issue(owner: user, key: place.secrets.state, using: &random)
    try db.execute(
      sql: "UPDATE signin_account SET recovery = ? WHERE user = ?", arguments: [Data(stored.flatMap(\.bytes)), user])
    return shown
  }

  private func isStrong(_ db: Database, _ cookie: String?) throws -> Bool {
    guard let token = cookie.flatMap({ SecretToken(text: $0) }) else { return false }
    return try session(db, token.hash(for: .session))?.isStrong ?? false
  }

  func hash(_ text: String, for person: SignIn.Person) async throws -> Result<PasswordHash, SignIn.PasswordFailure> {
    let password = Password(text)
    do throws(PasswordRefusal) {
      try policy.passwords.check(password, context: [person.login, person.name, person.organisationName])
    } catch { return .failure(.rules(error.words)) }
    do throws(PasswordTrouble) { return .success(try await hasher.hash(password)) } catch { return .failure(.busy) }
  }

  func set(_ db: Database, _ hash: PasswordHash, user: String, isDemonstration: Bool = false) throws {
    try makeAccount(db, user)
    try db.execute(
      sql: """
        UPDATE signin_account SET password = ?, changed = ?, demonstration = ?, failures = 0, lastFailure = NULL WHERE user = ?
        """, arguments: [hash.stored, place.now().milliseconds, isDemonstration, user])
    try db.execute(sql: "UPDATE signin_known SET failures = 0, lastFailure = NULL WHERE user = ?", arguments: [user])
  }

  /// Gives a user a password without a link.
  ///
  /// - Parameter isDemonstration: The password is known to everybody: it holds only at a desk that asks for no second factor.
  package func setPassword(_ text: String, of user: String, isDemonstration: Bool = false) async throws {
    let hash = try await hasher.hash(Password(text))
    try place.state.write { try set($0, hash, user: user, isDemonstration: isDemonstration) }
  }
}
