import Foundation

/// A password as it is hashed: Unicode form NFKC in UTF-8 (NIST SP 800-63B), so that `å` typed on two keyboards is one password.
///
/// It is never cut, trimmed or folded. A text of more than 4,096 bytes is kept as "too long" only: it fits no hash.
package struct Password: Sendable, CustomStringConvertible, CustomReflectable {
  /// More bytes than this are not normalised at all; the rules refuse far earlier.
  package static let mostBytes = 4_096

  let normalised: String
  /// True when the text was too long to be looked at.
  package let isOverlong: Bool

  /// A password as it was typed.
  package init(_ typed: String) {
    isOverlong = typed.utf8.count > Password.mostBytes
    normalised = isOverlong ? "" : typed.precomposedStringWithCompatibilityMapping
  }

  /// Its length in Unicode scalars after normalisation.
  package var length: Int { normalised.unicodeScalars.count }

  package var description: String { "(password)" }
  package var customMirror: Mirror { Mirror(self, children: []) }
}
