/// Base64 with the alphabet for URLs, without padding (RFC 4648, section 5).
package enum Base64URL {
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

  /// The text of some bytes.
  package static func encode(_ bytes: some Sequence<UInt8>) -> String {
    BitGroups.encode(bytes, bits: 6, alphabet: alphabet)
  }

  /// The bytes of a text; nil when it has padding, another character, an impossible length or stray bits at its end.
  package static func decode(_ text: some StringProtocol) -> [UInt8]? {
    BitGroups.decode(text.utf8, bits: 6) { byte in
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte - UInt8(ascii: "A")
      case UInt8(ascii: "a")...UInt8(ascii: "z"): byte - UInt8(ascii: "a") + 26
      case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0") + 52
      case UInt8(ascii: "-"): 62
      case UInt8(ascii: "_"): 63
      default: nil
      }
    }
  }
}

/// Base32 in capital letters, without padding (RFC 4648, section 6).
package enum Base32 {
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)

  /// The text of some bytes.
  package static func encode(_ bytes: some Sequence<UInt8>) -> String {
    BitGroups.encode(bytes, bits: 5, alphabet: alphabet)
  }

  /// The bytes of a text in capital or small letters; nil when it has padding, another character or stray bits at its end.
  package static func decode(_ text: some StringProtocol) -> [UInt8]? {
    BitGroups.decode(text.utf8, bits: 5) { byte in
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte - UInt8(ascii: "A")
      case UInt8(ascii: "a")...UInt8(ascii: "z"): byte - UInt8(ascii: "a")
      case UInt8(ascii: "2")...UInt8(ascii: "7"): byte - UInt8(ascii: "2") + 26
      default: nil
      }
    }
  }
}

/// Bytes cut into groups of a few bits, each written as one letter.
private enum BitGroups {
  static func encode(_ bytes: some Sequence<UInt8>, bits: Int, alphabet: [UInt8]) -> String {
    var out = [UInt8]()
    var held: UInt32 = 0
    var count = 0
    for byte in bytes {
      held = held << 8 | UInt32(byte)
      count += 8
      while count >= bits {
        count -= bits
        out.append(alphabet[Int(held >> UInt32(count)) & (1 << bits - 1)])
      }
      held &= 1 << UInt32(count) - 1
    }
    if count > 0 { out.append(alphabet[Int(held) << (bits - count) & (1 << bits - 1)]) }
    return String(decoding: out, as: UTF8.self)
  }

  static func decode(_ letters: some Collection<UInt8>, bits: Int, value: (UInt8) -> UInt8?) -> [UInt8]? {
    var out = [UInt8]()
    var held: UInt32 = 0
    var count = 0
    for letter in letters {
      guard let group = value(letter) else { return nil }
      held = held << UInt32(bits) | UInt32(group)
      count += bits
      if count >= 8 {
        count -= 8
        out.append(UInt8(truncatingIfNeeded: held >> UInt32(count)))
      }
      held &= 1 << UInt32(count) - 1
    }
    return count < bits && held == 0 ? out : nil
  }
}
