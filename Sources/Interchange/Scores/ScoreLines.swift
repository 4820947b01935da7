import Base
import Instruments

/// The lines that come out, gathered until they are written.
struct ScoreLines {
  var bytes: [UInt8] = []
  private let output: ScoreStream.Output
  private let names: [String]
  private let shown: [Int]
  private let definition: InstrumentDefinition
  /// What stands around each id in JSON, and the start of each scale's part of a line.
  private let keys: [[UInt8]]
  private let starts: [[UInt8]]
  private var ids: [UInt8] = []

  init(_ stream: ScoreStream, ids names: [String]) {
    output = stream.output
    self.names = names
    shown = stream.shown
    definition = stream.definition
    keys = names.map { JSONTree.string($0).compact + [58] }
    starts = stream.shown.map { place in
      let id = stream.definition.scales[place].id
      return Array(stream.output == .csv ? "\(id),".utf8 : "\"scale\":\"\(id)\",\"value\":".utf8)
    }
    bytes.reserveCapacity(ScoreStream.flushAt + 4096)
  }

  mutating func begin() {
    guard output == .csv else { return }
    let writer = CSVWriter(guardsFormulas: false)
    bytes += Array(writer.line(names + ["scale", "value", "band", "answered", "of", "refusal"]).utf8)
  }

  mutating func row(_ row: CSVRow, _ columns: [Int], _ scores: [ScaleScore]) {
    ids.removeAll(keepingCapacity: true)
    for (index, column) in columns.enumerated() {
      let field = row.bytes(column)
      if output == .csv { csv(field) } else { json(index, .string(String(decoding: field, as: UTF8.self))) }
    }
    write(scores)
  }

  mutating func row(_ values: [JSONTree], _ scores: [ScaleScore]) {
    ids.removeAll(keepingCapacity: true)
    for (index, value) in values.enumerated() {
      if output == .ndjson {
        json(index, value)
      } else if case .string(let text) = value {
        csv(Array(text.utf8)[...])
      } else {
        csv((value == .null ? [] : value.compact)[...])
      }
    }
    write(scores)
  }

  private mutating func csv(_ field: ArraySlice<UInt8>) {
    if field.contains(where: { $0 == 34 || $0 == 44 || $0 == 10 || $0 == 13 }) {
      ids.append(34)
      for byte in field {
        if byte == 34 { ids.append(34) }
        ids.append(byte)
      }
      ids.append(34)
    } else {
      ids.append(contentsOf: field)
    }
    ids.append(44)
  }

  private mutating func json(_ index: Int, _ value: JSONTree) {
    ids += keys[index]
    ids += value.compact
    ids.append(44)
  }

  private mutating func write(_ scores: [ScaleScore]) {
    for (index, place) in shown.enumerated() {
      let score = scores[place]
      if output == .ndjson { bytes.append(123) }
      bytes.append(contentsOf: ids)
      bytes.append(contentsOf: starts[index])
      switch score.result {
      case .success(let value):
        number(value)
        let band = definition.scales[place].band(for: value)?.code
        if output == .csv {
          bytes.append(44)
          if let band { bytes.append(contentsOf: band.utf8) }
        } else if let band {
          bytes.append(contentsOf: ",\"band\":\"\(band)\"".utf8)
        }
        counts(score)
      case .failure(let refusal):
        bytes.append(contentsOf: (output == .csv ? "," : "null").utf8)
        counts(score)
        bytes.append(contentsOf: (output == .csv ? refusal.name : ",\"refusal\":\"\(refusal.name)\"").utf8)
      }
      if output == .csv { bytes.append(13) } else { bytes.append(125) }
      bytes.append(10)
    }
  }

  private mutating func counts(_ score: ScaleScore) {
    if output == .csv {
      bytes.append(44)
      digits(score.answered)
      bytes.append(44)
      digits(score.of)
      bytes.append(44)
    } else {
      bytes.append(contentsOf: ",\"answered\":".utf8)
      digits(score.answered)
      bytes.append(contentsOf: ",\"of\":".utf8)
      digits(score.of)
    }
  }

  private mutating func number(_ value: Double) {
    if let whole = Int(exactly: value), whole >= 0, whole < 1_000_000_000 {
      digits(whole)
      return
    }
    let text = value.description
    bytes.append(contentsOf: (text.hasSuffix(".0") ? text.dropLast(2) : text[...]).utf8)
  }

  private mutating func digits(_ value: Int) {
    if value < 10 {
      bytes.append(UInt8(48 + value))
    } else if value < 100 {
      bytes.append(UInt8(48 + value / 10))
      bytes.append(UInt8(48 + value % 10))
    } else {
      bytes.append(contentsOf: String(value).utf8)
    }
  }
}
