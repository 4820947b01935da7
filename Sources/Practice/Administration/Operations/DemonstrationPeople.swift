import Base

/// The made-up people of the demonstration. Nobody of them exists; their last names say so.
enum DemonstrationPeople {
  /// Where somebody works.
  enum Home: String, CaseIterable {
    case municipality, region, shelter, friends

    var name: String {
      switch self {
      case .municipality: "Eksempelby Kommune (opdigtet)"
      case .region: "Region Eksempel (opdigtet)"
      case .shelter: "Værestedet Broen (opdigtet)"
      case .friends: "Gadens Venner (opdigtet)"
      }
    }

    var kind: String {
      switch self {
      case .municipality: "municipality"
      case .region: "region"
      case .shelter, .friends: "civilSociety"
      }
    }

    /// The teams, each with the programmes it works in.
    var teams: [(name: String, programmes: [String])] {
      switch self {
      case .municipality: [("Gadeteamet", ["urs"]), ("Rådgivningen", ["urs"])]
      case .region: [("Psykiatrisk team", [])]
      case .shelter: [("Værestedet", [])]
      case .friends: [("Aftenruten", [])]
      }
    }
  }

  /// Somebody with a log-in.
  struct Person {
    var login: String
    var name: String
    var title: String
    var home: Home
    var roles: [String]
    /// Which of the home's teams, and whether he leads it.
    var team: Int?
    var leads = false

    init(
      _ login: String, _ name: String, _ title: String, _ home: Home, _ roles: [String], team: Int? = nil, leads: Bool = false
    ) {
      self.login = login
      self.name = name
      self.title = title
      self.home = home
      self.roles = roles
      self.team = team
      self.leads = leads
    }
  }

  static let people = [
    Person("anna", "Anna Prøvesen", "Opsøgende medarbejder", .municipality, ["outreach-worker"], team: 0),
    Person("boe", "Bo Eksempelgaard", "Opsøgende medarbejder", .municipality, ["outreach-worker"], team: 0),
    Person("carla", "Carla Opdigt", "Behandler", .municipality, ["therapist"], team: 1),
    Person("dan", "Dan Fantasiby", "Sagsbehandler", .municipality, ["caseworker"], team: 1),
    Person("eva", "Eva Påhit", "Teamleder", .municipality, ["leader"], team: 0, leads: true),
    Person("evaluator", "Finn Tænkt", "Evaluator", .municipality, ["evaluator", "system-administrator"]),
    Person("olga", "Olga Fiktionsen", "Administrator", .municipality, ["administrator"]),
    Person("gitte", "Gitte Modelsen", "Sygeplejerske", .region, ["doctor-nurse"], team: 0),
    Person(
      "hans", "Hans Skabelon", "Medlem af koordinationsgruppen", .region, ["coordination-member", "administrator"], team: 0),
    Person("ida", "Ida Digter", "Medarbejder", .shelter, ["civil-society-worker", "administrator"], team: 0),
    Person("jon", "Jon Tankegods", "Peer", .shelter, ["peer"], team: 0),
    Person("kim", "Kim Forestil", "Frivillig", .friends, ["volunteer"], team: 0),
    Person("lis", "Lis Prøvebo", "Koordinator", .friends, ["civil-society-worker", "administrator"], team: 0),
    Person("borger", "Mads Sandkasse", "Borger", .municipality, ["citizen"]),
    Person("paaroerende", "Nina Sandkasse", "Pårørende", .municipality, ["relative"]),
  ]

  static let women = ["Åse", "Birgit", "Sofie", "Fatima", "Kirsten", "Mette", "Amina", "Lone", "Naja", "Ellen"]
  static let men = ["Søren", "Ahmed", "Åge", "Michael", "Jens", "Pavia", "Kristian", "Ole", "Yusuf", "Bjørn"]
  static let families = [
    "Opdigtsen", "Prøvegaard", "Eksempelsen", "Fantasibæk", "Påhitslund", "Tænkeby", "Modelgaard", "Skabelonsen",
  ]
  static let aliases = ["Bamsen", "Kaptajnen", "Lyn", "Professoren", "Stjernen", "Rødhætten", "Bølgen", "Ræven"]
  static let streets = ["Eksempelvej", "Prøvegade", "Opdigtet Allé", "Fantasistræde"]
}
