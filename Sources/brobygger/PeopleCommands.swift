import ArgumentParser
import Base
import Foundation
import PracticeOperations
import PracticeRecords
import PracticeRules

struct OrganisationCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "organisation", abstract: "Organisations, each responsible for its own data.",
    subcommands: [Add.self, List.self])

  struct Add: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Registers an organisation.")
    @OptionGroup var places: Places
    @Argument(help: "Its name.") var name: String
    @Option(help: "municipality, region or civilSociety.") var kind = "municipality"
    @Option(help: "Its CVR number, eight digits.") var cvr: String?

    func run() async throws {
      try await PeopleDesk.open(places, organisation: nil, makeKeys: true) { desk in
        let form = People.OrganisationForm(name: name, kind: kind, cvr: cvr)
        let id = try await desk.act { try await People.registerOrganisation(desk.place, $0, form) }
        print("Registered \(name): \(id)")
        print("Its first administrator: brobygger user add --organisation \(id) --name … --login … --role administrator")
      }
    }
  }

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Lists the organisations.")
    @OptionGroup var places: Places

    func run() async throws {
      try await PeopleDesk.open(places, organisation: nil) { desk in
        for organisation in try await desk.act({ try People.allOrganisations(desk.place, $0) }) {
          print(
            "\(organisation.id)  \(organisation.name), \(organisation.kind.words.en)\(organisation.cvr.map { ", CVR \($0)" } ?? "")"
          )
        }
      }
    }
  }
}

struct UserCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "user", abstract: "Users of an organisation: the first administrator, and when nobody can sign in.",
    subcommands: [Add.self, List.self, Roles.self, End.self, ResetLink.self])

  struct Add: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Registers a user and gives roles from today on.")
    @OptionGroup var places: Places
    @OptionGroup var owner: Owner
    @Option(help: "The name.") var name: String
    @Option(help: "The user name, unique in the whole installation.") var login: String
    @Option(help: "What the user is, in the organisation's own word.") var title: String?
    @Option(help: "Telephone at work.") var phone: String?
    @Option(help: "E-mail at work.") var email: String?
    @Option(help: "Language of the screen: da or en.") var language = "da"
    @Option(help: "A role of the catalog, such as administrator; may be given several times.") var role: [String] = []

    func run() async throws {
      try await PeopleDesk.open(places, organisation: owner.organisation) { desk in
        for role in role where desk.place.policy.roles[role] == nil {
          throw Advice("There is no role \(role). Choose among \(desk.place.policy.roles.keys.sorted().joined(separator: ", ")).")
        }
        let form = People.UserForm(
          name: name, login: login, title: title, phone: phone, email: email, language: language)
        let id = try await desk.act { try await People.registerUser(desk.place, $0, form) }
        for role in role {
          try await desk.act { try await People.grant(desk.place, $0, user: id, People.GrantForm(.role, what: role)) }
        }
        print("Registered \(name): \(id)")
        print(try PeopleLinks.invite(desk.place, user: id))
      }
    }
  }

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Lists the users of an organisation with their roles of today.")
    @OptionGroup var places: Places
    @OptionGroup var owner: Owner
    @Flag(help: "Shows those who have left as well.") var left = false

    func run() async throws {
      try await PeopleDesk.open(places, organisation: owner.organisation) { desk in
        var after: String?
        repeat {
          let from = after
          let page = try await desk.act {
            try People.users(desk.place, $0, People.ListFilter(includesLeft: left), after: from, limit: 200)
          }
          for user in page.users {
            let state = user.hasLeft ? "left" : user.roles.isEmpty ? "no role today" : user.roles.joined(separator: ", ")
            print("\(user.id)  \(user.login)  \(user.name)  (\(state))")
          }
          after = page.next
        } while after != nil
      }
    }
  }

  struct Roles: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Shows the roles of a user, gives one, or takes one back at once.")
    @OptionGroup var places: Places
    @OptionGroup var owner: Owner
    @Argument(help: "The user name.") var login: String
    @Option(help: "A role to give.") var give: String?
    @Option(help: "Its first day, such as 2026-12-31; else today.") var from: String?
    @Option(help: "Its last day; else it has none.") var until: String?
    @Option(help: "A role to take back at once.") var take: String?

    func run() async throws {
      try await PeopleDesk.open(places, organisation: owner.organisation) { desk in
        let id = try desk.user(login)
        if let give {
          let form = People.GrantForm(.role, what: give, from: from, until: until)
          try await desk.act { try await People.grant(desk.place, $0, user: id, form) }
        }
        if let take {
          for grant in try await desk.grants(of: id) where grant.what == take && !grant.isOver(on: desk.place.today) {
            try await desk.act { try await People.endGrant(desk.place, $0, user: id, grant: grant.id, until: nil) }
          }
        }
        for grant in try await desk.grants(of: id) {
          print("\(grant.what)  \(UserCommand.words(grant, desk.place.today))")
        }
      }
    }
  }

  /// From when until when a grant holds.
  static func words(_ grant: People.Grant, _ today: CivilDate) -> String {
    if let until = grant.until, until < grant.from { return "taken back before it began" }
    let period = "from \(grant.from)\(grant.until.map { " until \($0)" } ?? "")"
    return "\(period)  (\(grant.holds(on: today) ? "holds" : grant.isOver(on: today) ? "over" : "to come"))"
  }

  struct End: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "A user has left: closes the access at once and hands his citizens to another.")
    @OptionGroup var places: Places
    @OptionGroup var owner: Owner
    @Argument(help: "The user name.") var login: String
    @Option(help: "The user name of who takes over the citizens, or team:<id>. Needed when there are any.") var receiver: String?

    func run() async throws {
      try await PeopleDesk.open(places, organisation: owner.organisation) { desk in
        let id = try desk.user(login)
        let to = try receiver.map { $0.hasPrefix("team:") ? $0 : "user:\(try desk.user($0))" }
        let moved = try await desk.act {
          try await People.leave(desk.place, $0, user: id, lastDay: nil, receiver: to)
        }
        print("\(login) has no access any more. \(moved) citizens were handed over.")
      }
    }
  }

  struct ResetLink: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "reset-link", abstract: "Prints a one-time link by which a user sets a new password.")
    @OptionGroup var places: Places
    @OptionGroup var owner: Owner
    @Argument(help: "The user name.") var login: String
    @Flag(help: "The user has lost the second factor: takes it away, so that a new one is set up with the link.")
    var secondFactor = false

    func run() async throws {
      try await PeopleDesk.open(places, organisation: owner.organisation) { desk in
        let id = try desk.user(login)
        guard try People.profile(desk.place, user: id)?.organisation == desk.organisation else { throw PeopleDesk.unknown(login) }
        print(try PeopleLinks.reset(desk.place, user: id, secondFactor: secondFactor))
      }
    }
  }

  /// Which organisation it is about.
  struct Owner: ParsableArguments {
    @Option(help: "The organisation's id or name; may be left out when there is only one.") var organisation: String?
  }
}

