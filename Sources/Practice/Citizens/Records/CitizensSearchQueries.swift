import Base
import GRDB
import Journal
import PracticeRules
import Records

extension Citizens {
  /// What is searched for, already in the form it is stored in.
  package enum Sought: Hashable, Sendable {
    /// Folded words, each the beginning of one of the person's.
    case words([String])
    /// The last digits of a telephone.
    case phone(String)
    /// The keyed hash of a number.
    case cpr(String)
  }

  /// The people that the asker may know of and that fit, by name, at most `limit`. One statement.
  package static func found(_ db: Database, _ asker: Asker, _ sought: Sought, limit: Int) throws -> [Current] {
    let order = Part("ORDER BY c.family, c.given, c.alias, a.stream LIMIT ?", [.integer(Int64(limit))])
    switch sought {
    case .words(let words):
      guard !words.isEmpty else { return [] }
      return try current(db, asker, among: first(asker, words, order), rest: order)
    case .phone(let digits):
      let sql = """
        SELECT DISTINCT w.stream FROM citizens_word w JOIN citizens_current n ON n.stream = w.stream
        WHERE w.kind = 'p' AND w.word >= ? AND w.word < ? AND \(stillSaid)
        """
      // A telephone is found only by who may read it.
      let seen = "AND \(asker.address.sql) AND (COALESCE(c.seenBy, '') NOT IN ('assigned', 'team') OR \(named(asker)))"
      return try current(
        db, asker, among: Part(sql, range(String(digits.reversed()))),
        rest: Part("\(seen) \(order.sql)", asker.address.arguments + namedValues(asker) + order.values))
    case .cpr(let hash):
      return try current(db, asker, among: Part("SELECT stream FROM citizens_current WHERE cpr = ?", [.text(hash)]), rest: order)
    }
  }

  /// The first streams whose names have all the words, of those that the asker may know of: the beginning of a name can fit a tenth of
  /// everybody, so only what is shown is read whole.
  private static func first(_ asker: Asker, _ words: [String], _ order: Part) -> Part {
    let arm = """
      SELECT DISTINCT w.stream FROM citizens_word w JOIN citizens_current n ON n.stream = w.stream
      WHERE w.kind = 'n' AND w.word >= ? AND w.word < ? AND \(stillSaid)
      """
    let sql = """
      SELECT a.stream FROM (\(words.map { _ in arm }.joined(separator: " INTERSECT "))) h
      CROSS JOIN citizens_access a ON a.stream = h.stream LEFT JOIN citizens_current c ON c.stream = a.stream AND c.part = 'person'
      WHERE \(asker.identity.sql) \(order.sql)
      """
    return Part(sql, words.flatMap(range) + asker.identity.arguments + order.values)
  }

  /// Words of a name that the person no longer has do not count.
  private static let stillSaid = """
    w.entry = CASE w.field WHEN 'given' THEN n.givenAt WHEN 'family' THEN n.familyAt WHEN 'alias' THEN n.aliasAt ELSE n.phoneAt END
    """

  private static func named(_ asker: Asker) -> String {
    """
    EXISTS (SELECT 1 FROM citizens_assigned x WHERE x.stream = a.stream AND x.fromDay <= ? AND (x.untilDay IS NULL OR x.untilDay >= ?)
    AND ((x.kind = 'user' AND x.assignee IN (\(asker.userMarks))) OR (c.seenBy = 'team' AND x.kind = 'team' AND x.assignee IN (\(asker.teamMarks)))))
    """
  }

  private static func namedValues(_ asker: Asker) -> [RecordValue] {
    [.integer(asker.today), .integer(asker.today)] + asker.userValues + asker.teamValues
  }

  private static func range(_ prefix: String) -> [RecordValue] { [.text(prefix), .text(prefix + "\u{10FFFF}")] }

  /// The people that the asker may know of and that stand under one of the keys of `Matching.lookupKeys`. One statement whose text
  /// does not depend on the keys.
  ///
  /// Keys of two parts are looked up as two columns: no fact knows the whole name, so no row can hold them joined.
  package static func candidates(_ db: Database, _ asker: Asker, keys: [String], but streams: [StreamID], limit: Int) throws
    -> [Current]
  {
    var lists: [String: [String]] = [:]
    for key in keys {
      guard let colon = key.firstIndex(of: ":") else { continue }
      let rest = key[key.index(after: colon)...]
      if !rest.isEmpty { lists[String(key[..<colon]), default: []].append(String(rest)) }
    }
    func list(_ kind: String) -> RecordValue { array(lists[kind] ?? []) }
    func pairs(_ kind: String) -> RecordValue { .text("[\((lists[kind] ?? []).map(parts).joined(separator: ","))]") }
    let found = """
      SELECT c.stream FROM json_each(?) j CROSS JOIN citizens_current c ON c.cpr = j.value
      UNION SELECT c.stream FROM json_each(?) j CROSS JOIN citizens_current c ON c.birth = j.value
      UNION SELECT c.stream FROM json_each(?) j CROSS JOIN citizens_current c ON c.digits = j.value
      UNION SELECT c.stream FROM json_each(?) j CROSS JOIN citizens_current c ON c.sa = j.value
      UNION SELECT c.stream FROM json_each(?) j CROSS JOIN citizens_current c ON c.sg = j.value AND COALESCE(c.sh, '') = ''
      UNION SELECT c.stream FROM json_each(?) j CROSS JOIN citizens_current c ON c.sh = j.value AND COALESCE(c.sg, '') = ''
      UNION SELECT c.stream FROM json_each(?) j CROSS JOIN citizens_current c ON c.s1 = json_extract(j.value, '$[0]')
        AND c.sf >= json_extract(j.value, '$[1]') AND c.sf <= json_extract(j.value, '$[2]')
      UNION SELECT c.stream FROM json_each(?) j CROSS JOIN citizens_current c ON c.sf = json_extract(j.value, '$[0]')
        AND c.s1 >= json_extract(j.value, '$[1]') AND c.s1 <= json_extract(j.value, '$[2]')
      UNION SELECT c.stream FROM json_each(?) j CROSS JOIN citizens_current c ON c.s1 = json_extract(j.value, '$[0]')
        AND substr(c.birth, 1, 4) = json_extract(j.value, '$[1]') AND length(c.birth) <> 9
      """
    let sets = [list("c"), list("b"), list("p"), list("a"), list("a"), list("a"), pairs("g"), pairs("f"), pairs("y")]
    let rest = """
      AND COALESCE(c.level, '') <> 'anonymous' AND a.id NOT IN (\(marks(max(1, streams.count)))) ORDER BY a.stream LIMIT ?
      """
    let left = streams.isEmpty ? [RecordValue.blob([])] : padded(streams).map { $0 == .null ? .blob([]) : $0 }
    return try current(
      db, asker, among: Part(found, sets), rest: Part(rest, left + [.integer(Int64(limit))]))
  }

  /// A list as SQLite's `json_each` reads it.
  private static func array(_ texts: [String]) -> RecordValue {
    var writer = PayloadWriter()
    writer.array(texts)
    return .text(String(decoding: writer.bytes, as: UTF8.self))
  }

  /// The two parts of a key, and what the second one's range ends with.
  private static func parts(_ key: String) -> String {
    guard let colon = key.lastIndex(of: ":") else { return "[]" }
    let (first, second) = (String(key[..<colon]), String(key[key.index(after: colon)...]))
    var writer = PayloadWriter()
    writer.array([first, second, second.isEmpty ? "" : second + "\u{10FFFF}"])
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}
