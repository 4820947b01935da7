import Base
import Foundation
import PracticeRules
import Testing

/// Facts about control of the log, as they were first written.
@Suite struct AccessGoldenTests {
  @Test func sampleChecked() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Vectors/Golden")
    let expected = Access.SampleChecked(
      month: "2026-10", count: 20, seed: 417, finding: .explained, note: "Spurgt til to opslag")
    let bytes = [UInt8](try Data(contentsOf: folder.appendingPathComponent("access.sampleChecked@1.json")))
    #expect(try Access.SampleChecked(decoding: bytes, schema: 1) == expected)
    #expect(try expected.encoded() == bytes)
  }
}
