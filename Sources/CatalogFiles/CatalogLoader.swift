package import Base
package import Foundation
internal import Instruments

/// Reads catalog folders and finds all that is wrong with them.
///
/// A folder holds `instruments/<id>/<version>.json`, `programmes/<id>.json`, `codes/<id>.json`, `retention.json`, `published.lock` and
/// folders of documents that other parts of the program read (`studies`, `economics`, `imports`, `published`). Later folders add to
/// earlier ones and replace programmes, code lists and documents by id; a version of an instrument is never replaced.
package enum CatalogLoader {
  /// Folders whose files are kept as documents, also when nobody has registered a reader for them.
  package static let documentFolders = ["economics", "imports", "published", "studies"]

  /// Single files that are kept as documents: `roles.json` is the document `roles` of the folder `roles`.
  package static let documentFiles = ["roles.json"]

  /// The catalog of the folders together.
  ///
  /// - Parameters:
  ///   - folders: base first, then what adds to it.
  ///   - sections: readers for document folders.
  /// - Throws: every problem of every file.
  package static func load(folders: [URL], sections: [CatalogSection] = []) throws(ProblemList) -> Catalog {
    let (catalog, problems) = check(folders: folders, sections: sections)
    if !problems.isEmpty { throw ProblemList(problems) }
    return catalog
  }

  /// What can be read, and every problem; the catalog is to be used only when there is none.
  package static func check(folders: [URL], sections: [CatalogSection] = []) -> (catalog: Catalog, problems: [Problem]) {
    let problems = ProblemCollector()
    var scan = CatalogScan(problems: problems, documents: Set(documentFolders + sections.map(\.folder)))
    for folder in folders {
      scan.prefix = folders.count > 1 ? "\(folder.lastPathComponent)/" : ""
      scan.read(folder)
    }
    scan.checkReferences()
    for section in sections {
      for document in (scan.catalog.documents[section.folder] ?? [:]).values.sorted(by: { $0.id < $1.id }) {
        section.examine(document, scan.catalog, problems)
      }
    }
    return (scan.catalog, problems.problems)
  }
}

/// One pass over the folders.
struct CatalogScan {
  let problems: ProblemCollector
  let documents: Set<String>
  var catalog = Catalog()
  /// Put before file names when there are several folders.
  var prefix = ""
  private var sources: [String: String] = [:]
  /// Where a programme was read, for problems of its references.
  private var programmeFiles: [String: String] = [:]
  /// Where a code list was read.
  var codeFiles: [String: String] = [:]

  init(problems: ProblemCollector, documents: Set<String>) {
    self.problems = problems
    self.documents = documents
  }

  private func report(_ file: String, _ path: String, _ message: String) {
    problems.report(file: prefix + file, path: path, message)
  }

  mutating func read(_ folder: URL) {
    guard let names = CatalogScan.names(in: folder) else {
      problems.report(
        file: folder.lastPathComponent, path: "-", "there is no such folder, or it cannot be read; name the catalog's folder")
      return
    }
    let known = documents.union(["instruments", "programmes", "codes", "retention.json", CatalogLock.fileName])
      .union(CatalogLoader.documentFiles)
    var hashes: [String: String] = [:]
    for name in names {
      let url = folder.appendingPathComponent(name)
      switch name {
      case "instruments": readInstruments(url, &hashes)
      case "programmes": readProgrammes(url, &hashes)
      case "codes": eachFile(in: url, "codes") { $0.readCodes($1, $2, $3) }
      case "retention.json": readRetention(url)
      case CatalogLock.fileName, "README.md": break
      case _ where CatalogLoader.documentFiles.contains(name):
        guard let tree = tree(url, name) else { break }
        let id = String(name.dropLast(5))
        catalog.add(CatalogDocument(folder: id, id: id, file: prefix + name, tree: tree, hash: CatalogHash.of(tree)))
      default:
        if documents.contains(name) {
          eachFile(in: url, name) { scan, file, id, tree in
            let document = CatalogDocument(folder: name, id: id, file: scan.prefix + file, tree: tree, hash: CatalogHash.of(tree))
            scan.catalog.add(document)
          }
        } else {
          let near = JSONReader.nearest(name, among: known.sorted()).map { "; did you mean \"\($0)\"?" } ?? ""
          report(name, "-", "the catalog has no such file or folder\(near)")
        }
      }
    }
    if names.contains(CatalogLock.fileName) { checkLock(folder, hashes) }
  }

