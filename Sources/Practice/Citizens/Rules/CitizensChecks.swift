import Base
import Foundation

// Limits for what comes in. What was once written is read as it stands.
extension Citizens {
  /// A text as it is kept: in Unicode form C, without space at the ends and with single spaces inside. Emoji and combining
  /// letters stay.
  ///
  /// - Returns: Nil when nothing is left.
  /// - Throws: `FieldRefusal` when it is too long or has a hidden character.
  package static func cleaned(_ text: String, _ field: Field) throws(FieldRefusal) -> String? {
    // A character can be many code points; without this bound a short text could be a large one.
    guard text.utf8.count <= 64 * field.limit else { throw .tooLong(field) }
    let words = text.precomposedStringWithCanonicalMapping.split(whereSeparator: \.isWhitespace)
    let clean = words.joined(separator: " ")
    guard clean.unicodeScalars.allSatisfy(isShown) else { throw .hiddenCharacter(field) }
    guard clean.count <= field.limit, clean.unicodeScalars.count <= 8 * field.limit else { throw .tooLong(field) }
    return clean.isEmpty ? nil : clean
  }

  /// Not a control character, nor one that turns the direction of the text around it, nor one that is invisible by itself. The
  /// joiners of emoji and of some scripts are let through.
  private static func isShown(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x200C, 0x200D: true
    case 0xE0020...0xE007F: true  // the tags in flags of emoji
    default:
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned, .privateUse: false
      default: true
      }
    }
  }

  /// A code of a closed list; nil for an empty text.
  static func chosen<Code: RawRepresentable>(_ text: String, _ field: Field) throws(FieldRefusal) -> Code?
  where Code.RawValue == String {
    if text.isEmpty { return nil }
    guard let code = Code(rawValue: text) else { throw .unknownCode(field) }
    return code
  }
}

extension Citizens.BirthDate {
  /// Reads a birthday as it is typed: `3-2-1980`, `03.02.1980`, `3/2 1980`, `1980-02-03`, `02-1980`, `1980`, `1975-1985`.
  ///
  /// - Throws: `FieldRefusal`: a year needs four digits, for two could be this century or the last.
  package init(typed text: String, today: CivilDate, field: Citizens.Field = .birth) throws(Citizens.FieldRefusal) {
    guard text.utf8.count <= 30 else { throw .tooLong(field) }
    let parts = text.split(whereSeparator: { " -./\u{2013}\u{A0}".contains($0) }).map(String.init)
    guard parts.allSatisfy({ part in part.utf8.allSatisfy { $0 >= 48 && $0 <= 57 } && part.utf8.count <= 4 }) else {
      throw .notADate(field)
    }
    let numbers = parts.compactMap { Int($0) }
    guard let read = Self.read(numbers, parts.map(\.count)) else { throw .notADate(field) }
    if let day = read.exactDay, day > today { throw .inFuture(field) }
    if read.yearRange.lowerBound > today.year { throw .inFuture(field) }
    if case .month(let year, let month) = read, year == today.year, month > today.month { throw .inFuture(field) }
    if read.yearRange.lowerBound < today.year - 130 { throw .tooLongAgo(field) }
    self = read
  }

  /// The years of somebody who seems to be of an age: five years to each side.
  package static func around(age: Int, today: CivilDate) -> Self { .years(today.year - age - 5, today.year - age + 5) }

  private static func read(_ n: [Int], _ digits: [Int]) -> Self? {
    // y is a year of four digits, n a number of one or two.
    let form = digits.map { $0 == 4 ? "y" : $0 <= 2 ? "n" : "?" }.joined()
    return switch form {
    case "y": CivilDate(year: n[0], month: 1, day: 1).map { .year($0.year) }
    case "yy": n[0] < n[1] && n[0] > 0 ? .years(n[0], n[1]) : nil
    case "yn": CivilDate(year: n[0], month: n[1], day: 1).map { .month(year: $0.year, month: $0.month) }
    case "ny": CivilDate(year: n[1], month: n[0], day: 1).map { .month(year: $0.year, month: $0.month) }
    case "ynn": CivilDate(year: n[0], month: n[1], day: n[2]).map { .day($0) }
    case "nny": CivilDate(year: n[2], month: n[1], day: n[0]).map { .day($0) }
    default: nil
    }
  }
}

extension Citizens.Phone {
  /// Reads a number as it is typed: eight digits are Danish; `+` or `00` and a country code else. Spaces, hyphens, dots and
  /// brackets are passed over.
  ///
  /// A Danish number begins with 2 to 9. Numbers abroad have 7 to 15 digits with the country code (ITU-T E.164).
  package init(typed text: String) throws(Citizens.FieldRefusal) {
    guard text.utf8.count <= 40 else { throw .tooLong(.phone) }
    let skipped: Set<Character> = [" ", "-", ".", "/", "(", ")", "\u{A0}", "\u{2013}", "\u{2011}"]
    var digits = text.filter { !skipped.contains($0) }
    let abroad = digits.hasPrefix("+") || digits.hasPrefix("00")
    if abroad { digits.removeFirst(digits.hasPrefix("+") ? 1 : 2) }
    guard digits.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }) else { throw .notAPhone(.phone) }
    let danish: String
    if abroad {
      guard digits.hasPrefix("45") else {
        guard (7...15).contains(digits.count), !digits.hasPrefix("0") else { throw .notAPhone(.phone) }
        self.init(number: "+\(digits)")
        return
      }
      danish = String(digits.dropFirst(2))
    } else {
      danish = digits
    }
    guard danish.count == 8, let first = danish.first, first >= "2" else { throw .notAPhone(.phone) }
    self.init(number: "+45\(danish)")
  }

  /// As it is read aloud: `20 12 34 56`, or the whole number of another country.
  package var spoken: String {
    guard number.hasPrefix("+45"), number.count == 11 else { return number }
    let digits = Array(number.dropFirst(3))
    return stride(from: 0, to: 8, by: 2).map { String(digits[$0...$0 + 1]) }.joined(separator: " ")
  }
}

extension Citizens.SpokenLanguage {
  /// The codes of ISO 639-1.
  package static let codes: Set<String> = Set(
    """
    aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es
    et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj
    kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv
    ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti
    tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
    """.split(whereSeparator: \.isWhitespace).map(String.init))
}
