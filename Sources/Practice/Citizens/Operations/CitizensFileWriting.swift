import Base
import Journal
import PracticeRecords
import PracticeRules
import Records

// What is written on the cover of a citizen's file: alerts, protection, who works with the citizen.
extension Citizens {
  /// The alerts of a citizen, also those that ended.
  package static func allAlerts(_ place: Workplace, _ opened: Opened) throws -> [AlertLine] {
    try place.records.read { try alerts($0, of: opened.streams, inForceOn: nil) }
  }

  /// Sets an alert.
  package static func setAlert(
    _ place: Workplace, _ visit: Access.Visit, id: String, _ values: [String: String]
  ) async throws -> Written? {
    guard let stream = StreamID(id) else { return nil }
    return try await write(place, visit, "citizen.alert", about: [stream]) {
      guard let opened = try openToWrite(place, visit, id: id, [.ordinary]) else { return .notFound }
      var typed = Typed(values)
      let kind = typed.code("alert", Words(da: "Hvad det er", en: "What it is"), AlertKind.self)
      let note = typed.line("note", Words(da: "Noten", en: "The note"), limit: Field.alertNote.limit)
      let until = typed.day("until", Words(da: "Til og med", en: "Until"))
      if kind == nil, typed.problems.isEmpty {
        typed.report(FieldProblem("alert", da: "Vælg, hvad der skal ses.", en: "Choose what must be seen."))
      }
      if let until, until < visit.today {
        typed.report(FieldProblem("until", da: "Dagen er forbi. Vælg en senere.", en: "The day is over. Choose a later one."))
      }
      let standing = try place.records.read { try alerts($0, of: opened.streams, inForceOn: visit.today) }
      if let kind, standing.contains(where: { $0.kind == kind && $0.note == note }) {
        typed.report(FieldProblem("alert", da: "Det står der allerede.", en: "It stands there already."))
      }
      guard typed.problems.isEmpty, let kind else { return .refused(typed.problems) }
      return .write(facts: [try place.fact(visit, 0, AlertSet(alert: kind, note: note, until: until), about: stream)])
    }
  }

  /// Ends an alert, in the stream where it was set.
  package static func endAlert(
    _ place: Workplace, _ visit: Access.Visit, id: String, alert: String, reason: AlertEnd
  ) async throws -> Written? {
    guard let opened = try openToWrite(place, visit, id: id, [.ordinary]) else { return nil }
    return try await write(place, visit, "citizen.alertEnd", about: opened.streams) {
      let all = try place.records.read { try alerts($0, of: opened.streams, inForceOn: nil) }
      guard let line = all.first(where: { $0.id == alert }) else { return .notFound }
      guard line.ended == nil else {
        return .refused([FieldProblem("form", da: "Den er allerede afsluttet.", en: "It has ended already.")])
      }
      guard try place.admit(visit, line.stream)?.writes.contains(.ordinary) == true else { return .notFound }
      return .write(facts: [
        try place.fact(visit, 0, AlertEnded(entry: alert, reason: reason), about: line.stream, basedOn: EntryID(alert))
      ])
    }
  }

  /// How a citizen is protected.
  package struct ProtectionState: Hashable, Sendable {
    package var protection: Protection
    package var basis: ProtectionBasis?
    package var until: CivilDate?
    /// Its last day has passed: it holds until somebody lifts it.
    package var hasRunOut: Bool
  }

  package static func protection(_ place: Workplace, _ visit: Access.Visit, _ opened: Opened) throws -> ProtectionState {
    let found = try place.records.read { try protection($0, of: opened.stream) }
    let until = found?.untilDay.flatMap { CivilDate(dayNumber: $0) }
    return ProtectionState(
      protection: Protection(found?.level ?? .ordinary), basis: found?.basis, until: until,
      hasRunOut: until.map { $0 < visit.today } ?? false)
  }

  /// Sets or lifts a protection. `restricted` needs somebody who is named on the file himself, or nobody could open it any more.
  package static func setProtection(
    _ place: Workplace, _ visit: Access.Visit, id: String, _ values: [String: String]
  ) async throws -> Written? {
    guard let stream = StreamID(id) else { return nil }
    return try await write(place, visit, "citizen.protection", about: [stream]) {
      guard let opened = try openToWrite(place, visit, id: id, [.identity]) else { return .notFound }
      var typed = Typed(values)
      let wanted = typed.code("protection", Words(da: "Beskyttelse", en: "Protection"), Protection.self)
      let basis = typed.code("basis", Words(da: "Grund", en: "Reason"), ProtectionBasis.self)
      let until = typed.day("until", Words(da: "Til og med", en: "Until"))
      if wanted == nil { typed.report(FieldProblem("protection", da: "Vælg en beskyttelse.", en: "Choose a protection.")) }
      if basis == nil { typed.report(FieldProblem("basis", da: "Vælg grunden.", en: "Choose the reason.")) }
      if let wanted, let basis, (wanted == .none) != (basis == .ended) {
        typed.report(
          FieldProblem(
            "basis", da: "»Udløbet« hører til, når beskyttelsen fjernes, og kun da.",
            en: "“Run out” belongs to lifting the protection, and only to that."))
      }
      if let until, until < visit.today {
        typed.report(FieldProblem("until", da: "Dagen er forbi. Vælg en senere.", en: "The day is over. Choose a later one."))
      }
      if let wanted, wanted.access == opened.admission.protection {
        typed.report(FieldProblem("protection", da: "Sådan er den allerede.", en: "That is how it is already."))
      }
      let named = try place.records.read { try assignments($0, of: stream, on: visit.today) }
      if wanted == .restricted, !named.contains(where: { $0.kind == .user && $0.fromDay <= visit.today.dayNumber }) {
        typed.report(
          FieldProblem(
            "protection", da: "Tilknyt først en medarbejder. Ellers kan ingen åbne borgeren.",
            en: "Name a member of staff first. Otherwise nobody can open the citizen."))
      }
      guard typed.problems.isEmpty, let wanted, let basis else { return .refused(typed.problems) }
      let payload = ProtectionSet(protection: wanted, basis: basis, until: wanted == .none ? nil : until)
      return .write(facts: [try place.fact(visit, 0, payload, about: stream, dataClass: .identity)])
    }
  }

