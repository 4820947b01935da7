import Foundation

/// Which addresses may be asked and be sent to: https, and plain http on this machine only.
package enum WebAddress {
  /// True for `https://host…`, and for `http://` on a loopback host; never with a name and password or a fragment in it.
  package static func isAllowed(_ text: String) -> Bool {
    guard let parts = URLComponents(string: text), let host = parts.host, !host.isEmpty, parts.user == nil, parts.password == nil,
      parts.fragment == nil, text.utf8.allSatisfy({ (33...126).contains($0) && $0 != UInt8(ascii: "\\") })
    else { return false }
    switch parts.scheme {
    case "https": return true
    case "http": return isLoopback(host)
    default: return false
    }
  }

  /// True when it is allowed only because it is on this machine.
  package static func isPlainLoopback(_ text: String) -> Bool { isAllowed(text) && text.hasPrefix("http:") }

  static func isLoopback(_ host: String) -> Bool {
    if ["localhost", "::1", "[::1]"].contains(host) { return true }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
  }

  /// An address with more fields in its query.
  static func adding(_ fields: [(String, String)], to address: String) -> String {
    "\(address)\(address.contains("?") ? "&" : "?")\(PercentText.form(fields))"
  }
}
