import Base
import Credentials
import Foundation
import PracticeRules

/// Signing in: passwords, second factor, sessions, one-time links. What it keeps is no history; who may what is a fact and comes
/// from the people of the journal.
package enum SignIn {}

extension SignIn {
  /// How signing in is done here.
  package struct Policy: Sendable {
    /// False only where nobody but this machine can ask: the demonstration.
    package var requiresSecondFactor = true
    /// How long a session lasts.
    package var session = SessionPolicy()
    /// What a wrong password or code costs one account.
    package var account = LockoutPolicy.account
    /// What they cost one source address.
    package var source = LockoutPolicy.source
    /// What a new password must meet.
    package var passwords = PasswordRules()
    /// What hashing a password costs.
    package var cost = PasswordCost.standard
    /// How many passwords may wait to be hashed; more are asked to come again.
    package var waiting = 200
    /// The name in the authenticator app.
    package var issuer = "Brobygger"

    /// The policy for every real use.
    package init() {}

    /// For made-up data on this machine: a password is enough.
    package static let demonstration: Policy = {
      var policy = Policy()
      policy.requiresSecondFactor = false
      return policy
    }()
  }

  /// Somebody with a log-in.
  package struct Person: Hashable, Sendable {
    /// The id of the user's stream as text.
    package var user: String
    /// The name typed to sign in.
    package var login: String
    package var name: String
    /// The id of the organisation's stream as text.
    package var organisation: String
    package var organisationName: String

    package init(user: String, login: String, name: String, organisation: String, organisationName: String) {
      self.user = user
      self.login = login
      self.name = name
      self.organisation = organisation
      self.organisationName = organisationName
    }
  }

  /// What signing in asks of the people in the journal. Somebody who has left is not found.
  package struct Directory: Sendable {
    /// The id of the user with a log-in name, whatever its letters' case.
    package var find: @Sendable (Workplace, String) throws -> String?
    package var person: @Sendable (Workplace, String) throws -> Person?
    /// Roles, teams and organisation of a user today.
    package var caller: @Sendable (Workplace, String) throws -> Access.Caller?

    package init(
      find: @escaping @Sendable (Workplace, String) throws -> String?,
      person: @escaping @Sendable (Workplace, String) throws -> Person?,
      caller: @escaping @Sendable (Workplace, String) throws -> Access.Caller?
    ) {
      self.find = find
      self.person = person
      self.caller = caller
    }
  }

  /// Where a request comes from, for counting and for the list of one's own sessions.
  package struct Source: Hashable, Sendable {
    /// The group that the address is counted in.
    package var group: String
    /// The kind of browser and system, such as `Firefox, Linux`; never what the browser says about itself.
    package var device: String

    package init(address: String, device: String) {
      group = SourceAddress.group(address)
      self.device = String(device.prefix(80))
    }
  }

  /// What an attempt to sign in came to.
  package enum Step: Sendable, Hashable {
    /// Wrong, unknown or waiting: all are told the same.
    case refused
    /// Too many are being hashed just now.
    case busy
    /// The password holds; now the second factor. The new value of the cookie `signing-in`.
    case code(cookie: String)
    /// Signed in: the value of the cookie `session`, and where to go.
    case open(cookie: String, next: String)
    /// What must be begun again: it took too long, or was never begun here.
    case again
    /// Why the other sign-in system does not open, in words.
    case told(Words)
  }

  /// Where one signs in: everything that needs more than the workplace.
  package struct Desk: Sendable {
    package let place: Workplace
    package let policy: Policy
    package let people: Directory
    /// Other systems that one can sign in with.
    package let providers: [Provider]
    let hasher: PasswordHasher

    /// Opens a desk. It has threads of its own for hashing: make one for a workplace.
    package init(
      place: Workplace, policy: Policy = Policy(), people: Directory, providers: [Provider] = []
    ) {
      self.place = place
      self.policy = policy
      self.people = people
      self.providers = providers
      hasher = PasswordHasher(cost: policy.cost, waiting: policy.waiting)
    }
  }
}

extension SignIn.Desk {
  /// The value of the cookie `signing-in` for a form that is shown to somebody who has not signed in, and the form's token.
  package func welcome(_ cookie: String?) -> (cookie: String, token: String) {
    let token = cookie.flatMap { SecretToken(text: $0) } ?? newToken()
    return (token.text, FormToken.text(for: token))
  }

  /// Whether such a form carries the token that belongs to its cookie.
  package func holds(_ sent: String?, cookie: String?) -> Bool {
    guard let token = cookie.flatMap({ SecretToken(text: $0) }) else { return false }
    return FormToken.holds(sent, for: token)
  }

  func newToken() -> SecretToken {
    var random = WorkplaceRandom(next: place.random)
    return SecretToken.random(using: &random)
  }
}
