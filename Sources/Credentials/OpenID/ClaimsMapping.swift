import Base

/// Why somebody whom the provider knows is not let in.
package enum ClaimsRefusal: Error, Sendable, Hashable {
  /// A condition for being let in does not hold.
  case notAdmitted
  /// A condition for being kept out holds.
  case keptOut
  /// The claims name no organisation that is known here.
  case organisation
  /// No rule gives a role.
  case noRole

  /// What to tell the person.
  package var words: Words {
    switch self {
    case .notAdmitted, .keptOut:
      Words(
        da: "Din arbejdskonto har ikke adgang til Brobygger. Bed din leder om at få den tildelt.",
        en: "Your work account has no access to Brobygger. Ask your manager to have it given.")
    case .organisation:
      Words(
        da: "Din arbejdskonto hører til en organisation, der ikke er oprettet her. Kontakt din it-afdeling.",
        en: "Your work account belongs to an organisation that is not set up here. Ask your IT department.")
    case .noRole:
      Words(
        da: "Din arbejdskonto har endnu ingen rolle i Brobygger. Bed din leder om at få en tildelt.",
        en: "Your work account has no role in Brobygger yet. Ask your manager to have one given.")
    }
  }
}

/// What a person's claims mean here.
package struct MappedClaims: Sendable, Hashable, CustomStringConvertible, CustomReflectable {
  /// The issuer of the identity.
  package var issuer: String
  /// The person's id there; look a person up by issuer and subject, never by name or address.
  package var subject: String
  /// The person's name, to be shown.
  package var name: String?
  /// The person's address, to be shown and written to.
  package var email: String?
  /// The person's log-in name there, where the installation says which claim holds it.
  package var login: String? = nil
  /// The organisation's id here.
  package var organisation: String
  /// Role ids, in the order of the rules, each once.
  package var roles: [String]
  /// Team ids, in the order of the rules, each once.
  package var teams: [String]
  /// True when the provider says that a second factor was shown, so that none is asked for here.
  package var secondFactor: Bool

  package var description: String { "(identity)" }
  package var customMirror: Mirror { Mirror(self, children: []) }
}

/// What a provider's claims mean here, as data: who is let in, which organisation, which roles and teams.
package struct ClaimsMapping: Sendable, Hashable {
  /// Holds when a claim is one of the values, or is a list with one of them. Letters count exactly.
  package struct Condition: Sendable, Hashable {
    /// The claim's name; a name that is no key at the top is read as a path with dots, such as `realm_access.roles`.
    package var claim: String
    /// The values, at least one.
    package var values: [String]

    /// A condition.
    package init(_ claim: String, _ values: [String]) {
      self.claim = claim
      self.values = values
    }
  }

  /// What a condition gives.
  package struct Rule: Sendable, Hashable {
    /// When.
    package var when: Condition
    /// Role ids.
    package var roles: [String]
    /// Team ids.
    package var teams: [String]

    /// A rule.
    package init(when: Condition, roles: [String] = [], teams: [String] = []) {
      self.when = when
      self.roles = roles
      self.teams = teams
    }
  }

  /// Where the organisation comes from.
  package enum Organisation: Sendable, Hashable {
    /// Everybody from this provider belongs to one.
    case always(String)
    /// A claim's value names it; values that are not listed are refused.
    case byClaim(String, [String: String])
  }

  /// The organisation.
  package var organisation: Organisation
  /// All of these must hold.
  package var admit: [Condition]
  /// None of these may hold.
  package var keepOut: [Condition]
  /// One of these says that a second factor was shown.
  package var secondFactor: [Condition]
  /// Every rule that holds gives its roles and teams.
  package var rules: [Rule]
  /// The claim with the person's name.
  package var nameClaim: String
  /// The claim with the person's address.
  package var emailClaim: String
  /// The claim with the log-in name, for who comes the first time; only one that people cannot change themselves. Nil for none.
  package var loginClaim: String?

  /// A mapping.
  package init(
    organisation: Organisation, admit: [Condition] = [], keepOut: [Condition] = [], secondFactor: [Condition] = [],
    rules: [Rule] = [], nameClaim: String = "name", emailClaim: String = "email", loginClaim: String? = nil
  ) {
    self.organisation = organisation
    self.admit = admit
    self.keepOut = keepOut
    self.secondFactor = secondFactor
    self.rules = rules
    self.nameClaim = nameClaim
    self.emailClaim = emailClaim
    self.loginClaim = loginClaim
  }

  /// What verified claims mean; who is let in gets at least one role.
  package func map(_ claims: VerifiedClaims) throws(ClaimsRefusal) -> MappedClaims {
    let all = claims.all
    if keepOut.contains(where: { holds($0, in: all) }) { throw .keptOut }
    guard admit.allSatisfy({ holds($0, in: all) }) else { throw .notAdmitted }
    let home = try home(in: all)
    let fitting = rules.filter { holds($0.when, in: all) }
    let roles = once(fitting.flatMap(\.roles))
    if roles.isEmpty { throw .noRole }
    return MappedClaims(
      issuer: claims.issuer, subject: claims.subject, name: shown(nameClaim, in: all), email: shown(emailClaim, in: all),
      login: loginClaim.flatMap { shown($0, in: all) },
      organisation: home, roles: roles, teams: once(fitting.flatMap(\.teams)),
      secondFactor: secondFactor.contains { holds($0, in: all) })
  }

  private func home(in claims: JSONTree) throws(ClaimsRefusal) -> String {
    switch organisation {
    case .always(let id): return id
    case .byClaim(let claim, let known):
      let found = Set(values(of: claim, in: claims).compactMap { known[$0] })
      guard found.count == 1, let id = found.first else { throw .organisation }
      return id
    }
  }

  private func holds(_ condition: Condition, in claims: JSONTree) -> Bool {
    !Set(values(of: condition.claim, in: claims)).isDisjoint(with: condition.values)
  }

  private func shown(_ claim: String, in claims: JSONTree) -> String? {
    guard case .string(let text)? = value(of: claim, in: claims) else { return nil }
    let plain = String(text.prefix(200).filter { $0.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control } })
    return plain.isEmpty ? nil : plain
  }

  private func value(of claim: String, in claims: JSONTree) -> JSONTree? {
    if let direct = claims[claim] { return direct }
    return claim.split(separator: ".").reduce(Optional(claims)) { tree, key in tree?[String(key)] }
  }

  private func values(of claim: String, in claims: JSONTree) -> [String] {
    switch value(of: claim, in: claims) {
    case .array(let several)?: several.compactMap(plain)
    case let one?: [one].compactMap(plain)
    case nil: []
    }
  }

  private func plain(_ value: JSONTree) -> String? {
    switch value {
    case .string(let text), .number(let text): text
    case .bool(let flag): flag ? "true" : "false"
    case .object, .array, .null: nil
    }
  }

  private func once(_ ids: [String]) -> [String] {
    var seen = Set<String>()
    return ids.filter { seen.insert($0).inserted }
  }
}
