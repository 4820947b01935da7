import Base
import CatalogFiles
import Foundation
import Testing

@Suite struct CatalogLoaderTests {
  @Test func ownCatalogHasNoProblem() throws {
    let catalog = try CatalogLoader.load(folders: [Repository.catalog])
    for id in [
      "urs-baseline", "urs-motivation", "urs-situation", "urs-affiliation", "urs-fidelity", "ces-d", "asi-30day", "help-baseline",
    ] {
      #expect(catalog.instrument(id) != nil, "\(id)")
    }
    let urs = try #require(catalog.programmes["urs"])
    let load = try #require(urs.targetGroup.load)
    #expect(load.isMet(["crime", "economy", "relations"]) && !load.isMet(["crime", "economy", "crime-x"]))
    #expect(urs.limits.map(\.max) == [15, 3])
    #expect(catalog.codeLists["substances"]?["cannabis"]?.maps == ["tdi": "7.1"])
    #expect(catalog.retention["import"] != nil)
    #expect(catalog.reference("ces-d")?.hasPrefix("ces-d@1#") == true)
    let reference = try #require(catalog.instrumentReference("ces-d"))
    #expect(
      reference.text == catalog.reference("ces-d") && reference.version == 1
        && reference.hash == catalog.hashes["instruments/ces-d@1"])
    #expect(catalog.instrument("ces-d", version: 2) == nil)
  }

  @Test func everyListOfSubstancesMapsToTDI() throws {
    let catalog = try CatalogLoader.load(folders: [Repository.catalog])
    let lists = catalog.codeLists.values.filter { $0.mapsTo["tdi"] == "tdi-drugs" }
    #expect(lists.map(\.id).sorted().count == 5 && lists.allSatisfy { list in list.codes.allSatisfy { $0.maps["tdi"] != nil } })
    #expect(lists.flatMap(\.optionsOf).count == 4)
    // An item whose options are substances has a list that covers them.
    let covered = Set(lists.flatMap(\.optionsOf))
    for definition in catalog.instruments.values.compactMap(\.last) {
      for item in definition.items where item.options.contains(where: { ["heroin", "opioids"].contains($0.code) }) {
        #expect(covered.contains { $0.instrument == definition.id && $0.item == item.id }, "\(definition.id) \(item.id)")
      }
    }
  }

  @Test func aCodeWithoutACounterpartIsReported() throws {
    let words = #"{"da": "A", "en": "A"}"#
    func list(_ id: String, _ more: String, _ codes: String) -> String {
      "{\"id\": \"\(id)\", \"title\": \(words), \"source\": \"s\", \(more) \"codes\": [\(codes)]}"
    }
    let test = try TestCatalog([
      "instruments/form/1.json": TestCatalog.instrument(),
      "codes/there.json": list("there", "", "{\"code\": \"1\", \"label\": \(words)}"),
      "codes/here.json": list(
        "here",
        "\"mapsTo\": {\"tdi\": \"there\", \"icd\": \"ther\"}, \"optionsOf\": [{\"instrument\": \"form\", \"item\": \"none\"}],",
        "{\"code\": \"a\", \"label\": \(words), \"maps\": {\"tdi\": \"1\"}}, {\"code\": \"b\", \"label\": \(words), \"maps\": {\"tdi\": \"2\"}}, "
          + "{\"code\": \"c\", \"label\": \(words)}"),
    ])
    let found = test.problems().filter { $0.file == "codes/here.json" }
    #expect(
      found.map(\.path) == [
        "$.mapsTo.icd", "$.codes[1].maps.tdi", "$.codes[2].maps", "$.optionsOf[0]",
      ], "\(found)")
  }

  @Test func everyDefinitionDescribesItselfInBothLanguages() throws {
    let catalog = try CatalogLoader.load(folders: [Repository.catalog])
    for id in Array(catalog.instruments.keys) + Array(catalog.programmes.keys) + Array(catalog.codeLists.keys) {
      let danish = try #require(CatalogDescription.text(id, in: catalog, .da))
      let english = try #require(CatalogDescription.text(id, in: catalog, .en))
      #expect(danish != english && !danish.contains("misbruger"), "\(id)")
    }
    let situation = try #require(CatalogDescription.text("urs-situation", in: catalog, .da))
    #expect(situation.contains("Stilles, når „Dage med stofproblemer“ er over 0"))
    #expect(CatalogDescription.text("nothing", in: catalog, .da) == nil)
    #expect(CatalogDescription.list(catalog, .en).contains("urs@1"))
  }

  @Test func badFilesOfEveryKindAreListedAtOnce() throws {
    let test = try TestCatalog([
      "instruments/form/1.json": TestCatalog.instrument(),
      "instruments/broken/1.json": "{\"id\": \"broken\",\n \"version\" 1}",
      "instruments/other/1.json": TestCatalog.instrument("odder"),
      "instruments/old/2.json": TestCatalog.instrument("old", version: 1),
      "instruments/form/notes.txt": "x",
      "instruments/wrong/1.json": TestCatalog.instrument("wrong").replacing(
        "\"expected\": {\"s\": 2}", with: "\"expected\": {\"s\": 1}"),
      "programmes/p.json": TestCatalog.programme(instrument: "forn", status: "doen"),
      "codes/c.json": """
      {"id": "c", "title": {"da": "C", "en": "C"}, "source": "s", "codes": [{"code": "a", "label": {"da": "A", "en": "A"}},
       {"code": "a", "label": {"da": "A", "en": "A"}, "maps": {"tdi": 1}}]}
      """,
      "retention.json":
        "{\"classes\": [{\"id\": \"x\", \"title\": {\"da\": \"X\", \"en\": \"X\"}, \"keepMonths\": 0, \"from\": \"closing\", \"basis\": \"b\"}]}",
      "studies/bad.json": "{\"id\": }",
      "programs/p.json": "{}",
    ])
    try test.write("instruments/latin/1.json", Data([0x7B, 0xE6, 0x7D]))
    let problems = test.problems()
    func has(_ file: String, _ path: String, _ message: String) -> Bool {
      problems.contains { $0.file == file && $0.path == path && $0.message.contains(message) }
    }
    #expect(has("instruments/broken/1.json", "line 2, column 12", "a colon is expected"), "\(problems)")
    #expect(has("instruments/latin/1.json", "line 1, column 2", "UTF-8"))
    #expect(has("instruments/other/1.json", "$.id", "the folder is \"other\""))
    #expect(has("instruments/old/2.json", "$.version", "the file is 2.json"))
    #expect(has("instruments/form/notes.txt", "-", "only .json files"))
    #expect(has("instruments/wrong/1.json", "$.examples[0].expected.s", "does not hold: the scale gives 2.0, expected 1.0"))
    #expect(has("programmes/p.json", "$.forms[0].instrument", "did you mean \"form\"?"))
    #expect(has("programmes/p.json", "$.discharge.reasons[0].status", "did you mean \"done\"?"))
    #expect(has("codes/c.json", "$.codes[1].code", "stands twice"))
    #expect(has("codes/c.json", "$.codes[1].maps.tdi", "a text is expected"))
    #expect(has("retention.json", "$.classes[0].keepMonths", "at least 1 month"))
    #expect(has("retention.json", "$.classes[0].from", "is not one of closed, lastEntry"))
    #expect(has("studies/bad.json", "line 1, column 8", "a value is expected"))
    #expect(has("programs", "-", "did you mean \"programmes\"?"))
    #expect(throws: ProblemList.self) { try CatalogLoader.load(folders: [test.folder]) }
  }

  @Test func aMissingFolderIsSaid() {
    let nowhere = FileManager.default.temporaryDirectory.appendingPathComponent("no-\(UUID().uuidString)")
    let problems = CatalogLoader.check(folders: [nowhere]).problems
    #expect(problems.count == 1 && problems[0].message.contains("no such folder"))
  }

  @Test func aProgrammeMustListTheWavesItsFormsName() throws {
    let form = TestCatalog.instrument().replacing(
      "\"min\": 0, \"max\": 3}", with: "\"min\": 0, \"max\": 3, \"waves\": [\"later\"]}", maxReplacements: 1)
    let test = try TestCatalog(["instruments/form/1.json": form, "programmes/p.json": TestCatalog.programme()])
    let problems = test.problems()
    #expect(problems.map(\.path) == ["$.forms[0].waves"], "\(problems)")
  }

  @Test func laterFoldersAddAndReplaceButNeverAVersion() throws {
    let base = try TestCatalog([
      "instruments/form/1.json": TestCatalog.instrument(), "programmes/p.json": TestCatalog.programme(),
      "studies/s.json": "{\"a\": 1}",
    ])
    let local = try TestCatalog([
      "instruments/form/2.json": TestCatalog.instrument(version: 2), "instruments/own/1.json": TestCatalog.instrument("own"),
      "programmes/p.json": TestCatalog.programme(instrument: "own"), "studies/s.json": "{\"a\": 2}",
    ])
    let catalog = try CatalogLoader.load(folders: [base.folder, local.folder])
    #expect(catalog.instrument("form")?.version == 2)
    #expect(catalog.instrument("form", version: 1) != nil)
    #expect(catalog.programmes["p"]?.forms.first?.instrument == "own")
    #expect(catalog.document("studies", "s")?.tree["a"] == .number("2"))

    try local.write("instruments/form/1.json", TestCatalog.instrument(label: "other"))
    let problems = CatalogLoader.check(folders: [base.folder, local.folder]).problems
    #expect(problems.count == 1 && problems[0].message.contains("stands with other content"), "\(problems)")
  }

  @Test func registeredReadersSeeTheCatalogAndReport() throws {
    let test = try TestCatalog([
      "instruments/form/1.json": TestCatalog.instrument(), "studies/s.json": "{\"form\": \"forn\", \"extra\": 1}",
    ])
    let section = CatalogSection(
      folder: "studies",
      check: { r, document, catalog in
        let id = r.string("form")
        if catalog.instrument(id) == nil { r.report("form", "\(document.id): there is no instrument \"\(id)\"") }
      })
    let problems = test.problems([section])
    #expect(problems.map(\.path) == ["$.form", "$.extra"], "\(problems)")
    #expect(problems.allSatisfy { $0.file == "studies/s.json" })
  }

  @Test func studiesPricesAndPrintedFiguresOfTheOwnCatalogHold() throws {
    let catalog = try CatalogLoader.load(folders: [Repository.catalog], sections: CatalogSection.evaluation)
    #expect(catalog.document("studies", "urs-2016") != nil && catalog.document("economics", "urs-2016") != nil)
  }

  @Test func aStudyMayNotNameWhatNoInstrumentHas() throws {
    let study = """
      {"schema": 1, "id": "s", "title": {"da": "S", "en": "S"}, "sections": [{"title": {"da": "A", "en": "A"}, "tables": [
        {"id": "t", "title": {"da": "T", "en": "T"}, "layout": "grid", "unit": "persons", "kind": "mean", "decimals": 1, "of": "form:form",
         "rows": [{"key": "r", "label": {"da": "R", "en": "R"}, "measure": {"mean": "aa"}}],
         "columns": [{"key": "c", "label": {"da": "C", "en": "C"}, "where": {"site": "anywhere"}}]}]}]}
      """
    let test = try TestCatalog(["instruments/form/1.json": TestCatalog.instrument(), "studies/s.json": study])
    let problems = test.problems(CatalogSection.evaluation)
    #expect(problems.count == 1 && problems[0].message.contains("has no column \"aa\"; did you mean \"a\"?"), "\(problems)")
    try test.write("studies/s.json", study.replacing("\"aa\"", with: "\"a\""))
    #expect(test.problems(CatalogSection.evaluation).isEmpty)
    try test.write("economics/e.json", "{\"schema\": 1, \"rates\": [{\"staffGroup\": \"staff\"}]}")
    #expect(test.problems(CatalogSection.evaluation).map(\.path) == ["$.rates[0]"])
  }
}
