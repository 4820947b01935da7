package import Base
package import Instruments

/// What services do, read from the catalog's folders and found to be without fault.
package struct Catalog: Sendable {
  /// Instruments by id, versions ascending.
  package private(set) var instruments: [String: [InstrumentDefinition]] = [:]
  /// Organisational models by id.
  package var programmes: [String: Programme] = [:]
  /// Code lists by id.
  package var codeLists: [String: CodeList] = [:]
  /// Retention classes by id.
  package var retention: [String: RetentionClass] = [:]
  /// All other files by folder and id: studies, economics, imports, published figures and what callers have asked for.
  package private(set) var documents: [String: [String: CatalogDocument]] = [:]
  /// Content hashes in lower-case hex by key, such as `instruments/ces-d@1` or `programmes/urs@1`.
  package private(set) var hashes: [String: String] = [:]

  package init() {}

  /// An instrument; without a version the newest.
  package func instrument(_ id: String, version: Int? = nil) -> InstrumentDefinition? {
    guard let versions = instruments[id] else { return nil }
    guard let version else { return versions.last }
    return versions.first { $0.version == version }
  }

  /// The id of an answered form's definition as facts name it: `ces-d@1#<hash>`; nil when there is none.
  package func reference(_ id: String, version: Int? = nil) -> String? { instrumentReference(id, version: version)?.text }

  /// Which definition a form is answered with, with its content hash; without a version the newest. Nil when there is none.
  package func instrumentReference(_ id: String, version: Int? = nil) -> InstrumentReference? {
    guard let found = instrument(id, version: version), let hash = hashes["instruments/\(found.key)"] else { return nil }
    return InstrumentReference(id: found.id, version: found.version, hash: hash)
  }

  /// A file of a folder such as `studies`.
  package func document(_ folder: String, _ id: String) -> CatalogDocument? { documents[folder]?[id] }

  mutating func add(_ definition: InstrumentDefinition, hash: String) {
    var versions = instruments[definition.id] ?? []
    versions.removeAll { $0.version == definition.version }
    versions.append(definition)
    instruments[definition.id] = versions.sorted { $0.version < $1.version }
    hashes["instruments/\(definition.key)"] = hash
  }

  mutating func add(_ document: CatalogDocument) {
    documents[document.folder, default: [:]][document.id] = document
    hashes["\(document.folder)/\(document.id)"] = document.hash
  }

  mutating func setHash(_ hash: String, of key: String) { hashes[key] = hash }
}

/// A file that another part of the program reads.
package struct CatalogDocument: Sendable {
  /// The folder, such as `studies`.
  package var folder: String
  /// The file's name without `.json`.
  package var id: String
  /// The file, as it is named in problems.
  package var file: String
  /// Its content.
  package var tree: JSONTree
  /// SHA-256 of the canonical bytes, in lower-case hex.
  package var hash: String
}

/// A folder whose files another part of the program reads and checks.
package struct CatalogSection: Sendable {
  /// The folder below the catalog, such as `studies`.
  package var folder: String
  let examine: @Sendable (CatalogDocument, Catalog, ProblemCollector) -> Void

  /// A section whose files are read key by key; keys that are not asked for are reported. By then the catalog holds instruments,
  /// programmes, code lists and all other documents.
  package init(folder: String, check: @escaping @Sendable (JSONReader, CatalogDocument, Catalog) -> Void) {
    self.folder = folder
    examine = { document, catalog, problems in
      _ = JSONReader.read(document.tree, file: document.file, problems: problems) { check($0, document, catalog) }
    }
  }

  private init(folder: String, examine: @escaping @Sendable (CatalogDocument, Catalog, ProblemCollector) -> Void) {
    self.folder = folder
    self.examine = examine
  }

  /// A section whose files are read whole by a reader of their own, which reports unknown keys itself.
  package static func whole(
    _ folder: String, _ examine: @escaping @Sendable (CatalogDocument, Catalog, ProblemCollector) -> Void
  ) -> CatalogSection { CatalogSection(folder: folder, examine: examine) }
}

/// A closed list of codes, with what they are called elsewhere.
package struct CodeList: Sendable, Hashable {
  package var id: String
  package var title: Words
  package var source: String
  package var codes: [Code]
  /// The systems that every code has a counterpart in, with the code list that holds them, such as `tdi` and `tdi-drugs`.
  package var mapsTo: [String: String] = [:]
  /// The items whose options the list covers: each option of their newest version is one of its codes.
  package var optionsOf: [Item] = []

  /// An item of an instrument.
  package struct Item: Sendable, Hashable {
    package var instrument: String
    package var item: String
  }

  /// A code with its label.
  package struct Code: Sendable, Hashable {
    package var code: String
    package var label: Words
    /// The code in other systems, by their name, such as `tdi`.
    package var maps: [String: String]
  }

  /// The code with this name.
  package subscript(_ code: String) -> Code? { codes.first { $0.code == code } }
}

/// How long a class of facts is kept.
package struct RetentionClass: Sendable, Hashable {
  package var id: String
  package var title: Words
  /// Months it is kept.
  package var keepMonths: Int
  /// When the months begin.
  package var from: Start
  /// The law or decision it rests on.
  package var basis: String
  /// False until somebody answerable has checked the basis.
  package var verified: Bool

  /// When the months begin.
  package enum Start: String, CaseIterable, Sendable {
    /// When the case was closed.
    case closed
    /// At the last entry.
    case lastEntry
  }
}