  // MARK: - Kinds

  private mutating func readInstruments(_ folder: URL, _ hashes: inout [String: String]) {
    guard let ids = CatalogScan.names(in: folder) else { return report("instruments", "-", "a folder is expected here") }
    for id in ids {
      eachFile(in: folder.appendingPathComponent(id), "instruments/\(id)") { scan, file, version, tree in
        let before = scan.problems.problems.count
        let definition = JSONReader.read(
          tree, file: scan.prefix + file, problems: scan.problems, InstrumentDefinition.readChecked)
        guard let definition else { return }
        if definition.id != id, !definition.id.isEmpty {
          scan.report(file, "$.id", "is \"\(definition.id)\", but the folder is \"\(id)\"")
        }
        if String(definition.version) != version, definition.version != 0 {
          scan.report(file, "$.version", "is \(definition.version), but the file is \(version).json")
        }
        let hash = CatalogHash.of(tree)
        hashes["instruments/\(id) \(version)"] = hash
        let key = "instruments/\(definition.key)"
        if let earlier = scan.catalog.hashes[key], earlier != hash {
          scan.report(
            file, "$",
            "\(definition.key) stands with other content in \(scan.sources[key] ?? "another folder"); give it a new version")
        }
        scan.sources[key] = scan.prefix + file
        if scan.problems.problems.count == before { scan.catalog.add(definition, hash: hash) }
      }
    }
  }

  private mutating func readProgrammes(_ folder: URL, _ hashes: inout [String: String]) {
    eachFile(in: folder, "programmes") { scan, file, id, tree in
      let before = scan.problems.problems.count
      guard let programme = JSONReader.read(tree, file: scan.prefix + file, problems: scan.problems, Programme.read) else {
        return
      }
      scan.checkName(programme.id, id, file)
      for fault in programme.faults() { scan.report(file, "$\(fault.path)", fault.message) }
      let hash = CatalogHash.of(tree)
      hashes["programmes/\(id) \(programme.version)"] = hash
      scan.programmeFiles[programme.id] = scan.prefix + file
      if scan.problems.problems.count == before {
        scan.catalog.programmes[programme.id] = programme
        scan.catalog.setHash(hash, of: "programmes/\(programme.key)")
      } else {
        scan.checkForms(programme)
      }
    }
  }

