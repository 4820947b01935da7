import Base
import PracticeRules
import Records

// The rows that each fact gives. Where a value is null the earlier one stays; an empty text is a field that was emptied.
extension People {
  static func organisation(_ fact: OpenedFact, _ id: RecordValue, into rows: inout FeatureRows) throws -> LogText {
    if fact.fact.draft.type == OrganisationRegistered.type {
      let payload = try fact.payload(OrganisationRegistered.self)
      rows.add(to: 0, [id, .text(payload.name), .text(payload.kind.rawValue), .text(payload.cvr ?? "")])
      return LogText(what: payload.kind.rawValue, detail: nil)
    }
    let payload = try fact.payload(OrganisationChanged.self)
    rows.add(to: 0, [id, .text(orNull: payload.name), .text(orNull: payload.kind?.rawValue), .text(orNull: payload.cvr)])
    return LogText(
      detail: fields([("name", payload.name != nil), ("kind", payload.kind != nil), ("cvr", payload.cvr != nil)]))
  }

  static func team(_ fact: OpenedFact, _ id: RecordValue, into rows: inout FeatureRows) throws -> LogText {
    switch fact.fact.draft.type {
    case TeamOpened.type:
      let payload = try fact.payload(TeamOpened.self)
      rows.add(
        to: 1,
        [id, .text(payload.name), .text(payload.organisation), .text(payload.programmes.joined(separator: " ")), .null])
      return LogText(what: payload.programmes.joined(separator: " "))
    case TeamChanged.type:
      let payload = try fact.payload(TeamChanged.self)
      rows.add(
        to: 1,
        [id, .text(orNull: payload.name), .null, .text(orNull: payload.programmes?.joined(separator: " ")), .null])
      return LogText(
        what: payload.programmes?.joined(separator: " "),
        detail: fields([("name", payload.name != nil), ("programmes", payload.programmes != nil)]))
    default:
      let payload = try fact.payload(TeamClosed.self)
      rows.add(to: 1, [id, .null, .null, .null, .integer(Int64(payload.until.dayNumber))])
      return LogText(until: payload.until)
    }
  }

  static func user(_ fact: OpenedFact, _ id: RecordValue, into rows: inout FeatureRows) throws -> LogText {
    switch fact.fact.draft.type {
    case UserRegistered.type:
      let payload = try fact.payload(UserRegistered.self)
      rows.add(
        to: 2,
        [
          id, .text(payload.organisation), .text(payload.name), .text(folded(payload.name)), .text(ordering(payload.name)),
          .text(payload.login),
          .text(payload.title ?? ""), .text(payload.phone ?? ""), .text(payload.email ?? ""),
          .text(payload.language.rawValue), .null,
        ])
      return LogText(detail: payload.login)
    case UserChanged.type: return try changed(fact, id, into: &rows)
    case UserLeft.type:
      let payload = try fact.payload(UserLeft.self)
      let last = RecordValue.integer(Int64(payload.lastDay.dayNumber))
      rows.add(to: 2, [id, .null, .null, .null, .null, .null, .null, .null, .null, .null, last])
      return LogText(until: payload.lastDay)
    default:
      let payload = try fact.payload(UserOwnRecordGiven.self)
      rows.add(to: 5, [.text(payload.streams.joined(separator: " "))])
      return LogText(detail: String(payload.streams.count))
    }
  }

  private static func changed(_ fact: OpenedFact, _ id: RecordValue, into rows: inout FeatureRows) throws -> LogText {
    let payload = try fact.payload(UserChanged.self)
    let text = { (value: String?, field: UserField) -> RecordValue in
      payload.cleared.contains(field) ? .text("") : .text(orNull: value)
    }
    rows.add(
      to: 2,
      [
        id, .null, .text(orNull: payload.name), .text(orNull: payload.name.map(folded)),
        .text(orNull: payload.name.map(ordering)), .text(orNull: payload.login),
        text(payload.title, .title), text(payload.phone, .phone), text(payload.email, .email),
        .text(orNull: payload.language?.rawValue), .null,
      ])
    return LogText(
      detail: fields([
        ("name", payload.name != nil), ("login", payload.login != nil),
        ("title", payload.title != nil || payload.cleared.contains(.title)),
        ("phone", payload.phone != nil || payload.cleared.contains(.phone)),
        ("email", payload.email != nil || payload.cleared.contains(.email)), ("language", payload.language != nil),
      ]))
  }

  static func absence(_ fact: OpenedFact, into rows: inout FeatureRows) throws -> LogText {
    if fact.fact.draft.type == UserAbsent.type {
      let payload = try fact.payload(UserAbsent.self)
      rows.add(
        to: 4,
        [
          .text(fact.fact.draft.id.description), day(payload.from), day(payload.until), .text(orNull: payload.substitute),
          .text(payload.reason.rawValue),
        ])
      return LogText(what: payload.substitute, from: payload.from, until: payload.until)
    }
    let payload = try fact.payload(UserBack.self)
    rows.add(to: 4, [.text(payload.absence), .null, day(payload.until), .null, .null])
    return LogText(until: payload.until)
  }

  static func grant(_ fact: OpenedFact, into rows: inout FeatureRows) throws -> LogText {
    switch fact.fact.draft.type {
    case RoleGranted.type:
      let payload = try fact.payload(RoleGranted.self)
      return given(fact, .role, LogText(what: payload.role, from: payload.from, until: payload.until), into: &rows)
    case TeamJoined.type:
      let payload = try fact.payload(TeamJoined.self)
      let text = LogText(what: payload.team, detail: payload.part.rawValue, from: payload.from, until: payload.until)
      return given(fact, .team, text, part: payload.part, into: &rows)
    case MandateGranted.type:
      let payload = try fact.payload(MandateGranted.self)
      let text = LogText(what: payload.programme ?? "", detail: payload.text, from: payload.from, until: payload.until)
      return given(fact, .mandate, text, text: payload.text, place: payload.table, into: &rows)
    case VisitationGranted.type:
      let payload = try fact.payload(VisitationGranted.self)
      return given(fact, .visitation, LogText(what: payload.programme, from: payload.from, until: payload.until), into: &rows)
    case RoleEnded.type: return ended(try fact.payload(RoleEnded.self), into: &rows)
    case TeamLeft.type: return ended(try fact.payload(TeamLeft.self), into: &rows)
    case MandateEnded.type: return ended(try fact.payload(MandateEnded.self), into: &rows)
    case VisitationEnded.type: return ended(try fact.payload(VisitationEnded.self), into: &rows)
    default: throw ProjectionFault("a type that the people's tables do not take")
    }
  }

  private static func given(
    _ fact: OpenedFact, _ kind: GrantKind, _ line: LogText, part: TeamPart? = nil, text: String? = nil, place: String? = nil,
    into rows: inout FeatureRows
  ) -> LogText {
    rows.add(
      to: 3,
      [
        .text(fact.fact.draft.id.description), .text(kind.rawValue), .text(line.what ?? ""), .text(orNull: part?.rawValue),
        .text(orNull: text), .text(orNull: place), day(line.from), day(line.until),
      ])
    return line
  }

  private static func ended(_ payload: some PeopleGrantEnd, into rows: inout FeatureRows) -> LogText {
    rows.add(to: 3, [.text(payload.grant), .null, .null, .null, .null, .null, .null, day(payload.until)])
    return LogText(detail: payload.grant, until: payload.until)
  }

  private static func day(_ date: CivilDate?) -> RecordValue { .integer(orNull: date?.dayNumber) }

  private static func fields(_ named: [(String, Bool)]) -> String {
    named.filter(\.1).map(\.0).joined(separator: " ")
  }
}
