import Base

extension PageRequest {
  /// The address of the same page in another language: its query is kept.
  public func address(in language: Language) -> String {
    var pairs = query
    pairs["lang"] = language.rawValue
    return PageAddress.make(path, pairs)
  }
}

/// Addresses with values in them.
public enum PageAddress {
  /// A path with a query, in the order of the names.
  public static func make(_ path: String, _ query: [String: String]) -> String {
    let pairs = query.sorted { $0.key < $1.key }.map { "\(encoded($0.key))=\(encoded($0.value))" }
    return pairs.isEmpty ? path : path + "?" + pairs.joined(separator: "&")
  }

  /// For a value in a query: everything but letters, digits and `-._~` as percent codes (RFC 3986).
  public static func encoded(_ text: String) -> String {
    var result = ""
    for byte in text.utf8 {
      switch byte {
      case 45, 46, 95, 126, 48...57, 65...90, 97...122: result.unicodeScalars.append(Unicode.Scalar(byte))
      default: result += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }
    return result
  }
}
