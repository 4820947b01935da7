import Base
import Foundation

extension People {
  /// A log-in name in the one form in which it is claimed and compared: compatibility-composed (NFKC) and lower case.
  ///
  /// Only Latin letters of the Nordic and German alphabets, digits and `. _ - + @`: two names that look alike are the same name.
  package struct LoginName: Hashable, Sendable, CustomStringConvertible {
    package let description: String

    /// The scope of the claim in the journal.
    package static let scope = "login"

    /// Nil when it is too short, too long, or holds something else than it may.
    package init?(_ text: String) {
      guard text.utf8.count <= 1000 else { return nil }
      let folded = text.trimmingCharacters(in: .whitespaces).precomposedStringWithCompatibilityMapping.lowercased()
        .precomposedStringWithCompatibilityMapping
      guard Limit.login.contains(folded.count), folded.unicodeScalars.allSatisfy(Self.isAllowed) else { return nil }
      description = folded
    }

    /// What is claimed.
    package var claimed: [UInt8] { Array(description.utf8) }

    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
      switch scalar {
      case "a"..."z", "0"..."9", ".", "_", "-", "+", "@", "æ", "ø", "å", "ä", "ö", "ü", "é": true
      default: false
      }
    }
  }
}
