import Base

/// What stands between the fields of a file.
package enum CSVSeparator: UInt8, Sendable, CaseIterable {
  /// `,`
  case comma = 44
  /// `;`, as Danish spreadsheets write.
  case semicolon = 59
  /// A tab.
  case tab = 9

  /// The character.
  package var text: String { String(UnicodeScalar(rawValue)) }
}

/// Reads CSV (RFC 4180) record by record in constant memory.
///
/// Quotes may run over lines; a byte order mark is passed over; lines end with CRLF, LF or CR; the separator is found in the header.
/// The text must be UTF-8: the first byte that is not gives the line and column, and the file is refused. Lines with nothing on them are
/// passed over where there is more than one column.
package final class CSVReader {
  /// The column names.
  package private(set) var header: [String] = []
  /// What stands between the fields.
  package private(set) var separator = CSVSeparator.comma
  /// Bytes taken so far, of the unpacked text.
  package var bytesRead: Int { passed + position }

  private let source: any ByteSource
  private let limit: Int
  private let buffer: UnsafeMutablePointer<UInt8>
  private let capacity: Int
  private var position = 0
  private var end = 0
  private var passed = 0
  private var line = 1
  private var lineStart = 0
  /// Bytes of the line that are not the first of a character: taken off to count columns in characters.
  private var continuations = 0
  /// 1 for each byte that ends a run of ordinary text.
  private var special = [Bool](repeating: false, count: 256)

  /// Opens a file, unpacking it when its name ends in `.gz`.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - separator: nil to find it in the header.
  ///   - limit: the longest record in bytes.
  package convenience init(path: String, separator: CSVSeparator? = nil, limit: Int = 1 << 20) throws(CSVFailure) {
    let source: any ByteSource = path.hasSuffix(".gz") ? try GzipSource(path: path) : try FileSource(path: path)
    try self.init(source: source, separator: separator, limit: limit, chunk: 1 << 18)
  }

  /// Reads bytes that are already in memory.
  ///
  /// - Parameter chunk: how many bytes are taken at a time; small in tests, so that every border is crossed.
  package convenience init(
    bytes: [UInt8], separator: CSVSeparator? = nil, limit: Int = 1 << 20, chunk: Int = 1 << 16
  ) throws(CSVFailure) {
    try self.init(source: MemorySource(bytes), separator: separator, limit: limit, chunk: chunk)
  }

  init(source: any ByteSource, separator: CSVSeparator?, limit: Int, chunk: Int) throws(CSVFailure) {
    self.source = source
    self.limit = limit
    capacity = max(chunk, 4)
    buffer = .allocate(capacity: capacity)
    for byte in 128...255 { special[byte] = true }
    for byte in [0, 10, 13, 34] { special[byte] = true }
    try skipMark()
    try readHeader(separator)
  }

  deinit { buffer.deallocate() }

  /// Reads the next record into a row; false at the end of the file.
  package func read(_ row: inout CSVRow) throws(CSVFailure) -> Bool {
    repeat {
      row.clear(line: line)
      guard try record(&row) else { return false }
    } while row.isEmptyLine && header.count > 1
    if row.count != header.count, row.fault == nil {
      row.fault = .fieldCount(found: row.count, expected: header.count)
    }
    return true
  }
}

// MARK: Header

extension CSVReader {
  private func skipMark() throws(CSVFailure) {
    while end < 3, try more() {}
    if end >= 3, buffer[0] == 0xEF, buffer[1] == 0xBB, buffer[2] == 0xBF {
      position = 3
      lineStart = 3
    } else if end >= 2, (buffer[0] == 0xFF && buffer[1] == 0xFE) || (buffer[0] == 0xFE && buffer[1] == 0xFF) {
      throw .notUTF8(line: 1, column: 1)
    }
  }

