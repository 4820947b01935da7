import Base
import Foundation
import GRDB
import Journal
import PracticeRecords
import PracticeRules
import Records

/// Who a page is about: what stands at the top of every page of a citizen.
package struct CitizenBar: Hashable, Sendable {
  /// An alert in force.
  package struct Alert: Hashable, Sendable {
    package var kind: Citizens.AlertKind
    package var note: String?

    package init(kind: Citizens.AlertKind, note: String?) {
      self.kind = kind
      self.note = note
    }

    /// The alert and its note.
    package func text(_ language: Language) -> String { [kind.words[language], note].compactMap { $0 }.joined(separator: ": ") }
  }

  /// The id in addresses; it says nothing about the person.
  package var id: String
  /// The name, the alias in quotation marks, or the number in the source.
  package var label: Words
  package var birth: Citizens.BirthDate?
  /// In whole years today, where the birthday is known to the day.
  package var age: Int?
  package var level: Citizens.Level?
  package var protection: Citizens.Protection
  package var alerts: [Alert]
  /// The study and the place of somebody who was imported; nil for citizens of an organisation.
  package var study: String?
  package var studyTitle: Words?
  package var site: String?
}

extension Citizens {
  /// A citizen whose page is open to who visits.
  package struct Opened: Sendable {
    package var bar: CitizenBar
    package var admission: Access.Admission
    /// What is known now, of the stream that was asked for.
    package var current: Current
    /// The streams of the same person that are just as open, the one asked for first.
    package var streams: [StreamID]
    /// The other streams of the person that the visitor may know of.
    package var linked: [Current]

    package var id: String { bar.id }
    package var stream: StreamID { current.stream }
    /// Whether the visitor may see more than who it is.
    package var isOpen: Bool { admission.reads.contains(.ordinary) || admission.reads.contains(.research) }
  }

  /// Opens a citizen's page; nil when there is none, or none for this visitor.
  ///
  /// The same number of statements whoever it is. Notes the identity as shown.
  package static func open(_ place: Workplace, _ visit: Access.Visit, id: String) throws -> Opened? {
    guard let stream = StreamID(id) else { return nil }
    return try open(place, visit, stream)
  }

  /// Opens a citizen's page; nil when there is none, or none for this visitor.
  package static func open(_ place: Workplace, _ visit: Access.Visit, _ stream: StreamID) throws -> Opened? {
    guard let admission = try place.admit(visit, stream) else { return nil }
    guard admission.reads.contains(.identity) || admission.reads.contains(.research) else {
      visit.refuse(.notOpen, about: [stream])
      return nil
    }
    let asker = asker(visit, admission.reads.contains(.identity) ? .identity : .research)
    let (all, alerts) = try place.records.read { db in
      let streams = try streams(db, ofPersonOf: stream)
      return (try current(db, asker, of: streams), try Citizens.alerts(db, of: streams, inForceOn: visit.today))
    }
    guard let own = all.first(where: { $0.stream == stream }) else { return nil }
    let linked = all.filter { $0.stream != stream }
    let reads = try readable(place, visit, linked.map(\.stream))
    let together = linked.map(\.stream).filter { reads[$0, default: []].isSuperset(of: admission.reads) }
    visit.show([stream], admission.reads.contains(.identity) ? .identity : .research)
    let open = Set([stream] + together)
    let isOpen = admission.reads.contains(.ordinary)
    let shown = alerts.filter { isOpen && open.contains($0.stream) }.map { CitizenBar.Alert(kind: $0.kind, note: $0.note) }
    return Opened(
      bar: bar(place, own, shown, visit.today), admission: admission, current: own, streams: [stream] + together, linked: linked)
  }

  /// What stands at the top of every page of a citizen; nil when there is none, or none for this visitor.
  package static func bar(_ place: Workplace, _ visit: Access.Visit, _ stream: StreamID) throws -> CitizenBar? {
    try open(place, visit, stream)?.bar
  }

