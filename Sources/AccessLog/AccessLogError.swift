import GRDB

/// Something that went wrong around the log of reading: disk, file, key, version, or an entry beyond its limits.
///
/// Whoever gets it must not let the answer leave: what cannot be logged is not shown.
package struct AccessLogError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What kind of trouble it is. The raw value is stable and may be shown and logged.
  package enum Code: String, Sendable, Hashable {
    /// There is no room. Nothing of the entry is written.
    case diskFull
    /// Bytes are not what they were when written.
    case damaged
    /// Written by a newer program.
    case newer
    /// The key is not the one that the log was begun with.
    case keyWrong
    /// Another process writes in the folder.
    case inUse
    /// The folder or a file cannot be read or written.
    case folder
    /// The log was opened for reading only.
    case readOnly
    /// The log has been closed.
    case closed
    /// The setting of the store is not what was asked for.
    case setting
    /// An entry is beyond its limits: a fault of the program that made it.
    case entry
    /// The storage answered with an error of its own.
    case storage
  }

  /// What kind of trouble it is.
  package var code: Code
  /// What happened and what to do, in plain words and without any citizen's data.
  package var message: String
  /// The entry, where that is known.
  package var number: Int64?
  /// What the layer below said.
  package var cause: String?

  package init(_ code: Code, _ message: String, number: Int64? = nil, cause: String? = nil) {
    self.code = code
    self.message = message
    self.number = number
    self.cause = cause
  }

  package var description: String {
    var text = "\(code.rawValue): \(message)"
    if let number { text += " (entry \(number))" }
    if let cause { text += " [\(cause)]" }
    return text
  }

  /// Sorts what the database says into what a person can do something about.
  init(storage error: any Error) {
    if let known = error as? AccessLogError {
      self = known
      return
    }
    if let finding = error as? AccessFinding {
      self.init(.damaged, finding.message, number: finding.number)
      return
    }
    guard let error = error as? DatabaseError else {
      self.init(.storage, "The storage of the access log failed.", cause: "\(error)")
      return
    }
    // Only the code and SQLite's own message: never the statement's arguments.
    let cause = "\(error.extendedResultCode): \(error.message ?? "")"
    switch error.resultCode {
    case .SQLITE_FULL:
      self.init(.diskFull, "No room left for the access log, so nothing is shown. Make room and try again.", cause: cause)
    case .SQLITE_CORRUPT, .SQLITE_NOTADB:
      self.init(.damaged, "A file of the access log is damaged. Restore a backup; run verify to see where.", cause: cause)
    case .SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_PERM:
      self.init(.folder, "A file of the access log cannot be opened or written. Check its folder and owner.", cause: cause)
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      self.init(.inUse, "A file of the access log is held by another process.", cause: cause)
    default:
      self.init(.storage, "The storage of the access log failed.", cause: cause)
    }
  }

  /// Runs something, and sorts what it throws.
  static func mapped<Value>(_ body: () throws -> Value) throws -> Value {
    do { return try body() } catch { throw AccessLogError(storage: error) }
  }
}