  /// The header is read by hand: its separator is not known yet.
  private func readHeader(_ given: CSVSeparator?) throws(CSVFailure) {
    var text: [UInt8] = []
    var quoted = false
    while let byte = try peek(), quoted || (byte != 10 && byte != 13) {
      if byte == 34 { quoted.toggle() }
      if byte == 0 { throw .zeroByte(line: 1, column: text.count + 1) }
      if text.count >= limit { throw .tooLong(line: 1, limit: limit) }
      text.append(byte)
      position += 1
    }
    guard !text.isEmpty else { throw .noHeader }
    if quoted { throw .openQuote(line: 1) }
    if let column = CSVReader.firstBad(text) { throw .notUTF8(line: 1, column: column) }
    separator = given ?? CSVReader.separator(of: text)
    special[Int(separator.rawValue)] = true
    header = CSVReader.names(text, separator: separator.rawValue)
    for (index, name) in header.enumerated() {
      if name.isEmpty { throw .blankHeader(column: index + 1) }
      if header[..<index].contains(name) { throw .duplicateHeader(name: name) }
    }
    line += text.count { $0 == 10 }
    try endLine()
  }

  private static func separator(of header: [UInt8]) -> CSVSeparator {
    var counts: [UInt8: Int] = [:]
    var quoted = false
    for byte in header {
      if byte == 34 { quoted.toggle() }
      if !quoted { counts[byte, default: 0] += 1 }
    }
    return CSVSeparator.allCases.reduce(.comma) { best, next in
      counts[next.rawValue, default: 0] > counts[best.rawValue, default: 0] ? next : best
    }
  }

  private static func names(_ text: [UInt8], separator: UInt8) -> [String] {
    var names: [String] = []
    var name: [UInt8] = []
    var quoted = false
    var previousWasClosing = false
    for byte in text {
      if byte == 34 {
        if previousWasClosing, !quoted { name.append(34) }
        quoted.toggle()
        previousWasClosing = !quoted
        continue
      }
      previousWasClosing = false
      if byte == separator, !quoted {
        names.append(String(decoding: name, as: UTF8.self))
        name.removeAll(keepingCapacity: true)
      } else {
        name.append(byte)
      }
    }
    return names + [String(decoding: name, as: UTF8.self)]
  }

  /// The character, from 1, where text stops being UTF-8.
  private static func firstBad(_ text: [UInt8]) -> Int? {
    var decoder = UTF8()
    var bytes = text.makeIterator()
    var column = 1
    while true {
      switch decoder.decode(&bytes) {
      case .scalarValue: column += 1
      case .emptyInput: return nil
      case .error: return column
      }
    }
  }
}

// MARK: Records

extension CSVReader {
  /// Reads one record; false when there is nothing left.
  private func record(_ row: inout CSVRow) throws(CSVFailure) -> Bool {
    guard try peek() != nil else { return false }
    let first = line
    while true {
      guard let byte = try peek() else {
        row.ends.append(row.bytes.count)
        return true
      }
      let fieldStart = row.ends.last ?? 0
      switch byte {
      case 34 where row.bytes.count == fieldStart && row.fault == nil:
        try quotedField(&row)
      case separator.rawValue:
        row.ends.append(row.bytes.count)
        position += 1
      case 10, 13:
        row.ends.append(row.bytes.count)
        try endLine()
        return true
      case 34:
        row.fault = row.fault ?? .strayQuote(field: row.ends.count)
        row.bytes.append(34)
        position += 1
      default:
        try text(&row, quoted: false)
      }
      if row.bytes.count > limit { throw .tooLong(line: first, limit: limit) }
    }
  }

