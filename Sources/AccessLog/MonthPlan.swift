import Base
import Foundation
import GRDB

/// Writes a group of entries inside one transaction of one month's file.
struct MonthPlan {
  private let db: Database
  private let file: MonthFile
  private let key: AccessLogKey
  private(set) var head: AccessHead
  private(set) var added = MonthFile.Additions()
  private var random = SystemRandomNumberGenerator()

  private let row: LogStatement
  private let link: LogStatement

  private static let insertion = """
    INSERT INTO entry (\(EntryRow.columns))
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)
    """

  init(_ db: Database, _ file: MonthFile, after head: AccessHead, key: AccessLogKey) throws {
    (self.db, self.file, self.head, self.key) = (db, file, head, key)
    row = try LogStatement(db, Self.insertion)
    link = try LogStatement(db, "INSERT INTO link (subject, number) VALUES (?1, ?2)")
  }

  mutating func add(_ access: PreparedAccess, at: Instant) throws {
    let number = head.number + 1
    var subjects: [MonthFile.Subject] = []
    subjects.reserveCapacity(access.streams.count)
    for stream in access.streams { subjects.append(try subject(stream)) }
    if subjects.count > 1 { subjects.sort { $0.id < $1.id } }
    let content = access.text.content(number: number, at: at.milliseconds, marks: subjects.flatMap(\.mark))
    let hash = key.hash(after: head.hash, content)
    try insert(access.text, number, at, subjects.map(\.id), hash)
    if !subjects.isEmpty {
      link.bind(number, at: 2)
      for subject in subjects {
        link.bind(subject.id, at: 1)
        try link.run()
      }
    }
    if !access.text.searched.isEmpty { try insert(searched: access.text.searched, number) }
    head = AccessHead(number: number, hash: hash)
  }

  private mutating func insert(
    _ text: EntryText, _ number: Int64, _ at: Instant, _ subjects: [Int64], _ hash: [UInt8]
  ) throws {
    let ids = try [
      word(text.user), word(text.organisation), word(text.roles), word(text.purpose), word(text.classes), word(text.pattern),
    ]
    let (reason, act, device) = (try text.reason.map { try word($0) }, try text.act.map { try word($0) }, try word(text.device))
    row.bind(number, at: 1)
    row.bind(at.milliseconds, at: 2)
    for (index, id) in ids.enumerated() { row.bind(id, at: Int32(3 + index)) }
    row.bind(text.kind, at: 9)
    row.bind(text.outcome, at: 10)
    row.bind(reason, at: 11)
    row.bind(act, at: 12)
    row.bind(device, at: 13)
    row.bind(text.position, at: 14)
    row.bind(text.breakGlass, at: 15)
    row.bind(text.searched, at: 16)
    row.bind(SubjectList.encode(subjects), at: 17)
    row.bind(hash, at: 18)
    try row.run()
  }

  private func insert(searched: [UInt8], _ number: Int64) throws {
    let statement = try LogStatement(db, "INSERT OR IGNORE INTO search (word, number) VALUES (?1, ?2)")
    statement.bind(number, at: 2)
    for start in stride(from: 0, to: searched.count, by: 16) {
      statement.bind(Array(searched[start..<(start + 16)]), at: 1)
      try statement.run()
    }
  }

  /// The number of a text that many entries share.
  private mutating func word(_ text: String) throws -> Int64 {
    if let known = file.wordID(text) ?? added.ids[text] { return known }
    let find = try LogStatement(db, "SELECT id FROM word WHERE text = ?1")
    find.bind(text, at: 1)
    if let found = try find.first({ $0.integer(0) }) {
      added.ids[text] = found
      return found
    }
    let insert = try LogStatement(db, "INSERT INTO word (text) VALUES (?1)")
    insert.bind(text, at: 1)
    try insert.run()
    added.ids[text] = db.lastInsertedRowID
    return db.lastInsertedRowID
  }

  private mutating func subject(_ stream: UUID) throws -> MonthFile.Subject {
    if let known = file.subject(stream) ?? added.subjects[stream] { return known }
    let find = try LogStatement(db, "SELECT id, mark FROM subject WHERE stream = ?1")
    find.bind(stream, at: 1)
    if let found = try find.first({ MonthFile.Subject(id: $0.integer(0), mark: $0.bytes(1)) }) {
      added.subjects[stream] = found
      return found
    }
    let salt = [random.next() as UInt64, random.next()].flatMap { half in withUnsafeBytes(of: half) { Array($0) } }
    let mark = key.mark(of: stream, salt: salt)
    let insert = try LogStatement(db, "INSERT INTO subject (stream, salt, mark) VALUES (?1, ?2, ?3)")
    insert.bind(stream, at: 1)
    insert.bind(salt, at: 2)
    insert.bind(mark, at: 3)
    try insert.run()
    let made = MonthFile.Subject(id: db.lastInsertedRowID, mark: mark)
    added.subjects[stream] = made
    return made
  }
}
