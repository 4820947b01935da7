internal import Base

extension Programme {
  static func read(_ r: JSONReader) -> Programme {
    let discharge = r.object("discharge") { d in
      (
        statuses: d.array("statuses", required: true, code),
        reasons: d.array("reasons", required: true) {
          Reason(code: $0.string("code"), label: $0.words("label"), status: $0.string("status"))
        }
      )
    }
    return Programme(
      id: r.string("id"), version: r.int("version"), title: r.words("title"), purpose: r.words("purpose"),
      source: r.string("source"),
      phases: r.array("phases", required: true) { p in
        Phase(
          id: p.string("id"), title: p.words("title"), reenterable: p.bool("reenterable", default: false),
          steps: p.array("steps", required: true) { s in
            Step(id: s.string("id"), title: s.words("title"), documents: s.elements("documents").compactMap(words))
          })
      },
      targetGroup: r.object("targetGroup", targetGroup) ?? TargetGroup(criteria: [], load: nil), roles: r.array("roles", code),
      contactLevels: r.array("contactLevels", code),
      forms: r.array("forms") { f in
        Form(
          instrument: f.string("instrument"),
          waves: f.array("waves", required: true) { w in
            Wave(id: w.string("id"), label: w.words("label"), afterMonths: w.optionalInt("afterMonths"))
          })
      },
      limits: r.array("limits") { l in
        Limit(
          id: l.string("id"), label: l.words("label"), kind: l.oneOf("kind", Limit.Kind.self) ?? .simultaneous, max: l.int("max"))
      },
      fidelity: r.strings("fidelity"), statuses: discharge?.statuses ?? [], reasons: discharge?.reasons ?? [])
  }

  static func code(_ r: JSONReader) -> Code { Code(code: r.string("code"), label: r.words("label")) }

  private static func words(_ element: JSONElement) -> Words? {
    element.object { Words(da: $0.string("da"), en: $0.string("en")) }
  }

  private static func targetGroup(_ r: JSONReader) -> TargetGroup {
    TargetGroup(
      criteria: r.array("criteria", required: true) { c in
        TargetGroup.Criterion(id: c.string("id"), label: c.words("label"), loadRule: c.bool("loadRule", default: false))
      },
      load: r.optionalObject("load") { l in
        TargetGroup.Load(atLeast: l.int("atLeast"), domains: l.array("domains", required: true, code))
      })
  }

  /// What cannot be in a programme by itself; paths are relative to it.
  func faults() -> [(path: String, message: String)] {
    var found: [(path: String, message: String)] = []
    func unique(_ ids: [String], _ path: String) {
      var seen = Set<String>()
      for (index, id) in ids.enumerated() where !seen.insert(id).inserted {
        found.append(("\(path)[\(index)]", "\"\(id)\" stands twice; each needs its own"))
      }
    }
    if version < 1 { found.append((".version", "versions count from 1")) }
    unique(phases.map(\.id), ".phases")
    unique(phases.flatMap { $0.steps.map(\.id) }, ".phases.steps")
    unique(targetGroup.criteria.map(\.id), ".targetGroup.criteria")
    unique(roles.map(\.code), ".roles")
    unique(contactLevels.map(\.code), ".contactLevels")
    unique(forms.map(\.instrument), ".forms")
    unique(limits.map(\.id), ".limits")
    unique(statuses.map(\.code), ".discharge.statuses")
    unique(reasons.map(\.code), ".discharge.reasons")
    if let load = targetGroup.load {
      unique(load.domains.map(\.code), ".targetGroup.load.domains")
      if load.atLeast < 1 || load.atLeast > load.domains.count {
        found.append((".targetGroup.load.atLeast", "from 1 to the number of domains, \(load.domains.count)"))
      }
    }
    if targetGroup.load == nil, targetGroup.criteria.contains(where: \.loadRule) {
      found.append((".targetGroup", "a criterion rests on the load rule, but the key \"load\" is missing"))
    }
    for (index, limit) in limits.enumerated() where limit.max < 1 { found.append((".limits[\(index)].max", "at least 1")) }
    let known = statuses.map(\.code)
    for (index, reason) in reasons.enumerated() where !known.contains(reason.status) {
      let hint = JSONReader.nearest(reason.status, among: known).map { "; did you mean \"\($0)\"?" } ?? ""
      found.append((".discharge.reasons[\(index)].status", "there is no status \"\(reason.status)\"\(hint)"))
    }
    return found
  }
}
