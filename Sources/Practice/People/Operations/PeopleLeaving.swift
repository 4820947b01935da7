import Base
import Crypto
import Foundation
import Journal
import PracticeRecords
import PracticeRules

extension People {
  /// Who takes over citizens.
  package enum Receiver: Hashable, Sendable {
    case user(String)
    case team(String)

    /// As a form sends it: `user:<id>` or `team:<id>`.
    package init?(_ text: String) {
      let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 2, let id = StreamID(parts[1]) else { return nil }
      switch parts[0] {
      case "user": self = .user(id.description)
      case "team": self = .team(id.description)
      default: return nil
      }
    }

    var assignee: Citizens.Assignee {
      switch self {
      case .user(let id): .user(id)
      case .team(let id): .team(id)
      }
    }

    var kindAndID: (Access.Assignment.Kind, String) {
      switch self {
      case .user(let id): (.user, id)
      case .team(let id): (.team, id)
      }
    }
  }

  /// How many citizens one act moves at most.
  package static let citizensPerAct = 500

  /// Says that a user has left: his log-in opens nothing from now on, everything he was granted ends, and his citizens go to others.
  ///
  /// The log-in is closed first. Moving citizens takes an act for each five hundred; if it is cut short, `moveCaseload` goes on with it.
  /// - Parameters:
  ///   - lastDay: as it was typed; empty for today.
  ///   - receiver: as `Receiver` reads it. Must be named when he has citizens.
  /// - Returns: how many citizens went to others.
  @discardableResult
  package static func leave(
    _ place: Workplace, _ visit: Access.Visit, user id: String, lastDay: String?, receiver: String?
  ) async throws -> Int {
    try visit.require(.manageUsers)
    let (stream, user) = try ownUser(place, visit, id)
    guard user.isActive else { throw refused(visit) }
    var fields = FieldReader()
    let last = fields.day("lastDay", lastDay) ?? visit.today
    if last > visit.today {
      fields.report(
        "lastDay",
        Words(
          da: "Skriv det på dagen: adgangen lukkes straks. Giv rollerne en slutdato, hvis det er senere.",
          en: "Write it on the day: access closes at once. Give the roles a last day if it is later."))
    }
    if id == visit.caller.user {
      fields.report("lastDay", Words(da: "Du kan ikke lukke din egen adgang.", en: "You cannot close your own access."))
    }
    try fields.check()
    let lines = try place.records.read {
      try caseload($0, kind: .user, assignee: id, organisation: user.organisation, on: visit.today)
    }
    let target = try lines.isEmpty ? nil : checked(place, visit, receiver, lines, from: .user(id))
    var facts = [try staff(place, visit, UserLeft(lastDay: last), stream)]
    for grant in user.grants where !grant.isOver(on: visit.today) {
      facts.append(try end(place, visit, facts.count, grant, last, stream))
    }
    for absence in user.absences where !absence.isOver(on: visit.today) {
      facts.append(try staff(place, visit, UserBack(absence: absence.id, until: last), stream, facts.count))
    }
    try await place.write(visit, "user.leave", facts)
    guard let target else { return 0 }
    return try await move(place, visit, lines, to: target, reason: .staffLeft)
  }

  /// Moves all citizens of a user or team to another user or team of the same organisation.
  ///
  /// - Returns: how many citizens went.
  @discardableResult
  package static func moveCaseload(
    _ place: Workplace, _ visit: Access.Visit, from giver: Receiver, to receiver: String?
  ) async throws -> Int {
    try visit.require(.manageUsers)
    let (kind, id) = giver.kindAndID
    let organisation =
      kind == .user ? try ownUser(place, visit, id).1.organisation : try ownTeam(place, visit, id).1.organisation
    let lines = try place.records.read {
      try caseload($0, kind: kind, assignee: id, organisation: organisation, on: visit.today)
    }
    guard !lines.isEmpty else { return 0 }
    let target = try checked(place, visit, receiver, lines, from: giver)
    return try await move(place, visit, lines, to: target, reason: .handedOver)
  }

