internal import Base
internal import Instruments

extension CatalogScan {
  /// Every code of a list that maps to another has a counterpart there, and every option it covers is one of its codes.
  func checkCodes(_ list: CodeList) {
    let file = codeFiles[list.id] ?? list.id
    func report(_ path: String, _ message: String) { problems.report(file: file, path: path, message) }
    for (system, target) in list.mapsTo.sorted(by: { $0.key < $1.key }) {
      guard let other = catalog.codeLists[target] else {
        let near = JSONReader.nearest(target, among: catalog.codeLists.keys).map { "; did you mean \"\($0)\"?" } ?? ""
        report("$.mapsTo.\(system)", "there is no code list \"\(target)\"\(near)")
        continue
      }
      for (index, code) in list.codes.enumerated() {
        guard let counterpart = code.maps[system] else {
          report("$.codes[\(index)].maps", "\"\(code.code)\" has no code in \(system); every code of this list needs one")
          continue
        }
        if other[counterpart] == nil {
          report("$.codes[\(index)].maps.\(system)", "\(target) has no code \"\(counterpart)\"")
        }
      }
    }
    for (index, source) in list.optionsOf.enumerated() {
      guard let item = catalog.instrument(source.instrument)?.item(source.item) else {
        report("$.optionsOf[\(index)]", "there is no item \"\(source.item)\" in an instrument \"\(source.instrument)\"")
        continue
      }
      for option in item.options where list[option.code] == nil {
        report("$.optionsOf[\(index)]", "the option \"\(option.code)\" of \(source.instrument) has no code here")
      }
    }
  }
}
