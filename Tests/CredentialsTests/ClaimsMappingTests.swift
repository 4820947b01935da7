import Base
import Testing

@testable import Credentials

@Suite struct ClaimsMappingTests {
  static let mapping = ClaimsMapping(
    organisation: .byClaim("tenant", ["a-1": "sonderby", "b-2": "norderby"]), admit: [.init("groups", ["staff"])],
    keepOut: [.init("groups", ["external"]), .init("disabled", ["true"])], secondFactor: [.init("amr", ["mfa", "otp"])],
    rules: [
      .init(when: .init("groups", ["outreach"]), roles: ["outreach-worker"], teams: ["north"]),
      .init(when: .init("realm_access.roles", ["lead"]), roles: ["leader", "outreach-worker"], teams: ["north", "south"]),
      .init(when: .init("https://claims.example.org/teams", ["south"]), teams: ["south"]),
    ])

  func map(_ json: String) throws -> MappedClaims {
    try Self.mapping.map(VerifiedClaims(issuer: "https://i", subject: "s", all: try JSONTree.parse(text: json)))
  }

  @Test func rulesGiveRolesAndTeamsOnce() throws {
    let claims = """
      {"tenant": "a-1", "groups": ["staff", "outreach", 7], "realm_access": {"roles": ["lead"]}, "name": "Karla\\u0007 Opdigtet",
       "https://claims.example.org/teams": "south", "amr": ["pwd", "otp"], "email": "karla@example.org"}
      """
    let mapped = try map(claims)
    #expect(mapped.organisation == "sonderby" && mapped.secondFactor)
    #expect(mapped.roles == ["outreach-worker", "leader"] && mapped.teams == ["north", "south"])
    #expect(mapped.name == "Karla Opdigtet" && mapped.email == "karla@example.org")
    #expect("\(mapped)" == "(identity)")
  }

  @Test(arguments: [
    ("{\"tenant\":\"a-1\",\"groups\":[\"outreach\"]}", ClaimsRefusal.notAdmitted), ("{}", .notAdmitted),
    ("{\"tenant\":\"a-1\",\"groups\":[\"staff\",\"outreach\",\"external\"]}", .keptOut),
    ("{\"tenant\":\"a-1\",\"groups\":\"staff\",\"disabled\":true}", .keptOut),
    ("{\"tenant\":\"c-3\",\"groups\":[\"staff\",\"outreach\"]}", .organisation),
    ("{\"groups\":[\"staff\",\"outreach\"]}", .organisation),
    ("{\"tenant\":[\"a-1\",\"b-2\"],\"groups\":[\"staff\",\"outreach\"]}", .organisation),
    ("{\"tenant\":\"a-1\",\"groups\":[\"staff\"]}", .noRole),
    ("{\"tenant\":\"a-1\",\"groups\":[\"staff\",\"OUTREACH\"]}", .noRole),
    ("{\"tenant\":\"a-1\",\"groups\":\"staff outreach\"}", .notAdmitted),
  ]) func othersAreNotLetIn(_ json: String, _ refusal: ClaimsRefusal) {
    #expect(throws: refusal) { try map(json) }
    #expect(!refusal.words.da.isEmpty && !refusal.words.en.isEmpty)
  }

  @Test func settingsAreReadFromJSON() throws {
    let text = """
      {"issuer": "https://login.example.org", "client": "brobygger", "redirect": "https://bro.example.org/sign-in/back",
       "scopes": ["profile"], "algorithms": ["ES256"], "clockSkew": 30, "title": {"da": "Log ind", "en": "Sign in"},
       "claims": {"organisation": {"claim": "tenant", "values": {"a-1": "sonderby", "b-2": "norderby"}},
         "admit": [{"claim": "groups", "values": ["staff"]}],
         "rules": [{"claim": "groups", "values": ["outreach"], "roles": ["outreach-worker"], "teams": ["north"]}]}}
      """
    let problems = ProblemCollector()
    let tree = try JSONTree.parse(text: text)
    let read = OpenIDSettings.read(tree, file: "openid.json", problems: problems, roles: ["outreach-worker"], teams: ["north"])
    #expect(problems.problems.isEmpty)
    let settings = try #require(read)
    #expect(settings.scopes == ["openid", "profile"] && settings.algorithms == [.es256] && settings.skew == 30)
    #expect(settings.claims.organisation == .byClaim("tenant", ["a-1": "sonderby", "b-2": "norderby"]))
    #expect(settings.claims.rules == [.init(when: .init("groups", ["outreach"]), roles: ["outreach-worker"], teams: ["north"])])
  }

  @Test func allProblemsAreListedWithTheirPlaces() throws {
    let text = """
      {"issuer": "http://login.example.org", "redirect": "https://bro.example.org/#x", "algorithms": ["HS256", "none"],
       "clockSkew": 9999, "claim": {},
       "claims": {"organisation": {"claim": "tenant", "values": {}}, "admit": [{"claim": "groups", "values": []}],
         "rules": [{"claim": "groups", "values": ["outreach"], "roles": ["outreach-workr"]}, {"claim": "x", "values": ["y"]}]}}
      """
    let problems = ProblemCollector()
    _ = OpenIDSettings.read(
      try JSONTree.parse(text: text), file: "openid.json", problems: problems, roles: ["outreach-worker"], teams: [])
    let paths = Set(problems.problems.map(\.path))
    let expected: Set<String> = [
      "$.issuer", "$", "$.redirect", "$.algorithms[0]", "$.algorithms[1]", "$.clockSkew", "$.claim",
      "$.claims.organisation.values",
      "$.claims.admit[0].values", "$.claims.rules[0].roles[0]", "$.claims.rules[1]",
    ]
    #expect(paths == expected)
    #expect(problems.problems.contains { $0.message.contains("did you mean \"outreach-worker\"?") })
  }
}