  /// The receiver, when he can take these citizens.
  private static func checked(
    _ place: Workplace, _ visit: Access.Visit, _ text: String?, _ lines: [CaseloadLine], from giver: Receiver
  ) throws -> Receiver {
    let count = Set(lines.map(\.stream)).count
    guard let target = text.flatMap(Receiver.init), target != giver,
      let line = try place.records.read({ try names($0, [target.kindAndID.1]) })[target.kindAndID.1], line.isActive,
      line.organisation == visit.caller.organisation, line.kind.rawValue == target.kindAndID.0.rawValue
    else {
      throw Refusal.problems([
        Problem(
          "receiver",
          Words(
            da: "Vælg, hvem der overtager de \(count) borgere.", en: "Choose who takes over the \(count) citizens."))
      ])
    }
    if case .team = target, lines.contains(where: { $0.protection == .restricted }) {
      throw Refusal.problems([
        Problem(
          "receiver",
          Words(
            da: "Blandt borgerne er nogen, som kun navngivne medarbejdere må se. Vælg en person, ikke et team.",
            en: "Among the citizens are some whom only named staff may see. Choose a person, not a team."))
      ])
    }
    return target
  }

  private static func move(
    _ place: Workplace, _ visit: Access.Visit, _ lines: [CaseloadLine], to target: Receiver, reason: Citizens.AssignmentEnd
  ) async throws -> Int {
    let (kind, id) = target.kindAndID
    let already = try place.records.read {
      try caseload($0, kind: kind, assignee: id, organisation: visit.caller.organisation, on: visit.today)
    }
    let held = Set(already.map { [$0.stream.description, $0.function.rawValue] })
    let streams = Dictionary(grouping: lines, by: \.stream)
    let ordered = streams.keys.sorted { $0.description < $1.description }
    for start in stride(from: 0, to: ordered.count, by: citizensPerAct) {
      let batch = ordered[start..<min(start + citizensPerAct, ordered.count)].flatMap { streams[$0] ?? [] }
      try await move(place, visit, batch, to: target.assignee, held, reason)
    }
    visit.did("caseload.move")
    return ordered.count
  }

  /// One act. Its id follows from the form's and from what is moved, so that a move that was cut short goes on with new acts.
  private static func move(
    _ place: Workplace, _ visit: Access.Visit, _ lines: [CaseloadLine], to assignee: Citizens.Assignee,
    _ held: Set<[String]>, _ reason: Citizens.AssignmentEnd
  ) async throws {
    let part = Access.Visit(
      caller: visit.caller, policy: visit.policy, page: visit.page, today: visit.today, act: derived(visit.act, lines))
    var facts: [FactDraft] = []
    let yesterday = visit.today.adding(days: -1) ?? visit.today
    for line in lines {
      let ended = Citizens.CitizenUnassigned(entry: line.assignment, until: yesterday, reason: reason)
      facts.append(try place.fact(part, facts.count, ended, about: line.stream))
      guard !held.contains([line.stream.description, line.function.rawValue]) else { continue }
      let begun = Citizens.CitizenAssigned(
        assignee: assignee, function: line.function, from: max(visit.today, line.from), until: line.until)
      facts.append(try place.fact(part, facts.count, begun, about: line.stream))
    }
    try await place.write(part, "caseload.move", facts)
  }

  private static func derived(_ act: ActID, _ lines: [CaseloadLine]) -> ActID {
    var hash = SHA256()
    hash.update(data: act.bytes)
    for line in lines { hash.update(data: Array(line.assignment.utf8)) }
    var bytes = Array(Array(hash.finalize()).prefix(16))
    bytes.replaceSubrange(0..<6, with: act.bytes[0..<6])
    bytes[6] = 0x70 | (bytes[6] & 0x0F)
    bytes[8] = 0x80 | (bytes[8] & 0x3F)
    return ActID(bytes: bytes) ?? act
  }
}
