import Base
import Journal
import PracticeRecords
import PracticeRules
import Records

extension Citizens {
  /// A form about a citizen's details: what is shown, and the marks by which it is seen later whether a field has changed meanwhile.
  package struct DetailsPage: Hashable, Sendable {
    /// The fields' values by name.
    package var values: [String: String]
    /// A mark of each field as the editor saw it, by the field's name; `level` too.
    package var seen: [String: String]
    /// The fields the editor may change.
    package var fields: [DetailField]
  }

  /// What became of a form about details.
  package enum Changed: Hashable, Sendable {
    case done
    /// Nothing was in it that was not known already.
    case nothing
    /// Nothing was written; the form to show again.
    case refused([FieldProblem], DetailsPage)
  }

  /// The form as it stands now; nil when the visitor may not change anything.
  package static func detailsForm(_ place: Workplace, _ visit: Access.Visit, id: String) throws -> (Opened, DetailsPage)? {
    guard let opened = try openToWrite(place, visit, id: id, [.identity]) else { return nil }
    if opened.admission.reads.contains(.address) { visit.show([opened.stream], .address) }
    return (opened, form(place, opened))
  }

  private static func form(_ place: Workplace, _ opened: Opened) -> DetailsPage {
    let fields = editable(opened)
    var values = shown(opened.current, fields).fields
    values["level"] = (opened.current.level ?? .identified).rawValue
    return DetailsPage(values: values, seen: marks(place, opened, fields), fields: fields)
  }

  /// A field of a class that the visitor may not read is not shown to be changed.
  private static func editable(_ opened: Opened) -> [DetailField] {
    DetailField.allCases.filter {
      opened.admission.writes.contains($0.dataClass) && opened.admission.reads.contains($0.dataClass)
        && ($0 != .phone || seesPhone(opened.current))
    }
  }

  private static func shown(_ current: Current, _ fields: [DetailField]) -> Details {
    var details = Details()
    for field in fields { details.take(field, from: current.details) }
    return details
  }

  private static func marks(_ place: Workplace, _ opened: Opened, _ fields: [DetailField]) -> [String: String] {
    var marks: [String: String] = [:]
    for field in fields { marks[field.rawValue] = mark(place, opened.stream, field.rawValue, opened.current.details.only(field)) }
    marks["level"] = mark(place, opened.stream, "level \(opened.current.level?.rawValue ?? "")", Details())
    return marks
  }

  /// A keyed digest of a value: it says nothing to who does not know the value.
  private static func mark(_ place: Workplace, _ stream: StreamID, _ field: String, _ one: Details) -> String {
    let bytes = (try? DetailsChanged(set: one).encoded()) ?? []
    let text = String(decoding: bytes, as: UTF8.self)
    return String(hex(place.digest(of: [field: [text]], path: "mark", user: stream.description)).prefix(24))
  }

  /// Changes what is known of a citizen: only the fields the editor changed. A conflict is a field that somebody else changed since.
  ///
  /// - Parameter seen: the marks that the form carried; a field without one counts as seen just now.
  /// - Returns: nil when there is no such citizen for this visitor.
  package static func change(
    _ place: Workplace, _ visit: Access.Visit, id: String, _ values: [String: String], seen: [String: String]
  ) async throws -> Changed? {
    var answer: Changed?
    guard let stream = StreamID(id) else { return nil }
    let written = try await write(place, visit, "citizen.change", about: [stream]) {
      guard let opened = try openToWrite(place, visit, id: id, [.identity]) else { return .notFound }
      let (decision, changed) = try decide(place, visit, opened, values, seen)
      answer = changed
      return decision
    }
    guard let written else { return nil }
    if case .refused(let problems) = written, answer == .done {
      guard let opened = try open(place, visit, id: id) else { return nil }
      var form = form(place, opened)
      form.values = values
      form.seen = seen
      return .refused(problems, form)
    }
    return answer
  }

  private static func decide(
    _ place: Workplace, _ visit: Access.Visit, _ opened: Opened, _ values: [String: String], _ seen: [String: String]
  ) throws -> (Decision, Changed) {
    let now = form(place, opened)
    let draft: Draft
    do {
      draft = try Draft.read(values, today: visit.today, checked: false)
    } catch {
      return (.refused(error.list), .refused(error.list, DetailsPage(values: values, seen: seen, fields: now.fields)))
    }
    let current = opened.current.details
    var set = Details()
    var cleared: [DetailField] = []
    var conflicts: [FieldProblem] = []
    var again = now
    for field in now.fields {
      let typed = draft.details.only(field)
      let mine = mark(place, opened.stream, field.rawValue, typed)
      let theirs = now.seen[field.rawValue]
      guard mine != seen[field.rawValue] ?? theirs, mine != theirs else { continue }
      for name in field.formFields { again.values[name] = values[name] }
      if let saw = seen[field.rawValue], saw != theirs { conflicts.append(conflict(field, current, draft.details)) }
      set.take(field, from: typed)
      if typed == Details() { cleared.append(field) }
    }
    var level: Level?
    if let chosen = values["level"].flatMap({ Level(rawValue: $0) }), chosen != opened.current.level {
      level = chosen
      again.values["level"] = chosen.rawValue
    }
    guard conflicts.isEmpty else { return (.refused(conflicts), .refused(conflicts, again)) }
    guard set != Details() || !cleared.isEmpty || level != nil else { return (.refused([]), .nothing) }
    var after = current
    for field in now.fields where set.only(field) != Details() || cleared.contains(field) { after.take(field, from: set) }
    let problems = Draft.check(
      level ?? opened.current.level ?? .identified, after, birth: nil, hasNumber: opened.current.cprHash != nil)
    guard problems.isEmpty else { return (.refused(problems), .refused(problems, again)) }
    let changed = DetailsChanged(level: level, set: set, cleared: cleared.sorted())
    let fact = try place.fact(
      visit, 0, changed, about: opened.stream, dataClass: .identity, basedOn: opened.current.detailFact)
    return (.write(facts: [fact]), .done)
  }

