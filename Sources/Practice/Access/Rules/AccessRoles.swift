import Base

extension Access.Policy {
  /// Reads `roles.json`, with every problem and its place.
  package static func read(_ reader: JSONReader) -> Access.Policy {
    let roles = reader.array("roles", required: true) { role in
      Access.Role(
        id: role.string("id"), title: role.words("title"),
        purpose: role.oneOf("purpose", Access.Purpose.self) ?? .own,
        permissions: codes(role, "permissions", Access.Permission.self),
        rules: role.array("may") { rule in
          let relations = codes(rule, "relations", Access.Relation.self)
          if relations.contains(.otherOrganisation) {
            rule.report("relations", "otherOrganisation opens nothing: reading across organisations needs the citizen's consent")
          }
          return Access.Rule(
            actions: codes(rule, "actions", Access.Action.self), relations: relations,
            classes: codes(rule, "classes", Access.DataClass.self), protection: protection(rule))
        })
    }
    var seen: Set<String> = []
    for (index, role) in roles.enumerated() where !seen.insert(role.id).inserted {
      reader.report("roles", "role \(index + 1), \"\(role.id)\", stands twice")
    }
    return Access.Policy(roles: roles)
  }

  private static func codes<Code: RawRepresentable & CaseIterable & Hashable>(
    _ reader: JSONReader, _ key: String, _ type: Code.Type
  ) -> Set<Code> where Code.RawValue == String {
    var found: Set<Code> = []
    for word in reader.strings(key) {
      if let code = Code(rawValue: word) {
        found.insert(code)
      } else {
        let known = Code.allCases.map(\.rawValue).joined(separator: ", ")
        reader.report(key, "there is no \"\(word)\"; choose among \(known)")
      }
    }
    return found
  }

  private static func protection(_ reader: JSONReader) -> Access.Protection {
    let word = reader.optionalString("protection") ?? "ordinary"
    if let protection = Access.Protection(word: word) { return protection }
    reader.report("protection", "there is no \"\(word)\"; choose among ordinary, nameAndAddress, restricted")
    return .ordinary
  }
}
