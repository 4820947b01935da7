import Base

extension PublishedFigures {
  /// Reads a file of printed figures: `{"schema": 1, "study": …, "cells": [{"table", "row", "column", "printed", "reason"}]}`.
  ///
  /// - Throws: every problem of the file, with its JSON path.
  public static func read(_ bytes: [UInt8], file: String) throws(ProblemList) -> PublishedFigures {
    let problems = ProblemCollector()
    let tree: JSONTree
    do { tree = try JSONTree.parse(bytes) } catch {
      throw ProblemList([Problem(file: file, path: "line \(error.line), column \(error.column)", message: error.message)])
    }
    let figures = JSONReader.read(tree, file: file, problems: problems) { r in
      if r.int("schema") != 1 { r.report("schema", "this program reads schema 1") }
      _ = r.string("study")
      return PublishedFigures(
        cells: r.array("cells", required: true) { c in
          Cell(
            table: c.string("table"), row: c.string("row"), column: c.string("column"), printed: c.double("printed"),
            reason: c.words("reason"))
        })
    }
    try problems.throwIfAny()
    return figures ?? PublishedFigures()
  }
}

extension EconomicInputs {
  /// Reads a file of economic inputs; quantities, prices and percents are read as exact decimals.
  ///
  /// - Throws: every problem of the file, with its JSON path.
  public static func read(_ bytes: [UInt8], file: String) throws(ProblemList) -> EconomicInputs {
    let problems = ProblemCollector()
    let tree: JSONTree
    do { tree = try JSONTree.parse(bytes) } catch {
      throw ProblemList([Problem(file: file, path: "line \(error.line), column \(error.column)", message: error.message)])
    }
    let inputs = JSONReader.read(tree, file: file, problems: problems) { EconomicInputs(reading: $0) }
    try problems.throwIfAny()
    return inputs ?? EconomicInputs()
  }

  init(reading r: JSONReader) {
    if r.int("schema") != 1 { r.report("schema", "this program reads schema 1") }
    _ = r.optionalString("id")
    rates = [:]
    for rate in r.array("rates", { (key: $0.string("staffGroup"), kr: $0.fraction("krPerHour"), _: $0.optionalString("source")) })
    {
      rates[rate.key] = rate.kr
    }
    unitCosts = r.array("unitCosts") { u in
      UnitCost(
        key: u.string("key"), label: u.words("label"),
        terms: u.array("terms", required: true) { Term(quantity: $0.fraction("quantity"), price: $0.fraction("price")) },
        decimals: StudyReading.decimals(u) ?? 0, printed: u.optionalFraction("printed"), source: u.string("source"))
    }
    scenarios = r.array("scenarios") { s in
      Scenario(key: s.string("key"), label: s.words("label"), costs: s.strings("costs"), gains: s.strings("gains"))
    }
    reference = r.array("reference") { p in
      Reference(category: p.string("category"), area: p.string("area"), percent: p.fraction("percent"))
    }
    let keys = Set(unitCosts.map(\.key))
    for (i, s) in scenarios.enumerated() {
      for key in s.costs + s.gains where !keys.contains(key) {
        r.report("scenarios[\(i)]", "there is no unit cost with the key \"\(key)\"")
      }
    }
  }
}