  /// From the opening quote to the separator or line end after the closing one.
  private func quotedField(_ row: inout CSVRow) throws(CSVFailure) {
    let opened = line
    position += 1
    while true {
      guard let byte = try peek() else { throw .openQuote(line: opened) }
      switch byte {
      case 34:
        position += 1
        guard try peek() == 34 else { return try afterQuote(&row) }
        row.bytes.append(34)
        position += 1
      case 10, 13:
        row.bytes.append(byte)
        if byte == 13, try followed(by: 10) { row.bytes.append(10) }
        try endLine()
      case separator.rawValue:
        row.bytes.append(byte)
        position += 1
      default:
        try text(&row, quoted: true)
      }
      if row.bytes.count > limit { throw .tooLong(line: opened, limit: limit) }
    }
  }

  private func afterQuote(_ row: inout CSVRow) throws(CSVFailure) {
    guard let byte = try peek() else { return }
    if byte == separator.rawValue {
      row.ends.append(row.bytes.count)
      position += 1
      // A quote may open the next field at once; the caller looks at the field's start, which is now.
    } else if byte != 10, byte != 13 {
      row.fault = .textAfterQuote(field: row.ends.count)
    }
  }

  /// A run of ordinary bytes, or one character of several bytes.
  private func text(_ row: inout CSVRow, quoted: Bool) throws(CSVFailure) {
    let start = position
    special.withUnsafeBufferPointer { special in
      while position < end, !special[Int(buffer[position])] { position += 1 }
    }
    if position > start {
      row.bytes.append(contentsOf: UnsafeBufferPointer(start: buffer + start, count: position - start))
      return
    }
    let byte = buffer[position]
    if byte == 0 { throw .zeroByte(line: line, column: column) }
    try character(byte, &row)
  }

  private func character(_ lead: UInt8, _ row: inout CSVRow) throws(CSVFailure) {
    let bad = CSVFailure.notUTF8(line: line, column: column)
    let (following, low, high): (Int, UInt8, UInt8)
    switch lead {
    case 0xC2...0xDF: (following, low, high) = (1, 0x80, 0xBF)
    case 0xE0: (following, low, high) = (2, 0xA0, 0xBF)
    case 0xED: (following, low, high) = (2, 0x80, 0x9F)
    case 0xE1...0xEF: (following, low, high) = (2, 0x80, 0xBF)
    case 0xF0: (following, low, high) = (3, 0x90, 0xBF)
    case 0xF1...0xF3: (following, low, high) = (3, 0x80, 0xBF)
    case 0xF4: (following, low, high) = (3, 0x80, 0x8F)
    default: throw bad
    }
    row.bytes.append(lead)
    position += 1
    for index in 0..<following {
      guard let byte = try peek(), byte >= (index == 0 ? low : 0x80), byte <= (index == 0 ? high : 0xBF) else { throw bad }
      row.bytes.append(byte)
      position += 1
    }
    continuations += following
  }
}

// MARK: Bytes

extension CSVReader {
  private var column: Int { passed + position - lineStart - continuations + 1 }

  /// The next byte without taking it; nil at the end.
  @inline(__always)
  private func peek() throws(CSVFailure) -> UInt8? {
    if position < end { return buffer[position] }
    passed += position
    position = 0
    end = 0
    return try more() ? buffer[0] : nil
  }

  private func more() throws(CSVFailure) -> Bool {
    let room = UnsafeMutableRawBufferPointer(start: buffer + end, count: capacity - end)
    let count = try source.read(into: room)
    end += count
    return count > 0
  }

  /// Looks at the byte after the next one.
  private func followed(by byte: UInt8) throws(CSVFailure) -> Bool {
    if position + 1 >= end {
      let left = end - position
      buffer.update(from: buffer + position, count: left)
      passed += position
      position = 0
      end = left
      _ = try more()
    }
    return position + 1 < end && buffer[position + 1] == byte
  }

  /// Takes CRLF, LF or CR.
  private func endLine() throws(CSVFailure) {
    guard let byte = try peek() else { return }
    let pair = byte == 13 ? try followed(by: 10) : false
    position += pair ? 2 : 1
    line += 1
    lineStart = passed + position
    continuations = 0
  }
}
