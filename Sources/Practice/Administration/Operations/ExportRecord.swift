import Base
import Journal
import PracticeRecords
import PracticeRules

/// The whole record of a citizen, handed out on request (aktindsigt).
package struct ExportedRecord: Sendable {
  /// What is hidden in what is handed out.
  package static let mask = "[skjult: oplysning om en anden]"

  /// One value of an entry.
  package struct Field: Hashable, Sendable {
    /// Where it stands in the payload, such as `details.phone`.
    package var path: String
    package var value: String
    /// True for text that people wrote: it may name others and must be read before it is handed out.
    package var isFreeText: Bool
    package var isMasked: Bool
    /// The name of the user, team or organisation whose id the value is.
    package var name: String?
  }

  /// One entry of the journal.
  package struct Entry: Hashable, Sendable {
    package var position: Int64
    package var type: String
    package var occurredAt: OccurredAt
    package var recordedAt: Instant
    /// Who wrote it; the id where the name is not known.
    package var by: String
    package var dataClass: String
    /// The position of the entry that it corrects or withdraws.
    package var corrects: String?
    package var fields: [Field]
  }

  /// The id in addresses.
  package var citizen: String
  package var name: String
  /// The day it was made.
  package var madeOn: CivilDate
  /// The last position of the journal that it holds.
  package var asOf: Int64
  /// Oldest first.
  package var entries: [Entry]
  /// Entries whose keys are gone.
  package var erased: Int
  /// Other streams of the same person that were not open to whoever made it.
  package var elsewhere: Int
}

/// Hands out a citizen's record.
package enum ExportRecord {
  /// Members that hold what people wrote in their own words.
  private static let freeText: Set<String> = ["note", "about", "contactNote", "title", "text", "reasonText", "outcomeNote"]
  /// Members that are called as such, and hold a code.
  private static let codes: Set<String> = ["task.opened about"]
  /// Members that name somebody else, whoever hands it out.
  private static let alwaysMasked: Set<String> = ["other"]

  /// Everything that stands in the citizen's streams; nil when there is no such citizen for this visitor.
  ///
  /// The permission to hand out a record, or that it is one's own, opens all kinds of knowledge; the ordinary record must be open
  /// without it.
  /// - Parameter masked: entries whose free text is hidden, because it tells of others.
  package static func make(
    _ place: Workplace, _ visit: Access.Visit, citizen id: String, masked: Set<Int64>
  ) throws -> ExportedRecord? {
    guard visit.may(.exportRecord) || visit.may(.ownRecord) else {
      visit.refuse(.notPermitted)
      return nil
    }
    guard let opened = try Citizens.open(place, visit, id: id) else { return nil }
    guard opened.admission.reads.contains(.ordinary) else {
      visit.refuse(.notOpen)
      return nil
    }
    var facts: [Fact] = []
    var erased = 0
    for stream in opened.streams {
      for entry in try place.journal.stream(stream) {
        if case .fact(let fact) = entry { facts.append(fact) } else { erased += 1 }
      }
    }
    facts.sort { $0.position < $1.position }
    for dataClass in Access.DataClass.allCases where facts.contains(where: { $0.draft.dataClass == dataClass.rawValue }) {
      visit.show(opened.streams, dataClass)
    }
    visit.became(.export)
    let entries = try named(place, facts.map { entry($0, isMasked: masked.contains($0.position)) })
    return ExportedRecord(
      citizen: id, name: opened.bar.label.da, madeOn: visit.today, asOf: try place.journal.head, entries: entries, erased: erased,
      elsewhere: opened.linked.count - (opened.streams.count - 1))
  }

  /// Ids of users, teams and organisations get their names. One statement.
  private static func named(_ place: Workplace, _ entries: [ExportedRecord.Entry]) throws -> [ExportedRecord.Entry] {
    let ids = entries.flatMap { entry in [entry.by] + entry.fields.map(\.value).filter { StreamID($0) != nil } }
    let names = try place.records.read { try People.names($0, ids) }.mapValues(\.name)
    return entries.map { entry in
      var entry = entry
      entry.by = names[entry.by] ?? entry.by
      for index in entry.fields.indices where !entry.fields[index].isMasked {
        entry.fields[index].name = names[entry.fields[index].value]
      }
      return entry
    }
  }

  private static func entry(_ fact: Fact, isMasked: Bool) -> ExportedRecord.Entry {
    let draft = fact.draft
    let tree = (try? JSONTree.parse(draft.payload)) ?? .null
    var fields: [ExportedRecord.Field] = []
    collect(tree, "", draft.type, isMasked, &fields)
    return ExportedRecord.Entry(
      position: fact.position, type: draft.type, occurredAt: draft.occurredAt, recordedAt: fact.recordedAt,
      by: draft.recordedBy, dataClass: draft.dataClass, corrects: draft.corrects?.description,
      fields: fields)
  }

  private static func collect(
    _ tree: JSONTree, _ path: String, _ type: String, _ isMasked: Bool, _ fields: inout [ExportedRecord.Field]
  ) {
    switch tree {
    case .object(let members):
      for member in members {
        collect(member.value, path.isEmpty ? member.key : "\(path).\(member.key)", type, isMasked, &fields)
      }
    case .array(let elements):
      for (index, element) in elements.enumerated() { collect(element, "\(path)[\(index + 1)]", type, isMasked, &fields) }
    case .string(let text): fields.append(field(path, text, type, isMasked))
    case .number(let text): fields.append(field(path, text, type, false))
    case .bool(let value): fields.append(field(path, value ? "ja" : "nej", type, false))
    case .null: break
    }
  }

  private static func field(_ path: String, _ value: String, _ type: String, _ isMasked: Bool) -> ExportedRecord.Field {
    let key = path.split(separator: ".").last.map { String($0.prefix { $0 != "[" }) } ?? path
    let isFree = freeText.contains(key) && !codes.contains("\(type) \(path)")
    let hides = alwaysMasked.contains(key) || (isFree && isMasked)
    return ExportedRecord.Field(
      path: path, value: hides ? ExportedRecord.mask : value, isFreeText: isFree, isMasked: hides)
  }
}

extension ExportedRecord {
  /// The record as JSON: for another system, or for whoever wants to count.
  package var json: String {
    let lines = entries.map { entry -> JSONTree in
      let members: [JSONTree.Member?] = [
        .init("position", .number(String(entry.position))), .init("type", .string(entry.type)),
        .init("occurredAt", .string(entry.occurredAt.description)), .init("recordedAt", .string(entry.recordedAt.utcText)),
        .init("recordedBy", .string(entry.by)), .init("dataClass", .string(entry.dataClass)),
        entry.corrects.map { .init("corrects", .string($0)) },
        .init("content", .object(entry.fields.map { .init($0.path, .string($0.value)) })),
      ]
      return .object(members.compactMap { $0 })
    }
    let tree = JSONTree.object([
      .init("citizen", .string(citizen)), .init("name", .string(name)), .init("madeOn", .string(madeOn.description)),
      .init("asOf", .number(String(asOf))), .init("erasedEntries", .number(String(erased))),
      .init("streamsElsewhere", .number(String(elsewhere))), .init("entries", .array(lines)),
    ])
    return String(decoding: tree.compact, as: UTF8.self)
  }
}