  private mutating func readCodes(_ file: String, _ id: String, _ tree: JSONTree) {
    let list = JSONReader.read(tree, file: prefix + file, problems: problems) { r in
      CodeList(
        id: r.string("id"), title: r.words("title"), source: r.string("source"),
        codes: r.array("codes", required: true) { c in
          let maps = c.map("maps") { _, element in element.string }
          return CodeList.Code(
            code: c.string("code"), label: c.words("label"),
            maps: Dictionary(maps.map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first }))
        },
        mapsTo: Dictionary(
          r.map("mapsTo") { _, element in element.string }.map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first }),
        optionsOf: r.array("optionsOf") { CodeList.Item(instrument: $0.string("instrument"), item: $0.string("item")) })
    }
    guard let list else { return }
    checkName(list.id, id, file)
    var seen = Set<String>()
    for (index, code) in list.codes.enumerated() where !seen.insert(code.code).inserted {
      report(file, "$.codes[\(index)].code", "\"\(code.code)\" stands twice; each needs its own")
    }
    catalog.codeLists[list.id] = list
    codeFiles[list.id] = prefix + file
    catalog.setHash(CatalogHash.of(tree), of: "codes/\(list.id)")
  }

  private mutating func readRetention(_ url: URL) {
    guard let tree = tree(url, "retention.json") else { return }
    let classes = JSONReader.read(tree, file: prefix + "retention.json", problems: problems) { r in
      r.array("classes", required: true) { c in
        let months = c.int("keepMonths")
        if months < 1 { c.report("keepMonths", "at least 1 month") }
        return RetentionClass(
          id: c.string("id"), title: c.words("title"), keepMonths: months,
          from: c.oneOf("from", RetentionClass.Start.self) ?? .lastEntry,
          basis: c.string("basis"), verified: c.bool("verified", default: false))
      }
    }
    var seen = Set<String>()
    for (index, entry) in (classes ?? []).enumerated() {
      if !seen.insert(entry.id).inserted { report("retention.json", "$.classes[\(index)].id", "\"\(entry.id)\" stands twice") }
      catalog.retention[entry.id] = entry
    }
  }

  // MARK: - References between files

  mutating func checkReferences() {
    for programme in catalog.programmes.values.sorted(by: { $0.id < $1.id }) { checkForms(programme) }
    for list in catalog.codeLists.values.sorted(by: { $0.id < $1.id }) { checkCodes(list) }
  }

  private func checkForms(_ programme: Programme) {
    let file = programmeFiles[programme.id] ?? programme.id
    let known = sources.keys.compactMap { $0.dropFirst("instruments/".count).split(separator: "@").first.map(String.init) }
    func missing(_ id: String, _ path: String) -> Bool {
      if known.contains(id) { return false }
      let near = JSONReader.nearest(id, among: known.sorted()).map { "; did you mean \"\($0)\"?" } ?? ""
      problems.report(file: file, path: path, "there is no instrument \"\(id)\"\(near)")
      return true
    }
    for (index, form) in programme.forms.enumerated() {
      if missing(form.instrument, "$.forms[\(index)].instrument") { continue }
      let waves = Set(form.waves.map(\.id))
      let named = (catalog.instrument(form.instrument)?.items ?? []).flatMap { item in item.waves + item.options.flatMap(\.waves)
      }
      for wave in Set(named).subtracting(waves).sorted() {
        problems.report(
          file: file, path: "$.forms[\(index)].waves",
          "\(form.instrument) has items for a wave \"\(wave)\" that is not listed here")
      }
    }
    for (index, id) in programme.fidelity.enumerated() { _ = missing(id, "$.fidelity[\(index)]") }
  }

  // MARK: - Files

  private func checkName(_ id: String, _ name: String, _ file: String) {
    if id != name, !id.isEmpty { report(file, "$.id", "is \"\(id)\", but the file is \(name).json") }
  }

  private func checkLock(_ folder: URL, _ hashes: [String: String]) {
    let lock: [CatalogLock.Line]
    do { lock = try CatalogLock.read(folder) } catch {
      for problem in error.problems { report(problem.file, problem.path, problem.message) }
      return
    }
    for line in lock {
      let place = "line \(line.number)"
      guard let hash = hashes["\(line.name) \(line.version)"] else {
        report(
          CatalogLock.fileName, place,
          "\(line.name) version \(line.version) is published, but its file is gone or cannot be read; put it back")
        continue
      }
      if hash != line.hash {
        report(
          CatalogLock.fileName, place,
          "\(line.name) version \(line.version) is published and has been changed; undo the change and make a new version")
      }
    }
  }

  private mutating func eachFile(
    in folder: URL, _ path: String, _ body: (inout CatalogScan, String, String, JSONTree) -> Void
  ) {
    guard let names = CatalogScan.names(in: folder) else {
      report(path, "-", "a folder is expected here")
      return
    }
    for name in names where name != "README.md" {
      let file = "\(path)/\(name)"
      guard name.hasSuffix(".json") else {
        report(file, "-", "only .json files belong here")
        continue
      }
      if let tree = tree(folder.appendingPathComponent(name), file) { body(&self, file, String(name.dropLast(5)), tree) }
    }
  }

  private func tree(_ url: URL, _ file: String) -> JSONTree? {
    guard let data = try? Data(contentsOf: url) else {
      report(file, "-", "the file cannot be read; check its permissions")
      return nil
    }
    do {
      return try JSONTree.parse(Array(data))
    } catch {
      report(file, "line \(error.line), column \(error.column)", error.message)
      return nil
    }
  }

  static func names(in folder: URL) -> [String]? {
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path) else { return nil }
    return names.filter { !$0.hasPrefix(".") }.sorted()
  }
}
