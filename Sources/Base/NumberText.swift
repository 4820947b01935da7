/// Decimal text as it is read on the screen: Danish `714.400` and `−0,3`, English `714,400` and `−0.3`.
///
/// Digits are never rounded, added or taken away: what was computed as `2.50` is read as `2,50`.
public enum NumberText {
  /// Formats a decimal text with a point, such as `23`, `-0.3` or `714400`; a leading `<`, `>` or `≥` stays.
  ///
  /// Minus is written with the minus sign U+2212, and minus nothing (`-0.0`) without it. A text that is no such number
  /// comes back unchanged.
  /// - Parameter signed: writes a plus before a number above zero, for differences.
  public static func format(_ decimal: String, language: Language, signed: Bool = false) -> String {
    var rest = Substring(decimal)
    var prefix = ""
    while let first = rest.first, "<>≤≥ ".contains(first) {
      prefix.append(first)
      rest = rest.dropFirst()
    }
    let negative = rest.first == "-"
    if negative || rest.first == "+" { rest = rest.dropFirst() }
    let parts = rest.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 1 || parts.count == 2, parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { (48...57).contains($0) } })
    else { return decimal }
    let isZero = rest.utf8.allSatisfy { $0 == 48 || $0 == 46 }
    let sign = isZero ? "" : negative ? "\u{2212}" : signed ? "+" : ""
    let whole = grouped(parts[0], separator: language == .da ? "." : ",")
    let fraction = parts.count == 2 ? (language == .da ? "," : ".") + parts[1] : ""
    return prefix + sign + whole + fraction
  }

  /// Formats a whole number.
  public static func format(_ number: Int, language: Language) -> String { format(String(number), language: language) }

  /// Adds the percent sign as the language writes it: `23 %` (with a space that does not break) and `23%`.
  public static func percent(_ formatted: String, language: Language) -> String {
    language == .da ? formatted + "\u{00A0}%" : formatted + "%"
  }

  private static func grouped(_ digits: Substring, separator: String) -> String {
    guard digits.count > 3 else { return String(digits) }
    var result = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { result += separator }
      result.append(digit)
    }
    return result
  }
}