  private static func conflict(_ field: DetailField, _ theirs: Details, _ mine: Details) -> FieldProblem {
    func said(_ details: Details, _ language: Language) -> String {
      details.text(field, language) ?? (language == .da ? "tomt" : "nothing")
    }
    return FieldProblem(
      field.formFields.first ?? field.rawValue,
      da: "\(field.words.da): en anden har imens skrevet »\(said(theirs, .da))«. Du skrev »\(said(mine, .da))«. "
        + "Behold dit og gem igen, eller ret det.",
      en: "\(field.words.en): somebody else has meanwhile written “\(said(theirs, .en))”. You wrote “\(said(mine, .en))”. "
        + "Keep yours and save again, or mend it.")
  }

  /// Whether the citizen's telephone is shown to the visitor: not to everybody, where the citizen has said so.
  static func seesPhone(_ current: Current) -> Bool {
    guard current.readsAddress else { return false }
    switch current.details.contact?.phoneSeenBy {
    case .assigned?: return current.isAssigned
    case .team?: return current.isAssigned || current.isOfTeam
    case .organisation?, nil: return true
    }
  }
}

// MARK: - The number

extension Citizens {
  /// What is shown of a citizen's number: never the last four characters.
  package struct ShownNumber: Hashable, Sendable {
    package var masked: String
    package var kind: CPRKind
  }

  /// What became of a number that was typed.
  package enum NumberRecorded: Hashable, Sendable {
    case done
    case refused([FieldProblem])
    /// Another citizen has it.
    case known(Listing)
  }

  /// The number as it may be shown, opened from its sealed fact; nil when there is none, or its key is gone.
  package static func number(_ place: Workplace, _ opened: Opened) throws -> ShownNumber? {
    guard let cpr = try sealedNumber(place, opened.current) else { return nil }
    return ShownNumber(masked: cpr.masked, kind: cpr.kind)
  }

  static func sealedNumber(_ place: Workplace, _ current: Current) throws -> CPR? {
    guard let id = current.cprFact, case .fact(let fact)? = try place.journal.entry(id) else { return nil }
    let payload = try CPRRecorded(decoding: fact.draft.payload, schema: fact.draft.schema)
    return try? CPR(payload.number)
  }

  /// Records a citizen's number, or that it changed: the old one is kept in the sealed fact, and its claim is given up.
  package static func recordNumber(
    _ place: Workplace, _ visit: Access.Visit, id: String, number: String, change: CPRChange?
  ) async throws -> NumberRecorded? {
    guard let stream = StreamID(id) else { return nil }
    var other: Listing?
    let written = try await write(place, visit, "citizen.number", about: [stream]) {
      guard let opened = try openToWrite(place, visit, id: id, [.identity]) else { return .notFound }
      let cpr: CPR
      do {
        cpr = try CPR(number, today: visit.today)
      } catch let error as CPR.Refusal {
        return .refused([FieldProblem("cpr", error.words)])
      }
      guard opened.current.level == .identified else {
        return .refused([
          FieldProblem(
            "cpr", da: "Kun den, der er kendt ved navn, kan have et nummer. Ret først oplysningerne.",
            en: "Only somebody known by name can have a number. Change the details first.")
        ])
      }
      if let birth = opened.current.details.birth, cpr.birthIsReliable, !cpr.agrees(with: birth) {
        return .refused([
          FieldProblem(
            "cpr", da: "Nummeret passer ikke med fødselsdagen. Ret den ene.",
            en: "The number does not fit the birthday. Mend one of them.")
        ])
      }
      let previous = try sealedNumber(place, opened.current)
      if previous?.number == cpr.number {
        return .refused([FieldProblem("cpr", da: "Det nummer står der allerede.", en: "That number stands there already.")])
      }
      guard previous == nil || change != nil else {
        return .refused([FieldProblem("change", da: "Vælg, hvorfor nummeret er et andet.", en: "Choose why the number is another.")])
      }
      var claims: [Claim] = []
      switch try holder(place, visit, cpr) {
      case .known(let holder) where holder.person != opened.current.person:
        other = listing(holder, visit)
        visit.show([holder.stream], .identity)
        return .refused([])
      case .known, .hidden: break
      case .nobody: claims = claim(place, visit, cpr, for: stream)
      }
      let payload = recorded(place, cpr, previous: previous?.number, change: previous == nil ? nil : change)
      let fact = try place.fact(
        visit, 0, payload, about: stream, dataClass: .identity, basedOn: opened.current.cprFact)
      return .write(facts: [fact], claims: claims, releases: previous.map { claim(place, visit, $0, for: stream) } ?? [])
    }
    switch written {
    case nil: return nil
    case .done?: return .done
    case .refused(let problems)?: return other.map { .known($0) } ?? .refused(problems)
    }
  }
}
