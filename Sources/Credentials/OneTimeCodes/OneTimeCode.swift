import Base
import Crypto
import Foundation

/// What checking a one-time code gave.
package enum OneTimeCodeVerdict: Sendable, Hashable {
  /// The code holds. Store the step: a code of this step or an earlier one is not taken again.
  case accepted(step: Int64)
  /// Not a code of this moment.
  case wrong
  /// A code of this moment whose step, or a later one, was used already. Answer as for a wrong one, and note it.
  case replayed
}

/// Time-based one-time codes (RFC 6238): HMAC-SHA-1, 30 seconds, six digits, as every authenticator app reads them.
package enum OneTimeCode {
  /// Seconds of one step.
  package static let period: Int64 = 30
  /// How many steps the clocks may differ, each way.
  package static let tolerance: Int64 = 1

  /// A new secret of 20 bytes, the length of the hash (RFC 4226, section 4). Store it sealed.
  package static func newSecret(using random: inout some RandomNumberGenerator) -> SecretBytes {
    SecretBytes.random(count: 20, using: &random)
  }

  /// The step that a moment belongs to.
  package static func step(at moment: Instant) -> Int64 {
    let seconds = moment.milliseconds / 1_000
    return seconds >= 0 ? seconds / period : 0
  }

  /// The code of a step (RFC 4226, section 5.3).
  ///
  /// - Parameter digits: 6 in use; 8 in the RFC's test values.
  package static func code(secret: SecretBytes, step: Int64, digits: Int = 6) -> String {
    let message = withUnsafeBytes(of: step.bigEndian) { Array($0) }
    let key = SymmetricKey(data: secret.bytes)
    let mac = Array(HMAC<Insecure.SHA1>.authenticationCode(for: message, using: key))
    let offset = Int(mac[19] & 15)
    var number = UInt32(mac[offset] & 127)
    for byte in mac[offset + 1...offset + 3] { number = number << 8 | UInt32(byte) }
    var modulus: UInt32 = 1
    for _ in 0..<min(digits, 9) { modulus *= 10 }
    let text = String(number % modulus)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
  }

  /// Checks what a person typed; spaces are left out.
  ///
  /// - Parameter lastUsed: the step that was stored with the last accepted code, nil before the first.
  package static func check(
    _ typed: String, secret: SecretBytes, at now: Instant, lastUsed: Int64?
  ) -> OneTimeCodeVerdict {
    let entered = typed.filter { !$0.isWhitespace }
    guard entered.utf8.count == 6, entered.utf8.allSatisfy({ (48...57).contains($0) }) else { return .wrong }
    let middle = step(at: now)
    var matching: Int64?
    for step in max(0, middle - tolerance)...middle + tolerance
    where ConstantTime.equal(code(secret: secret, step: step), entered) { matching = step }
    guard let matching else { return .wrong }
    if let lastUsed, matching <= lastUsed { return .replayed }
    return .accepted(step: matching)
  }

  /// The address that an authenticator app reads from a QR code. It holds the secret: show it once, over TLS, and log it nowhere.
  ///
  /// - Parameters:
  ///   - issuer: Who the log-in is for, such as the organisation; a colon in it is left out.
  ///   - account: The user name.
  package static func uri(secret: SecretBytes, issuer: String, account: String) -> String {
    let from = PercentText.encode(issuer.replacingOccurrences(of: ":", with: ""))
    let who = PercentText.encode(account.replacingOccurrences(of: ":", with: ""))
    let numbers = "algorithm=SHA1&digits=6&period=\(period)"
    return "otpauth://totp/\(from):\(who)?secret=\(Base32.encode(secret.bytes))&issuer=\(from)&\(numbers)"
  }
}

/// Percent-encoding of everything but letters, digits, `-`, `.`, `_` and `~` (RFC 3986, section 2.3).
enum PercentText {
  static func encode(_ text: String) -> String {
    let hex = Array("0123456789ABCDEF".utf8)
    var out = [UInt8]()
    for byte in text.utf8 {
      switch byte {
      case 48...57, 65...90, 97...122, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"):
        out.append(byte)
      default: out.append(contentsOf: [UInt8(ascii: "%"), hex[Int(byte >> 4)], hex[Int(byte & 15)]])
      }
    }
    return String(decoding: out, as: UTF8.self)
  }

  /// `a=1&b=2`, both sides encoded, in the order given.
  static func form(_ fields: [(String, String)]) -> String {
    fields.map { "\(encode($0.0))=\(encode($0.1))" }.joined(separator: "&")
  }
}
