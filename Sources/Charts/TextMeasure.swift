/// How wide a text is about to be, in a font that is not known yet: estimated on the wide side.
enum TextMeasure {
  /// The width in units at a font size.
  static func width(_ text: String, size: Double) -> Double {
    var ems = 0.0
    for scalar in text.unicodeScalars { ems += em(scalar) }
    return ems * size
  }

  /// Lines no wider than `width`: broken at spaces and after hyphens and slashes; a longer word is cut with a hyphen.
  static func wrap(_ text: String, width: Double, size: Double) -> [String] {
    var lines: [String] = []
    var line = ""
    for piece in pieces(text) {
      if self.width(line + trimmed(piece), size: size) <= width {
        line += piece
        continue
      }
      if !line.isEmpty { lines.append(trimmed(line)) }
      line = piece
      while self.width(trimmed(line), size: size) > width, line.count > 3 {
        let head = fitting(line, width: width, size: size)
        lines.append(head + "-")
        line = String(line.dropFirst(head.count))
      }
    }
    if !trimmed(line).isEmpty { lines.append(trimmed(line)) }
    return lines.isEmpty ? [""] : lines
  }

  private static func fitting(_ word: String, width: Double, size: Double) -> String {
    var count = max(2, word.count - 3)
    while count > 2, self.width(word.prefix(count) + "-", size: size) > width { count -= 1 }
    return String(word.prefix(count))
  }

  private static func pieces(_ text: String) -> [String] {
    var result: [String] = []
    var piece = ""
    for character in text {
      piece.append(character)
      if character == " " || character == "/" || (character == "-" && piece.count > 2) {
        result.append(piece)
        piece = ""
      }
    }
    if !piece.isEmpty { result.append(piece) }
    return result
  }

  private static func trimmed(_ text: String) -> String {
    var rest = Substring(text)
    while rest.last == " " { rest = rest.dropLast() }
    while rest.first == " " { rest = rest.dropFirst() }
    return String(rest)
  }

  private static func em(_ scalar: Unicode.Scalar) -> Double {
    switch scalar {
    case "i", "l", "j", "I", ".", ",", ":", ";", "'", "|", "!": return 0.32
    case " ", "\u{00A0}", "t", "f", "r", "(", ")", "-", "/": return 0.40
    case "m", "w", "M", "W", "æ", "Æ", "%", "—": return 0.95
    case "A"..."Z", "Ø", "Å": return 0.72
    case "0"..."9", "+", "\u{2212}", "<", ">": return 0.62
    default: return 0.60
    }
  }
}