  /// What citizens are called, for lists of other features: those that the visitor may know of. One statement.
  ///
  /// Notes them as shown.
  package static func labels(_ place: Workplace, _ visit: Access.Visit, _ streams: [StreamID]) throws -> [StreamID: String] {
    guard !streams.isEmpty else { return [:] }
    let unique = Array(Set(streams))
    let condition = visit.condition(.read, .identity, alias: "a")
    let size = [1, 8, 64, 512, 4096].first { $0 >= unique.count } ?? unique.count
    let marks = Array(repeating: "?", count: size).joined(separator: ", ")
    let ids = unique.map { RecordValue.blob($0.bytes) } + Array(repeating: .null, count: size - unique.count)
    let sql = """
      SELECT a.id, n.level, n.given, n.family, n.alias FROM citizens_access a LEFT JOIN citizens_name n ON n.stream = a.stream
      WHERE \(condition.sql) AND a.id IN (\(marks))
      """
    let rows = try place.records.read { db in
      try RawQuery(db, sql, condition.arguments + ids).map { row -> (StreamID, String)? in
        guard let stream = row.stream(0) else { return nil }
        func text(_ column: Int32) -> String? { row.text(orNull: column).flatMap { $0.isEmpty ? nil : $0 } }
        let name = PersonName(given: text(2), family: text(3), alias: text(4))
        return (stream, label(name, text(1).flatMap { Level(rawValue: $0) }).da)
      }
    }
    let found = Dictionary(rows.compactMap { $0 }, uniquingKeysWith: { first, _ in first })
    visit.show(found.keys, .identity)
    return found
  }

  /// What a person is called.
  static func label(_ name: PersonName, _ level: Level?) -> Words {
    let text = name.display
    if level == .anonymous {
      return Words(da: text.isEmpty ? "Anonym" : "Anonym \(text)", en: text.isEmpty ? "Anonymous" : "Anonymous \(text)")
    }
    return text.isEmpty ? Words(da: "Uden navn", en: "No name") : Words(da: text, en: text)
  }

  static func label(_ current: Current) -> Words {
    if current.level == nil, !current.source.isEmpty { return Words(da: current.source, en: current.source) }
    return label(current.details.name, current.level)
  }

  static func bar(_ place: Workplace, _ current: Current, _ alerts: [CitizenBar.Alert], _ today: CivilDate) -> CitizenBar {
    let study = current.study.isEmpty ? nil : current.study
    return CitizenBar(
      id: current.stream.description, label: label(current), birth: current.details.birth,
      age: current.details.birth?.age(on: today), level: current.level, protection: Protection(current.protection), alerts: alerts,
      study: study,
      studyTitle: study.flatMap { StudyCatalog.label($0, place.catalog) }, site: current.site)
  }

  static func asker(_ visit: Access.Visit, _ dataClass: Access.DataClass = .identity) -> Asker {
    Asker(
      identity: visit.condition(.read, dataClass, alias: "a"), address: visit.condition(.read, .address, alias: "a"),
      users: visit.caller.standsInFor.union([visit.caller.user]), teams: visit.caller.teams, today: visit.today)
  }

  /// What the visitor may read of some streams. One statement.
  private static func readable(_ place: Workplace, _ visit: Access.Visit, _ streams: [StreamID]) throws
    -> [StreamID: Set<Access.DataClass>]
  {
    let classes = Access.DataClass.allCases
    var columns: [String] = []
    var arguments: [RecordValue] = []
    for dataClass in classes {
      let condition = visit.condition(.read, dataClass, alias: "a")
      columns.append(condition.sql)
      arguments += condition.arguments
    }
    let marks = Array(repeating: "?", count: max(1, streams.count)).joined(separator: ", ")
    let sql = "SELECT a.id, \(columns.joined(separator: ", ")) FROM citizens_access a WHERE a.id IN (\(marks))"
    let ids = streams.isEmpty ? [RecordValue.null] : streams.map { .blob($0.bytes) }
    let rows = try place.records.read { db in
      try RawQuery(db, sql, arguments + ids).map { row in
        (row.stream(0), Set(classes.enumerated().filter { row.integer(Int32($0.offset) + 1) != 0 }.map(\.element)))
      }
    }
    return Dictionary(
      rows.compactMap { stream, reads in stream.map { ($0, reads) } }, uniquingKeysWith: { first, _ in first })
  }
}
