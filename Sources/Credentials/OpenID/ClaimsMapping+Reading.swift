import Base

extension ClaimsMapping {
  /// Reads a mapping from JSON and reports all that is wrong with it.
  ///
  /// ```json
  /// {"organisation": "sonderby",
  ///  "admit": [{"claim": "groups", "values": ["brobygger"]}],
  ///  "keepOut": [{"claim": "groups", "values": ["external"]}],
  ///  "secondFactor": [{"claim": "amr", "values": ["mfa", "otp"]}],
  ///  "rules": [{"claim": "groups", "values": ["outreach"], "roles": ["outreach-worker"], "teams": ["north"]}],
  ///  "name": "name", "email": "email", "login": "preferred_username"}
  /// ```
  /// Instead of one organisation: `{"claim": "tenant", "values": {"a-123": "sonderby", "b-456": "norderby"}}`.
  static func read(_ r: JSONReader, roles: Set<String>?, teams: Set<String>?) -> ClaimsMapping {
    let rules = r.array("rules", required: true) { rule($0, roles: roles, teams: teams) }
    if r.has("rules"), !rules.contains(where: { !$0.roles.isEmpty }) {
      r.report("rules", "no rule gives a role, so nobody would be let in")
    }
    return ClaimsMapping(
      organisation: organisation(r) ?? .always(""), admit: r.array("admit", condition),
      keepOut: r.array("keepOut", condition), secondFactor: r.array("secondFactor", condition), rules: rules,
      nameClaim: r.optionalString("name") ?? "name", emailClaim: r.optionalString("email") ?? "email",
      loginClaim: r.optionalString("login"))
  }

  private static func organisation(_ r: JSONReader) -> Organisation? {
    guard let element = r.element("organisation") else {
      r.report(nil, "the key \"organisation\" is missing; it must be an organisation's id, or a claim with the ids of its values")
      return nil
    }
    guard case .object = element.tree else { return element.string.map { .always($0) } }
    return element.object { r in
      let known = r.map("values", required: true) { _, element in element.string }
      if known.isEmpty { r.report("values", "at least one value is needed, or nobody would be let in") }
      return .byClaim(r.string("claim"), Dictionary(known.map { ($0.key, $0.value) }) { first, _ in first })
    }
  }

  private static func condition(_ r: JSONReader) -> Condition {
    let condition = Condition(r.string("claim"), r.strings("values", required: true))
    if r.has("values"), condition.values.isEmpty { r.report("values", "at least one value is needed") }
    return condition
  }

  private static func rule(_ r: JSONReader, roles: Set<String>?, teams: Set<String>?) -> Rule {
    let rule = Rule(
      when: condition(r), roles: ids("roles", r, known: roles, what: "role"), teams: ids("teams", r, known: teams, what: "team"))
    if rule.roles.isEmpty, rule.teams.isEmpty { r.report(nil, "the rule gives neither roles nor teams") }
    return rule
  }

  private static func ids(_ key: String, _ r: JSONReader, known: Set<String>?, what: String) -> [String] {
    r.elements(key).compactMap { element in
      guard let id = element.string else { return nil }
      if let known, !known.contains(id) {
        let near = JSONReader.nearest(id, among: known.sorted()).map { "; did you mean \"\($0)\"?" } ?? ""
        element.report("there is no \(what) \"\(id)\"\(near)")
      }
      return id
    }
  }
}
