/// The content of one type of fact: a labelled struct with its own written form, which never changes for a schema number.
///
/// A new shape gets a new schema number and `init(schema:from:)` reads the old ones for ever.
public protocol FactPayload: Hashable, Sendable {
  /// The type, such as `form.answered`. Never renamed.
  static var type: String { get }
  /// The schema number that is written now, from 1.
  static var schema: Int { get }
  /// The lowest schema number that holds this value with the same bytes: `schema` unless the type says otherwise.
  ///
  /// An import that runs again after an upgrade must make the very same facts, or the journal refuses them under their old ids.
  var writtenSchema: Int { get }
  /// Writes the members of the object.
  func write(to writer: inout PayloadWriter) throws
  /// Reads an object of a schema this program knows (1...`schema`); an unknown member is a fault.
  init(schema: Int, from reader: inout PayloadReader) throws
}

/// Why a payload could not be read.
public enum PayloadFault: Error, Hashable, Sendable {
  /// The schema is newer than this program knows: a newer program wrote it.
  case newer(type: String, schema: Int)
  /// A member is missing, unknown or not of its kind.
  case member(type: String, name: String, reason: String)
}

extension FactPayload {
  /// The schema number that is written now.
  public var writtenSchema: Int { Self.schema }

  /// The payload as it goes into the journal.
  ///
  /// - Throws: `PayloadSyntaxFault` when a number is not finite.
  public func encoded() throws -> [UInt8] {
    var writer = PayloadWriter()
    try writer.object { try write(to: &$0) }
    return writer.bytes
  }

  /// Reads a payload of the journal.
  ///
  /// - Throws: `PayloadFault` or `PayloadSyntaxFault`.
  public init(decoding bytes: [UInt8], schema: Int) throws {
    guard schema >= 1, schema <= Self.schema else { throw PayloadFault.newer(type: Self.type, schema: schema) }
    self = try PayloadReader.read(bytes) { try Self(schema: schema, from: &$0) }
  }

  /// The value of a member that must be there.
  public static func required<Value>(_ value: Value?, _ name: String) throws -> Value {
    guard let value else { throw PayloadFault.member(type: type, name: name, reason: "missing") }
    return value
  }

  /// A code of a closed list.
  public static func code<Code: RawRepresentable>(_ text: String, _ name: String) throws -> Code where Code.RawValue == String {
    guard let code = Code(rawValue: text) else { throw PayloadFault.member(type: type, name: name, reason: "unknown code") }
    return code
  }

  /// The fault of a member that the schema does not have.
  public static func unknown(_ name: String) -> PayloadFault {
    PayloadFault.member(type: type, name: name, reason: "unknown member")
  }
}
