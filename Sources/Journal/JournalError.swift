import Foundation

/// Something that went wrong around the journal: not a refusal by its rules, but disk, file, key or version.
package struct JournalError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What kind of trouble it is. The raw value is stable and may be shown and logged.
  package enum Code: String, Sendable, Hashable {
    /// There is no room. Nothing of the act is written; make room and send the act again.
    case diskFull
    /// Bytes are not what they were when written.
    case damaged
    /// Written by a newer program. Reading stops here; entries are never skipped.
    case newer
    /// No master key was found.
    case masterKeyMissing
    /// The master key is not the one that wrapped the keys.
    case masterKeyWrong
    /// Another process writes in the folder.
    case inUse
    /// The folder cannot be read or written.
    case folder
    /// The journal takes no entries now; see its condition.
    case readOnly
    /// The journal has been closed.
    case closed
    /// A key that should be there is not, and was not erased.
    case keyMissing
    /// An attachment is not there.
    case attachmentMissing
    /// The anchor could not be written.
    case anchor
    /// The setting of the store is not what was asked for.
    case setting
    /// The storage answered with an error of its own.
    case storage
  }

  /// What kind of trouble it is.
  package var code: Code
  /// What happened and what to do, in plain words and without any citizen's data.
  package var message: String
  /// Where in the journal, where that is known.
  package var position: Int64?
  /// What the layer below said.
  package var cause: String?

  package init(_ code: Code, _ message: String, position: Int64? = nil, cause: String? = nil) {
    self.code = code
    self.message = message
    self.position = position
    self.cause = cause
  }

  /// What the system said about a file, in its own words: `Not a directory`.
  static func cause(of error: any Error) -> String {
    let inner = (error as? CocoaError)?.underlying.map { $0 as NSError } ?? error as NSError
    return inner.domain == NSPOSIXErrorDomain ? String(cString: strerror(Int32(inner.code))) : error.localizedDescription
  }

  package var description: String {
    var text = "\(code.rawValue): \(message)"
    if let position { text += " (position \(position))" }
    if let cause { text += " [\(cause)]" }
    return text
  }
}
