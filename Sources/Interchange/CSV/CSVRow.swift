/// One record, read into buffers that are used again for the next one.
package struct CSVRow: Sendable {
  /// The first physical line of the record, from 1.
  package internal(set) var line = 0
  /// What is wrong with it as a row; the fields are then not to be used.
  package internal(set) var fault: CSVRowFault?
  var bytes: [UInt8] = []
  var ends: [Int] = []

  /// An empty row.
  package init() {}

  /// The number of fields.
  package var count: Int { ends.count }

  /// The bytes of a field, without quotes.
  package func bytes(_ field: Int) -> ArraySlice<UInt8> {
    bytes[(field == 0 ? 0 : ends[field - 1])..<ends[field]]
  }

  /// A field as text, exactly as it stands in the file.
  package subscript(_ field: Int) -> String { String(decoding: bytes(field), as: UTF8.self) }

  /// True when a field holds nothing at all.
  package func isBlank(_ field: Int) -> Bool { (field == 0 ? 0 : ends[field - 1]) == ends[field] }

  /// All fields as text.
  package var fields: [String] { (0..<count).map { self[$0] } }

  mutating func clear(line: Int) {
    self.line = line
    fault = nil
    bytes.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
  }

  /// True for a line with nothing on it.
  var isEmptyLine: Bool { ends.count == 1 && bytes.isEmpty }
}

extension CSVRow {
  /// A row made of texts, for rows that were put together from others.
  package init(line: Int, fields: [String]) {
    self.line = line
    for field in fields {
      bytes.append(contentsOf: field.utf8)
      ends.append(bytes.count)
    }
  }
}
