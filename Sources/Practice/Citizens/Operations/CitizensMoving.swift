import Base
import Journal
import PracticeRecords
import PracticeRules
import Records

extension TimelineKind {
  /// Whether an entry of this kind can have been written on the wrong citizen: not who the citizen is and who works with him.
  package var isMovable: Bool {
    switch self {
    case .registered, .details, .cpr, .protection, .alertEnded, .link, .unlink, .assignment, .assignmentEnded, .moved: false
    default: true
    }
  }
}

extension Citizens {
  /// An entry that is to be moved to the right citizen.
  package struct Movable: Sendable {
    package var from: Opened
    package var line: CitizenTimeline.Line
  }

  /// The entry at a position of a citizen's own stream; nil when it is not there, does not count, or may not be moved by this visitor.
  package static func movable(_ place: Workplace, _ visit: Access.Visit, id: String, position: Int64) throws -> Movable? {
    try visit.require(.linkCitizens)
    guard let opened = try openToWrite(place, visit, id: id, [.ordinary]) else { return nil }
    let filter = Timeline.Filter(
      kinds: TimelineKind.allCases.filter(\.isMovable), classes: opened.admission.writes.map(\.rawValue).sorted(),
      positions: position...position)
    let page = try place.records.read { try Timeline.page($0, of: [opened.stream], filter, limit: 1) }
    guard let found = page.lines.first, found.standing == .effective, let line = try CitizenTimeline.lines([found], place).first
    else { return nil }
    return Movable(from: opened, line: line)
  }

  /// Moves an entry that was written on the wrong citizen: withdrawn there, written here with its author, time and content.
  ///
  /// Both citizens must be open to the visitor for writing of the entry's class.
  package static func move(
    _ place: Workplace, _ visit: Access.Visit, id: String, position: Int64, to other: String
  ) async throws -> Written? {
    guard let stream = StreamID(id), let target = StreamID(other), stream != target else {
      return .refused([FieldProblem("to", da: "Vælg en anden borger.", en: "Choose another citizen.")])
    }
    return try await write(place, visit, "citizen.move", about: [stream, target]) {
      guard let found = try movable(place, visit, id: id, position: position),
        case .fact(let fact)? = try place.journal.read(from: position, limit: 1).first, fact.position == position,
        fact.draft.stream == stream, let dataClass = Access.DataClass(rawValue: fact.draft.dataClass),
        found.from.admission.writes.contains(dataClass),
        try openToWrite(place, visit, id: other, [.ordinary, dataClass]) != nil
      else { return .notFound }
      guard fact.draft.attachments.isEmpty else {
        return .refused([
          FieldProblem(
            "form", da: "Det har bilag og kan ikke flyttes endnu. Træk det tilbage her, og skriv det igen på den rigtige.",
            en: "It has attachments and cannot be moved yet. Withdraw it here and write it again on the right citizen.")
        ])
      }
      let sides = try place.records.read { try linkSides($0, of: [stream, target]) }
      guard let from = sides[stream], let to = sides[target] else { return .notFound }
      let entry = MovableEntry(
        entry: fact.draft.id.description, type: fact.draft.type, author: fact.draft.recordedBy,
        recordedAt: Int(fact.recordedAt.milliseconds), stands: true)
      let earlier = try origin(place, of: fact)
      let decision: MoveDecision
      do throws(MoveRefusal) {
        decision = try decideMove(entry, from: from, to: to, newEntry: visit.act.entry(1).description, origin: earlier)
      } catch {
        return .refused([FieldProblem(error == .sameCitizen ? "to" : "form", error.words)])
      }
      let withdrawn = try place.fact(
        visit, 0, decision.withdrawal, about: stream, dataClass: dataClass, retention: fact.draft.retention,
        corrects: fact.draft.id)
      var moved = fact.draft
      moved.id = visit.act.entry(1)
      moved.stream = target
      moved.corrects = nil
      moved.basedOn = nil
      let told = try place.fact(visit, 2, decision.origin, about: target, dataClass: dataClass, retention: fact.draft.retention)
      return .write(facts: [withdrawn, moved, told])
    }
  }

  /// Where an entry had been moved to this citizen before: its first author and time are kept through every move.
  private static func origin(_ place: Workplace, of fact: Fact) throws -> EntryMovedHere? {
    for case .fact(let note) in try place.journal.stream(fact.draft.stream, types: [EntryMovedHere.type]) {
      let moved = try EntryMovedHere(decoding: note.draft.payload, schema: note.draft.schema)
      if moved.entry == fact.draft.id.description { return moved }
    }
    return nil
  }
}
