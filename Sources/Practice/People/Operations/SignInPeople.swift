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
  /// The made-up log-ins of the demonstration. Their passwords hold only where a password is enough: on this machine.
  package enum Demonstration {
    /// A made-up person with a log-in.
    package struct Login: Sendable, Hashable {
      package var login: String
      package var password: String
      package var name: String
      package var roles: [String]
    }

    /// The password of all made-up people. It opens nothing but a demonstration.
    package static let password = "opdigtet-adgang-1234"

    private static let people = [
      Login(login: "evaluator", password: password, name: "Eva Eksempel (opdigtet)", roles: ["evaluator", "administrator"])
    ]

    /// Registers a made-up organisation with an administrator who also evaluates, once, and gives the made-up log-ins their password.
    package static func prepare(_ desk: Desk) async throws -> [Login] {
      let place = desk.place
      if try people.contains(where: { try People.account(place, login: $0.login) == nil }) {
        let organisation = try await People.registerOrganisation(
          place, visit(place, organisation: ""), .init(name: "Eksempelby Kommune (opdigtet)", kind: "municipality"))
        for person in people {
          let user = try await People.registerUser(
            place, visit(place, organisation: organisation), .init(name: person.name, login: person.login))
          for role in person.roles {
            try await People.grant(
              place, visit(place, organisation: organisation), user: user, .init(.role, what: role))
          }
        }
      }
      for person in people {
        guard let user = try People.account(place, login: person.login) else { continue }
        try await desk.setPassword(person.password, of: user, isDemonstration: true)
      }
      return people
    }

    private static func visit(_ place: Workplace, organisation: String) -> Access.Visit {
      Access.Visit(
        caller: Access.Caller(user: "cli:demo", organisation: organisation, roles: ["administrator"]), policy: place.policy,
        page: "brobygger demo", today: place.today, act: place.newAct())
    }
  }
}
