import Base
import CatalogFiles
import Foundation
import Testing

@Suite struct CatalogLockTests {
  @Test func hashIsTheSHA256OfCanonicalJSON() throws {
    // printf '{"a":1,"b":"x"}' | sha256sum
    let tree = try JSONTree.parse(text: "{ \"b\": \"x\", \"a\": 1 }")
    #expect(CatalogHash.of(tree) == "ecf9e98ec0641e23113ff3ce8bdc78d0ddd249886517fd4a7f68cc83d4e65667")
  }

  @Test func whatIsPublishedMayNotChange() throws {
    let test = try TestCatalog([
      "instruments/form/1.json": TestCatalog.instrument(), "programmes/p.json": TestCatalog.programme(),
    ])
    #expect(try CatalogLock.publish(folder: test.folder) == ["instruments/form 1", "programmes/p 1"])
    #expect(test.problems().isEmpty)
    #expect(try CatalogLock.publish(folder: test.folder).isEmpty)

    // Layout alone may change, content may not.
    let spaced = TestCatalog.instrument().replacing("\"id\": \"form\",", with: "\"id\":\n  \"form\",")
    try test.write("instruments/form/1.json", spaced)
    #expect(test.problems().isEmpty)
    try test.write("instruments/form/1.json", TestCatalog.instrument(label: "changed"))
    let changed = test.problems()
    #expect(changed.count == 1, "\(changed)")
    #expect(changed.first?.file == "published.lock" && changed.first?.path == "line 2")
    #expect(changed.first?.message.contains("instruments/form version 1 is published and has been changed") == true)

    try test.write("instruments/form/1.json", TestCatalog.instrument())
    try test.write("instruments/form/2.json", TestCatalog.instrument(version: 2, label: "changed"))
    #expect(try CatalogLock.publish(folder: test.folder) == ["instruments/form 2"])
    try FileManager.default.removeItem(at: test.folder.appendingPathComponent("instruments/form/1.json"))
    #expect(test.problems().contains { $0.message.contains("its file is gone or cannot be read") })
  }

  @Test func badLinesAreNamed() throws {
    let test = try TestCatalog([
      "instruments/form/1.json": TestCatalog.instrument(), "published.lock": "# x\ninstruments/form one abc\ninstruments/form\n",
    ])
    #expect(test.problems().map(\.path) == ["line 2", "line 3"])
  }

  @Test func ownCatalogIsPublished() throws {
    let catalog = try CatalogLoader.load(folders: [Repository.catalog])
    let names = Set(try CatalogLock.read(Repository.catalog).map { "\($0.name) \($0.version)" })
    for definition in catalog.instruments.values.joined() {
      #expect(names.contains("instruments/\(definition.id) \(definition.version)"))
    }
  }
}
