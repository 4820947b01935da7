import Base
import Journal
import PracticeRecords
import PracticeRules
import Records

extension Citizens {
  /// What became of a form that registers a citizen.
  package enum Registration: Hashable, Sendable {
    /// The new citizen's id.
    case done(String)
    case refused([FieldProblem])
    /// People who may be the same; nothing was written, and it is written when it is confirmed that it is another.
    case alike([Suggestion])
    /// Somebody has the number already; nothing was written.
    case known(Listing)
  }

  /// What a form says beside who it is.
  package struct RegistrationChoices: Hashable, Sendable {
    /// That it is another than those suggested.
    package var isAnother: Bool
    /// Whether the registerer is named as contact.
    package var asContact: Bool

    package init(isAnother: Bool = false, asContact: Bool = true) {
      self.isAnother = isAnother
      self.asContact = asContact
    }
  }

  /// Registers a citizen in the visitor's organisation; one act with all that is known.
  ///
  /// A number that somebody hidden from the visitor has is taken without a claim: the answer is as if nobody had it, and whoever may
  /// see both finds them as alike.
  package static func register(
    _ place: Workplace, _ visit: Access.Visit, _ values: [String: String], _ choices: RegistrationChoices = .init()
  ) async throws -> Registration {
    try visit.require(.registerCitizen)
    guard let organisation = StreamID(visit.caller.organisation) else {
      visit.refuse(.notPermitted)
      throw Access.Refusal.notPermitted
    }
    var draft: Draft
    do { draft = try Draft.read(values, today: visit.today) } catch { return .refused(error.list) }
    if let problem = number(draft, visit) { return .refused([problem]) }
    if let cpr = draft.cpr {
      if draft.details.birth?.exactDay == nil, cpr.birthIsReliable { draft.details.birth = .day(cpr.birth) }
      if draft.details.sex == nil { draft.details.sex = cpr.sex }
    }
    let suggestions = try alike(place, visit, draft)
    let stream = place.newStream()
    var claims: [Claim] = []
    if let cpr = draft.cpr {
      switch try holder(place, visit, cpr) {
      case .known(let holder):
        visit.show([holder.stream], .identity)
        return .known(listing(holder, visit))
      case .hidden: break
      case .nobody: claims = claim(place, visit, cpr, for: stream)
      }
    }
    if !choices.isAnother, !suggestions.isEmpty { return .alike(suggestions) }
    let facts = try registering(place, visit, draft, stream, organisation, asContact: choices.asContact)
    do {
      try await place.write(visit, "citizen.register", facts, expects: [stream: 0], claims: claims)
    } catch AppendRefusal.taken {
      // Somebody else registered the same number a moment ago: the tables must have it before it is looked up again.
      try place.records.catchUp()
      return try await register(place, visit, values, choices)
    } catch AppendRefusal.sameIdOtherContent {
      visit.refuse(.sameIdOtherContent)
      return .refused([sentBefore])
    }
    visit.show([stream], .identity)
    return .done(stream.description)
  }

  /// A number from somebody whose role has nothing to do with numbers: neither taken nor looked up.
  private static func number(_ draft: Draft, _ visit: Access.Visit) -> FieldProblem? {
    guard draft.cpr != nil, !visit.may(.civilNumber) else { return nil }
    return FieldProblem(
      "cpr", da: "Din rolle registrerer ikke CPR-numre. Slet nummeret.",
      en: "Your role does not record CPR numbers. Delete the number.")
  }

  private static func registering(
    _ place: Workplace, _ visit: Access.Visit, _ draft: Draft, _ stream: StreamID, _ organisation: StreamID, asContact: Bool
  ) throws -> [FactDraft] {
    let kind: SubjectKind =
      switch draft.level {
      case .identified: .citizen
      case .aliasOnly: .alias
      case .anonymous: .anonymous
      }
    let home = organisation.description
    let now = place.moment()
    var facts = [
      try place.fact(
        visit, 0, SubjectRegistered(kind: kind, organisation: home), about: stream, at: now, dataClass: .identity),
      try place.fact(
        visit, 1, CitizenRegistered(level: draft.level, details: draft.details, organisation: home), about: stream, at: now,
        dataClass: .identity),
    ]
    if let cpr = draft.cpr {
      facts.append(try place.fact(visit, 2, recorded(place, cpr), about: stream, at: now, dataClass: .identity))
    }
    if asContact {
      let assigned = CitizenAssigned(assignee: .user(visit.caller.user), function: .contact, from: visit.today)
      facts.append(try place.fact(visit, 3, assigned, about: stream, at: now))
    }
    return facts
  }

  /// What is worth a second look in a number that was typed; empty for one that cannot be read.
  package static func warnings(ofNumber text: String?, today: CivilDate?) -> [Words] {
    guard let text, let cpr = try? CPR(text, today: today) else { return [] }
    return cpr.warnings.map(\.words)
  }

  /// People who may be the same as a form tells of, while it is being filled; its problems when it cannot be read.
  package static func lookAlike(_ place: Workplace, _ visit: Access.Visit, _ values: [String: String]) throws -> Registration {
    try visit.require(.registerCitizen)
    let draft: Draft
    do { draft = try Draft.read(values, today: visit.today, checked: false) } catch { return .refused(error.list) }
    if let problem = number(draft, visit) { return .refused([problem]) }
    return .alike(try alike(place, visit, draft))
  }
}
