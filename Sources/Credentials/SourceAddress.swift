import Foundation

#if canImport(Glibc)
  import Glibc
#endif

/// Source addresses as they are counted in ``Lockout``.
package enum SourceAddress {
  /// The group an address is counted in: an IPv4 address itself (also when it is written inside an IPv6 address), of an IPv6
  /// address the first 64 bits, since one household or phone has all of those. A text that is no address is its own group,
  /// cut to 64 characters.
  package static func group(_ text: String) -> String {
    var four = in_addr()
    if inet_pton(AF_INET, text, &four) == 1 { return text }
    var six = in6_addr()
    let plain = String(text.prefix { $0 != "%" })
    guard inet_pton(AF_INET6, plain, &six) == 1 else { return String(text.prefix(64)) }
    let bytes = withUnsafeBytes(of: &six) { Array($0) }
    if bytes.prefix(10).allSatisfy({ $0 == 0 }), bytes[10] == 0xFF, bytes[11] == 0xFF {
      return bytes[12...].map(String.init).joined(separator: ".")
    }
    let groups = stride(from: 0, to: 8, by: 2).map { String(Int(bytes[$0]) << 8 | Int(bytes[$0 + 1]), radix: 16) }
    return groups.joined(separator: ":") + "::/64"
  }
}