/// Whoever sits at this machine, acting for one organisation. What is done stands in the journal and in the access log as `cli:<name>`.
struct PeopleDesk {
  let place: Workplace
  let organisation: String

  static func open(
    _ places: Places, organisation: String?, makeKeys: Bool = false, _ work: @escaping (PeopleDesk) async throws -> Void
  ) async throws {
    try await telling {
      let open = try OpenWorkplace.open(places, makeKeys: makeKeys)
      try open.prepare()
      do {
        let desk = PeopleDesk(place: open.place, organisation: "")
        let all = try await desk.act { try People.allOrganisations(open.place, $0) }
        try await work(PeopleDesk(place: open.place, organisation: try chosen(organisation, all)))
      } catch {
        try? open.close()
        throw error
      }
      try open.close()
    }
  }

  private static func chosen(_ wanted: String?, _ all: [People.Organisation]) throws -> String {
    guard let wanted else { return all.count == 1 ? all[0].id : "" }
    let found = all.filter { $0.id == wanted || $0.name == wanted }
    guard found.count == 1 else {
      throw Advice("Say which organisation, by id: see brobygger organisation list.")
    }
    return found[0].id
  }

  /// Does something through the door, as an administrator, and writes it into the access log.
  @discardableResult
  func act<Value>(_ work: (Access.Visit) async throws -> Value) async throws -> Value {
    let caller = Access.Caller(
      user: "cli:\(NSUserName())", organisation: organisation, roles: ["administrator", "system-administrator"])
    let visit = Access.Visit(
      caller: caller, policy: place.policy, page: "brobygger user", today: place.today, act: place.newAct())
    do {
      let value = try await work(visit)
      try await place.log(visit, found: true)
      return value
    } catch {
      try await place.log(visit, found: false)
      switch error {
      case People.Refusal.problems(let problems):
        throw Advice(problems.map { "\($0.field): \($0.words.en)" }.joined(separator: "\n"))
      case People.Refusal.notFound:
        throw Advice("There is no such user or organisation here. Say which organisation with --organisation.")
      default: throw error
      }
    }
  }

  func user(_ login: String) throws -> String {
    guard let id = try People.account(place, login: login) else { throw Self.unknown(login) }
    return id
  }

  static func unknown(_ login: String) -> Advice { Advice("Nobody here has the user name \(login).") }

  func grants(of id: String) async throws -> [People.Grant] {
    try await act { try People.userView(place, $0, user: id) }.user.grants.filter { $0.kind == .role }
  }
}
