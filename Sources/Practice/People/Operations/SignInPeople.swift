import Base
import PracticeRules

extension SignIn.Directory {
  /// The people of the journal.
  package static let people = SignIn.Directory(
    find: { place, login in try People.account(place, login: login) },
    person: { place, user in
      try People.profile(place, user: user).map {
        SignIn.Person(
          user: $0.user, login: $0.login, name: $0.name, organisation: $0.organisation, organisationName: $0.organisationName)
      }
    },
    caller: { place, user in try People.caller(place, user: user) })
}

extension SignIn {
  /// The log-ins of a demonstration. Their password holds only where a password is enough: on this machine.
  package enum Demonstration {
    /// A made-up person with a log-in.
    package struct Login: Sendable, Hashable {
      package var login: String
      package var password: String
      package var name: String
      package var roles: [String]

      package init(login: String, password: String, name: String, roles: [String]) {
        self.login = login
        self.password = password
        self.name = name
        self.roles = roles
      }
    }

    /// The password of all made-up people. It opens nothing but a demonstration.
    package static let password = "opdigtet-adgang-1234"
  }
}
