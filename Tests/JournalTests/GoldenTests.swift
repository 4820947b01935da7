import Base
import Crypto
import Foundation
import Testing

@testable import Journal

/// Entries of format 1, made by a script outside the product, that every later program must open.
@Suite struct GoldenTests {
  private struct File: Decodable {
    var key: String
    var stream: String
    var act: String
    var keyId: String
    var entries: [Case]
  }

  private struct Case: Decodable {
    var name: String
    var position: Int64
    var version: Int64
    var id: String
    var recordedAt: Int64
    var content: String
    var previous: String
    var sealed: String
    var hash: String
    var occurredText: String
    var occurredMilliseconds: Int64?
    var schema: Int
    var type: String
    var madeAt: Int64?
    var recordedBy: String
    var device: String?
    var dataClass: String
    var retention: String
    var corrects: String?
    var basedOn: String?
    var catalog: [String]
    var attachments: [String]?
    var payload: String
  }

  private func file() throws -> File {
    let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Vectors/envelope-1.json")
    return try JSONDecoder().decode(File.self, from: Data(contentsOf: url))
  }

  private func draft(_ item: Case, _ stream: StreamID) throws -> FactDraft {
    var occurred = try #require(OccurredAt(item.occurredText))
    if let exact = item.occurredMilliseconds, case .minute(_, let offset) = occurred {
      occurred = .minute(Instant(milliseconds: exact), offsetMinutes: offset)
    }
    return FactDraft(
      id: try #require(EntryID(item.id)), stream: stream, type: item.type, schema: item.schema, occurredAt: occurred,
      madeAt: item.madeAt.map { Instant(milliseconds: $0) }, recordedBy: item.recordedBy, device: item.device,
      dataClass: item.dataClass, retention: item.retention, corrects: item.corrects.flatMap { EntryID($0) },
      basedOn: item.basedOn.flatMap { EntryID($0) }, catalog: item.catalog,
      attachments: (item.attachments ?? []).compactMap { AttachmentID($0) }, payload: Array(item.payload.utf8))
  }

  @Test func everyEntryOpensAndIsWrittenTheSame() throws {
    let file = try file()
    #expect(file.entries.count == 6)
    let stream = try #require(StreamID(file.stream))
    let keyID = try #require(KeyID(file.keyId))
    let key = SymmetricKey(data: try #require([UInt8](hex: file.key)))
    for item in file.entries {
      let expected = try draft(item, stream)
      #expect(SealedPart.encode(expected).hex == item.content, "\(item.name)")
      let row = SealedEntry(
        position: item.position, stream: stream, version: item.version, id: expected.id, act: try #require(ActID(file.act)),
        recordedAt: Instant(milliseconds: item.recordedAt), keyID: keyID, previous: try #require(Digest32(hex: item.previous)),
        hash: try #require(Digest32(hex: item.hash)), sealed: try #require([UInt8](hex: item.sealed)))
      #expect(row.computedHash == row.hash, "\(item.name)")
      var opener = EntryOpener(keys: [keyID: .live(keyID, key)], knownSchemas: nil)
      guard case .fact(let fact) = try opener.open(row) else { throw JournalError(.damaged, "not opened") }
      #expect(fact.draft == expected, "\(item.name)")
      try sealsTheSame(row, item, key)
    }
  }

  private func sealsTheSame(_ row: SealedEntry, _ item: Case, _ key: SymmetricKey) throws {
    var (again, plain) = (row, SealedEntry.emptyPlain)
    let nonce = try AES.GCM.Nonce(data: row.sealed.prefix(12))
    try again.seal(try #require([UInt8](hex: item.content)), with: key, nonce: nonce, plain: &plain)
    #expect(again.sealed == row.sealed, "\(item.name)")
  }

  @Test func whatIsNotKnownIsNewerAndWhatIsBrokenIsDamaged() throws {
    let content = try #require([UInt8](hex: try file().entries[1].content))
    func failure(_ bytes: [UInt8]) -> String {
      let result = bytes.withUnsafeBytes { bytes -> Result<FactDraft, DecodingFailure> in
        var reader = SealedPartReader()
        return Result { () throws(DecodingFailure) in try reader.decode(bytes, id: sampleID(1), stream: sampleID(2)) }
      }
      switch result {
      case .success: return "none"
      case .failure(.newer): return "newer"
      case .failure(.malformed): return "malformed"
      }
    }
    #expect(failure(content) == "none")
    #expect(failure([2] + content.dropFirst()) == "newer")
    #expect(failure(content + [99, 0]) == "newer")
    for length in 0..<content.count { #expect(failure(Array(content.prefix(length))) == "malformed", "\(length)") }
    #expect(failure(content + [13, 0]) == "malformed")
    #expect(failure([1, 5, 0, 1, 0]) == "malformed")
    #expect(failure([1, 3, 1, 9, 13, 0]) == "newer")
    #expect(failure([1, 13, 255, 255, 255, 255, 255, 255, 255, 255, 255, 127]) == "malformed")
  }
}
