import Base
import CatalogFiles
import Foundation
import Journal
import PracticeRules

import struct Journal.RetentionClass

/// What keeps the data: backups, retention, the catalog in force.
package enum SystemKeeping {
  /// Backups that were made of the data folder.
  package struct Backups: Sendable {
    /// One backup.
    package struct Line: Sendable, Hashable {
      package var name: String
      package var root: String
      package var keysApart: Bool
      package var madeAt: String
      package var bytes: Int64
      package var head: Int64
    }

    /// Newest first.
    package var lines: [Line]
    /// Places where the list of erasures is not up to date, and why.
    package var troubles: [String]
    /// Hours since the last; nil when there is none.
    package var hoursSinceLast: Int?
  }

  /// Hours after which a missing backup is told.
  package static let backupHours = 26

  /// The backups; nil when the journal is in memory only.
  package static func backups(_ place: Workplace) throws -> Backups? {
    guard let folder = place.folder else { return nil }
    let register = try BackupRegister.read(folder)
    let lines = register.backups.reversed().map { backup in
      Backups.Line(
        name: backup.name, root: backup.root, keysApart: backup.keysRoot != nil, madeAt: backup.madeAt, bytes: backup.bytes,
        head: backup.head)
    }
    let last = lines.first.flatMap { Instant(utcText: $0.madeAt) }
    return Backups(
      lines: lines, troubles: register.places.compactMap { place in place.trouble.map { "\(place.root): \($0)" } },
      hoursSinceLast: last.map { Int((place.now().milliseconds - $0.milliseconds) / 3_600_000) })
  }

  /// What a retention run would erase today, counted by retention class.
  package struct RetentionDue: Sendable {
    /// One class.
    package struct Line: Sendable, Hashable {
      package var title: Words
      package var basis: String
      package var isVerified: Bool
      package var keepMonths: Int
      package var streams: Int
      package var entries: Int64
    }

    package var lines: [Line]
    package var notDue: Int
    package var held: Int
    /// Classes in the journal that the catalog does not know, with their number of streams.
    package var unknown: [String: Int]
  }

  /// The preview of a retention run. Changes nothing.
  package static func retention(_ place: Workplace) throws -> RetentionDue {
    let classes = place.catalog.retention
    let terms = RetentionRun.Terms(
      classes: classes.values.map { .init(id: $0.id, keep: .months($0.keepMonths), basis: $0.basis) },
      on: place.today, zone: Access.zone)
    let preview = try RetentionRun.preview(place.journal, terms)
    let due = Dictionary(grouping: preview.lines, by: \.retention)
    let lines = classes.values.sorted { $0.id < $1.id }.map { entry in
      RetentionDue.Line(
        title: entry.title, basis: entry.basis, isVerified: entry.verified, keepMonths: entry.keepMonths,
        streams: due[entry.id]?.count ?? 0, entries: (due[entry.id] ?? []).reduce(0) { $0 + $1.entries })
    }
    return RetentionDue(lines: lines, notDue: preview.kept, held: preview.held, unknown: preview.unknownClasses)
  }

  /// A definition of the catalog that is in force.
  package struct Definition: Sendable, Hashable {
    package var kind: Words
    package var id: String
    package var title: Words
    package var version: String
    /// The first letters of the hash of what it says.
    package var hash: String
  }

  /// Everything of the catalog that is in force.
  package static func catalog(_ place: Workplace) -> [Definition] {
    let catalog = place.catalog
    func hash(_ key: String) -> String { String((catalog.hashes[key] ?? "").prefix(12)) }
    let instruments = place.instrumentsInForce().map { instrument in
      Definition(
        kind: Words(da: "Måleredskab", en: "Instrument"), id: instrument.id, title: instrument.title,
        version: String(instrument.version), hash: hash("instruments/\(instrument.key)"))
    }
    let programmes = catalog.programmes.values.sorted { $0.id < $1.id }.map { programme in
      Definition(
        kind: Words(da: "Indsats", en: "Programme"), id: programme.id, title: programme.title, version: String(programme.version),
        hash: hash("programmes/\(programme.key)"))
    }
    let codes = catalog.codeLists.values.sorted { $0.id < $1.id }.map { list in
      Definition(
        kind: Words(da: "Kodeliste", en: "Code list"), id: list.id, title: list.title, version: "", hash: hash("codes/\(list.id)")
      )
    }
    let studies = place.studyTitles().map { study in
      Definition(
        kind: Words(da: "Undersøgelse", en: "Study"), id: study.id, title: study.title, version: "",
        hash: String((catalog.document("studies", study.id)?.hash ?? "").prefix(12)))
    }
    let roles = place.policy.roles.values.sorted { $0.id < $1.id }.map { role in
      Definition(kind: Words(da: "Rolle", en: "Role"), id: role.id, title: role.title, version: "", hash: "")
    }
    return instruments + programmes + studies + codes + roles
  }
}
