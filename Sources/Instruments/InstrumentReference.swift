/// Which definition a form was answered with, and what it was scored by: `who-5@1#<hash>` and ``Scoring/version``.
///
/// The hash is the one the catalog takes of the definition's file and keeps in its lock when the version is published: SHA-256 of the
/// canonical JSON (keys sorted, no white space), in lower-case hex. This target computes no hashes; it only carries them.
public struct InstrumentReference: Sendable, Hashable {
  /// The instrument's id.
  public var id: String
  /// The version, from 1.
  public var version: Int
  /// The content hash, 64 digits of lower-case hex.
  public var hash: String
  /// The ``Scoring/version`` that the scores were made with.
  public var scoring: Int

  /// Names a definition.
  public init(id: String, version: Int, hash: String, scoring: Int = Scoring.version) {
    self.id = id
    self.version = version
    self.hash = hash
    self.scoring = scoring
  }

  /// Reads `id@version#hash`; nil for anything else.
  public init?(_ text: String, scoring: Int = Scoring.version) {
    let parts = text.split(separator: "#", omittingEmptySubsequences: false)
    guard parts.count == 2, let at = parts[0].lastIndex(of: "@"), at > parts[0].startIndex,
      let version = Int(parts[0][parts[0].index(after: at)...]), version >= 1,
      parts[1].utf8.count == 64, parts[1].utf8.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) })
    else { return nil }
    self.init(id: String(parts[0][..<at]), version: version, hash: String(parts[1]), scoring: scoring)
  }

  /// `id@version`, as ``InstrumentDefinition/key`` has it.
  public var key: String { "\(id)@\(version)" }

  /// `id@version#hash`.
  public var text: String { "\(key)#\(hash)" }
}
