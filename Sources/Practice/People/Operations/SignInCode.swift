import Base
import Credentials
import Foundation
import GRDB

extension SignIn.Desk {
  /// Whether a browser has come past the password and has to show the second factor.
  package func awaitsCode(_ cookie: String?) throws -> Bool {
    guard let token = cookie.flatMap({ SecretToken(text: $0) }) else { return false }
    return try place.state.read { try step(token, $0) } != nil
  }

  /// Tries a one-time code or a recovery code. A code that was used, a wrong one and an account that waits have the same answer.
  package func signIn(
    code: String, cookie: String?, source: SignIn.Source, replacing: String?
  ) throws -> SignIn.Step {
    guard place.records.isBuilt("people") else { return .busy }
    guard let token = cookie.flatMap({ SecretToken(text: $0) }),
      let user = try place.state.read({ try step(token, $0)?.user }), let caller = try people.caller(place, user)
    else { return .again }
    return try place.state.write { db in
      guard let step = try step(token, db), let account = try account(db, user) else { return .again }
      let reservation = try reserve(db, user: user, source: source.group)
      guard reservation.gate == .open else {
        try note(db, .code, .waiting, user: user, source: source.group)
        return .refused
      }
      let (deed, outcome) = try take(db, code, user: user, account: account)
      try note(db, deed, outcome, user: user, source: source.group)
      guard outcome == .taken else { return .refused }
      try release(db, reservation, isComplete: true)
      try db.execute(sql: "DELETE FROM signin_step WHERE hash = ?", arguments: [token.hash(for: .signingIn).data])
      var opening = SignIn.Opening(user: user, isStrong: true, caller: caller, source: source, replacing: replacing)
      opening.provider = step.provider
      opening.roles = step.roles
      return .open(cookie: try open(db, opening), next: step.next)
    }
  }

  /// Uses up a one-time code or a recovery code of a user.
  func take(
    _ db: Database, _ typed: String, user: String, account: SignIn.Account
  ) throws -> (SignIn.Deed, SignIn.Outcome) {
    let isOneTime = typed.filter { !$0.isWhitespace }.allSatisfy(\.isNumber)
    if isOneTime, let bytes = opened(account.secret, for: "code \(user)") {
      switch OneTimeCode.check(typed, secret: SecretBytes(bytes), at: place.now(), lastUsed: account.lastStep) {
      case .accepted(let step):
        try db.execute(sql: "UPDATE signin_account SET lastStep = ? WHERE user = ?", arguments: [step, user])
        return (.code, .taken)
      case .replayed: return (.code, .replayed)
      case .wrong: return (.code, .wrong)
      }
    }
    switch RecoveryCodes.redeem(typed, owner: user, stored: account.recovery, key: place.secrets.state) {
    case .accepted(let remaining):
      try db.execute(
        sql: "UPDATE signin_account SET recovery = ? WHERE user = ?",
        arguments: [Data(remaining.flatMap(\.bytes)), user])
      return (.recovery, .taken)
    case .wrong: return (.recovery, .wrong)
    }
  }

  struct UnderWay {
    var user: String?
    var next: String
    var provider: String?
    var roles: [String]
    var sealed: Data?
  }

  func step(_ token: SecretToken, _ db: Database) throws -> UnderWay? {
    let oldest = place.now().milliseconds - SignIn.Lasting.step
    let row = try Row.fetchOne(
      db, sql: "SELECT user, next, provider, roles, sealed FROM signin_step WHERE hash = ? AND at > ?",
      arguments: [token.hash(for: .signingIn).data, oldest])
    guard let row else { return nil }
    return UnderWay(
      user: row["user"], next: row["next"], provider: row["provider"],
      roles: (row["roles"] as String).split(separator: ",").map(String.init), sealed: row["sealed"])
  }
}
