import Base

extension People {
  /// What there is to grant, as the decider is told.
  package struct Grantable: Sendable {
    /// The roles of the catalog, by id.
    package var roles: [String: Access.Role]
    /// The open teams of the user's organisation.
    package var teams: Set<String>
    /// The programmes of the catalog.
    package var programmes: Set<String>
    /// Whether the one who grants may manage the system himself.
    package var mayManageSystem: Bool

    package init(roles: [String: Access.Role], teams: Set<String>, programmes: Set<String>, mayManageSystem: Bool) {
      self.roles = roles
      self.teams = teams
      self.programmes = programmes
      self.mayManageSystem = mayManageSystem
    }
  }

  /// A form that grants something, as it was typed.
  package struct GrantForm: Sendable {
    package var kind: GrantKind
    /// The role, team or programme.
    package var what: String?
    package var leads: Bool
    package var text: String?
    package var table: String?
    package var from: String?
    package var until: String?

    package init(
      _ kind: GrantKind, what: String?, leads: Bool = false, text: String? = nil, table: String? = nil, from: String? = nil,
      until: String? = nil
    ) {
      self.kind = kind
      self.what = what
      self.leads = leads
      self.text = text
      self.table = table
      self.from = from
      self.until = until
    }

    /// What is granted; its fields are named `<kind>-what`, `<kind>-from` and so on. Without a first day it holds from today.
    ///
    /// It never begins in the past: who had which right on a day must be told as it was.
    package func decide(for user: User, today: CivilDate, _ known: Grantable) throws(Refusal) -> Grant {
      var fields = FieldReader()
      let first = fields.day(name("from"), from) ?? today
      let last = fields.day(name("until"), until)
      if first < today {
        fields.report(name("from"), Words(da: "Det kan tidligst gælde fra i dag.", en: "It can hold from today at the earliest."))
      }
      if let last, last < first {
        fields.report(name("until"), Words(da: "Sidste dag ligger før den første.", en: "The last day is before the first."))
      }
      let what = chosen(user, first, last, known, &fields)
      let text = kind == .mandate ? fields.required(name("text"), text, limit: Limit.mandate) : nil
      let table = kind == .mandate ? fields.line(name("table"), table, limit: Limit.table) : nil
      try fields.check()
      return Grant(
        id: "", kind: kind, what: what, leads: kind == .team && leads, text: text, table: table, from: first, until: last)
    }

    private func name(_ part: String) -> String { "\(kind.rawValue)-\(part)" }

    private func chosen(
      _ user: User, _ first: CivilDate, _ last: CivilDate?, _ known: Grantable, _ fields: inout FieldReader
    ) -> String {
      let what = what ?? ""
      let exists =
        switch kind {
        case .role: known.roles[what] != nil
        case .team: known.teams.contains(what)
        case .mandate: what.isEmpty || known.programmes.contains(what)
        case .visitation: known.programmes.contains(what)
        }
      guard exists else {
        fields.report(name("what"), Words(da: "Vælg en af mulighederne.", en: "Choose one of the possibilities."))
        return ""
      }
      if kind == .role, let role = known.roles[what] { check(role, user, first, known, &fields) }
      let held = user.grants.filter { $0.kind == kind && $0.what == what && kind != .mandate }
      let overlaps = held.contains { grant in
        !(grant.until.map { $0 < first || $0 < grant.from } ?? false) && !(last.map { $0 < grant.from } ?? false)
      }
      if overlaps {
        fields.report(
          name("what"), Words(da: "Det har brugeren allerede i den tid.", en: "The user has that already in this time."))
      }
      return what
    }

    private func check(
      _ role: Access.Role, _ user: User, _ first: CivilDate, _ known: Grantable, _ fields: inout FieldReader
    ) {
      if role.permissions.contains(.manageSystem), !known.mayManageSystem {
        fields.report(
          name("what"),
          Words(
            da: "Kun den, der selv passer systemet, kan give den rolle.",
            en: "Only somebody who keeps the system can give that role."))
      }
      let others = user.grants.filter { $0.kind == .role && !$0.isOver(on: first) }.compactMap { known.roles[$0.what] }
      if others.contains(where: { ($0.purpose == .own) != (role.purpose == .own) }) {
        fields.report(
          name("what"),
          Words(
            da: "En borgers egen adgang og en medarbejders kan ikke være samme bruger.",
            en: "A citizen's own access and a member of staff cannot be the same user."))
      }
    }
  }

  /// The last day of a grant that is taken back: yesterday when it is to stop at once.
  ///
  /// - Parameter until: the last day as typed; empty for at once.
  package static func ending(_ grant: String, of user: User, until: String?, today: CivilDate) throws(Refusal) -> (
    Grant, CivilDate
  ) {
    guard let held = user.grants.first(where: { $0.id == grant }), !held.isOver(on: today) else { throw .notFound }
    var fields = FieldReader()
    let last = fields.day("until", until)
    if let last, last < today {
      fields.report("until", Words(da: "Sidste dag kan tidligst være i dag.", en: "The last day can be today at the earliest."))
    }
    if let last, let old = held.until, last > old {
      fields.report("until", Words(da: "Det ender allerede før den dag.", en: "It ends before that day already."))
    }
    try fields.check()
    return (held, last ?? today.adding(days: -1) ?? today)
  }
}

extension People {
  /// A form about being away, as it was typed.
  package struct AbsenceForm: Sendable {
    package var from: String?
    package var until: String?
    package var substitute: String?
    package var reason: String?

    package init(from: String?, until: String? = nil, substitute: String? = nil, reason: String?) {
      self.from = from
      self.until = until
      self.substitute = substitute
      self.reason = reason
    }

    /// - Parameter colleagues: the users of the same organisation who have not left.
    package func decide(for user: User, today: CivilDate, colleagues: Set<String>) throws(Refusal) -> UserAbsent {
      var fields = FieldReader()
      let first = fields.day("from", from) ?? today
      let last = fields.day("until", until)
      let reason = fields.code("reason", reason, AbsenceReason.self)
      if first.dayNumber < today.dayNumber - 31 {
        fields.report("from", Words(da: "Højst 31 dage tilbage.", en: "At most 31 days back."))
      }
      if let last, last < first || last < today {
        fields.report(
          "until",
          Words(
            da: "Sidste dag kan ikke være før i dag eller før første dag.",
            en: "The last day cannot be before today or the first day."))
      }
      if let substitute, !substitute.isEmpty, substitute == user.id || !colleagues.contains(substitute) {
        fields.report("substitute", Words(da: "Vælg en kollega, der arbejder her.", en: "Choose a colleague who works here."))
      }
      let open = user.absences.filter { absence in
        !absence.isOver(on: first) && (last.map { absence.from <= $0 } ?? true)
      }
      if !open.isEmpty {
        fields.report(
          "from",
          Words(
            da: "Der står allerede et fravær i den tid. Afslut det først.",
            en: "There is an absence in that time already. End it first."))
      }
      try fields.check()
      return UserAbsent(
        from: first, until: last, substitute: substitute.flatMap { $0.isEmpty ? nil : $0 }, reason: reason ?? .leave)
    }
  }

  /// The last day away of somebody who is back: yesterday.
  package static func backing(_ absence: String, of user: User, today: CivilDate) throws(Refusal) -> UserBack {
    guard let open = user.absences.first(where: { $0.id == absence }), !open.isOver(on: today) else { throw .notFound }
    return UserBack(absence: open.id, until: today.adding(days: -1) ?? today)
  }
}
