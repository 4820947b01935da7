import Base
import Instruments

/// A column of a file of answers: an item, or something that identifies the row.
struct ScoreColumn {
  struct Refused: Error { var problem: ScoreRowProblem }

  let name: String
  let item: InstrumentDefinition.Item?
  /// Place of the item; -1 for what is none.
  let place: Int
  let isFirstRound: Bool
  private let lowest: Int
  private let highest: Int
  /// The codes of the options in the order they are looked for, with what they count; NaN for nothing.
  private let codes: [([UInt8], Double)]

  init(name: String) {
    (self.name, item, place, isFirstRound, lowest, highest, codes) = (name, nil, -1, true, 1, 0, [])
  }

  init(name: String, item: InstrumentDefinition.Item, place: Int) {
    self.name = name
    self.item = item
    self.place = place
    isFirstRound = item.id == name
    var (low, high) = (1, 0)
    var codes: [([UInt8], Double)] = []
    switch item.kind {
    case .scale(let line): (low, high) = (line.min, line.max)
    case .number(let range):
      // Whole numbers within the range; the rest goes the long way.
      low = range.min.map { Int(exactly: $0.rounded(.up)) ?? 1 } ?? -999_999_999
      high = range.max.map { Int(exactly: $0.rounded(.down)) ?? 0 } ?? 999_999_999
    case .choice(let options):
      codes = options.compactMap { option in option.weight.map { (Array(option.code.utf8), $0) } }
    case .choices, .text, .date, .info: break
    }
    (lowest, highest, self.codes) = (low, high, codes)
  }

  /// What a field counts when it is a code with a weight; NaN for all else, which may be fine too.
  func weight(_ field: UnsafeBufferPointer<UInt8>) -> Double {
    for (code, weight) in codes where code.count == field.count && code.elementsEqual(field) { return weight }
    return .nan
  }

  /// What is needed to read small whole numbers, and nothing that is counted by reference.
  var quick: Quick { Quick(place: place, isFirstRound: isFirstRound, lowest: lowest, highest: highest, hasCodes: !codes.isEmpty) }

  struct Quick {
    let place: Int
    let isFirstRound: Bool
    let lowest: Int
    let highest: Int
    let hasCodes: Bool

    /// What a field counts that is a small whole number within range; NaN for all else, which may be fine too.
    @inline(__always)
    func number(_ field: UnsafeBufferPointer<UInt8>) -> Double {
      guard lowest <= highest else { return .nan }
      var value = 0
      var index = 0
      let negative = field[0] == 45
      if negative { index = 1 }
      guard field.count > index, field.count - index <= 9 else { return .nan }
      while index < field.count {
        let digit = Int(field[index]) - 48
        guard digit >= 0, digit <= 9 else { return .nan }
        value = value * 10 + digit
        index += 1
      }
      if negative { value = -value }
      return value >= lowest && value <= highest ? Double(value) : .nan
    }
  }

  /// The answer a field is.
  func answer(_ field: UnsafeBufferPointer<UInt8>) -> Result<Answer, Refused> {
    guard let item else { return .failure(Refused(problem: .wrongValue(column: name))) }
    let text = String(decoding: field, as: UTF8.self)
    if case .text = item.kind { return .success(.text(text)) }
    if let why = Answer.Missing(rawValue: text), !item.options.contains(where: { $0.code == text }) {
      return .success(.missing(why))
    }
    switch item.kind {
    case .choice: return .success(.choice(text))
    case .choices: return .success(.choices(text.split(separator: "|").map(String.init)))
    case .number, .scale:
      guard ScoreColumn.isNumber(field), let value = Double(text), value.isFinite else {
        return .failure(Refused(problem: .noNumber(column: name)))
      }
      return .success(.number(value))
    case .date:
      guard let day = CivilDate(text) else { return .failure(Refused(problem: .noDate(column: name))) }
      return .success(.date(day))
    case .text, .info: return .failure(Refused(problem: .wrongValue(column: name)))
    }
  }

  /// Digits with a point, a minus and an exponent; not what else Swift takes for a number, such as `0x1p3` and `inf`.
  private static func isNumber(_ field: UnsafeBufferPointer<UInt8>) -> Bool {
    field.allSatisfy { (48...57).contains($0) || $0 == 45 || $0 == 46 || $0 == 43 || $0 == 69 || $0 == 101 }
  }

  static func nearest(_ name: String, _ among: [String]) -> String? { JSONReader.nearest(name, among: among) }
}