  /// Whether this visitor names who works with the citizen: who writes on the file, or leads. Whoever else could name himself
  /// would open any file with it.
  package static func mayName(_ visit: Access.Visit, _ opened: Opened) -> Bool {
    guard visit.may(.assignStaff), opened.bar.study == nil else { return false }
    return opened.admission.writes.contains(.ordinary) || visit.may(.leadTeam)
  }

  /// A citizen on whose file this visitor may name staff; nil, and noted as refused, where not.
  package static func openToName(_ place: Workplace, _ visit: Access.Visit, id: String) throws -> Opened? {
    guard let opened = try open(place, visit, id: id) else { return nil }
    if mayName(visit, opened) { return opened }
    visit.refuse(.notOpen)
    return nil
  }

  /// Names a user or a team on a citizen's file.
  package static func assign(
    _ place: Workplace, _ visit: Access.Visit, id: String, _ values: [String: String]
  ) async throws -> Written? {
    try visit.require(.assignStaff)
    guard let stream = StreamID(id) else { return nil }
    let choice = values["who"] ?? ""
    let staff = try Staff.all(place, visit)
    return try await write(place, visit, "citizen.assign", about: [stream]) {
      guard try openToName(place, visit, id: id) != nil else { return .notFound }
      var typed = Typed(values)
      let function = typed.code(
        "function", Words(da: "Hvad de er for borgeren", en: "What they are to the citizen"), CareFunction.self)
      let from = typed.day("from", Words(da: "Fra", en: "From")) ?? visit.today
      let until = typed.day("until", Words(da: "Til og med", en: "Until"))
      let about = typed.line("about", Words(da: "Hvad man kan spørge om", en: "What to ask about"), limit: Field.about.limit)
      if function == nil { typed.report(FieldProblem("function", da: "Vælg en rolle.", en: "Choose a role.")) }
      let chosen = staff.first { $0.choice == choice }
      if chosen == nil {
        typed.report(FieldProblem("who", da: "Vælg en medarbejder eller et team.", en: "Choose a member of staff or a team."))
      }
      if let until, until < visit.today {
        typed.report(FieldProblem("until", da: "Den dag er forbi.", en: "That day is over."))
      }
      guard typed.problems.isEmpty, let chosen, let function else { return .refused(typed.problems) }
      let wanted = CitizenAssigned(
        assignee: chosen.isTeam ? .team(chosen.id) : .user(chosen.id), function: function, from: from, until: until, about: about)
      let standing = try place.records.read { try assignments($0, of: stream, on: nil) }.compactMap(\.decided)
      let decision: AssignDecision
      do throws(AssignRefusal) {
        decision = try decideAssign(wanted, standing: standing, takesOver: values["takesOver"] != nil)
      } catch {
        return .refused([FieldProblem(error.field, error.words)])
      }
      var facts = [try place.fact(visit, 0, decision.assigned, about: stream)]
      if let ended = decision.ended {
        facts.insert(try place.fact(visit, 1, ended, about: stream, basedOn: EntryID(ended.entry)), at: 0)
      }
      return .write(facts: facts)
    }
  }

  /// Takes a user or a team off a citizen's file: after today, or from today on where it was a mistake.
  package static func unassign(
    _ place: Workplace, _ visit: Access.Visit, id: String, assignment: String, reason: AssignmentEnd
  ) async throws -> Written? {
    try visit.require(.assignStaff)
    guard let stream = StreamID(id) else { return nil }
    return try await write(place, visit, "citizen.unassign", about: [stream]) {
      guard let opened = try openToName(place, visit, id: id) else { return .notFound }
      let named = try place.records.read { try assignments($0, of: stream, on: nil) }
      guard named.contains(where: { $0.id == assignment }) else { return .notFound }
      let ends = reason == .mistake ? visit.today.adding(days: -1) ?? visit.today : visit.today
      let payload: CitizenUnassigned
      do throws(AssignRefusal) {
        payload = try decideUnassign(entry: assignment, until: ends, reason: reason, standing: named.compactMap(\.decided))
      } catch {
        return .refused([FieldProblem("form", error.words)])
      }
      let others = named.filter { $0.id != assignment && $0.kind == .user && $0.untilDay.map { $0 > ends.dayNumber } ?? true }
      if opened.admission.protection == .restricted, others.isEmpty {
        return .refused([
          FieldProblem(
            "form", da: "Tilknyt først en anden: borgeren kan kun åbnes af den, der er tilknyttet.",
            en: "Name somebody else first: the citizen can only be opened by who is named.")
        ])
      }
      return .write(facts: [try place.fact(visit, 0, payload, about: stream, basedOn: EntryID(assignment))])
    }
  }
}
