import Crypto
import Foundation
import Testing

/// The labelled set stays as it was when it was frozen.
@Suite struct CitizensDuplicateFileTests {
  @Test func theSetIsFrozen() throws {
    let digest = SHA256.hash(data: try Data(contentsOf: DuplicateSet.file))
    let hex = digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    let readMe = try String(
      contentsOf: DuplicateSet.file.deletingLastPathComponent().appendingPathComponent("README.md"), encoding: .utf8)
    #expect(readMe.contains("SHA-256 `\(hex)`"))
  }
}
