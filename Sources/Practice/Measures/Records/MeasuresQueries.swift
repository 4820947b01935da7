import Base
import GRDB
import Journal
import PracticeRules
import Records

extension Measures {
  /// A form with its scores, as a trajectory shows it.
  package struct FormPoint: Hashable, Sendable {
    /// The entry's position in the journal.
    package var entry: Int64
    package var instrument: String
    package var version: String
    package var wave: String?
    package var answerNo: Int?
    /// Days since 1970-01-01.
    package var day: Int?
    package var relativeDay: Int?
    package var respondent: String
    package var mode: String
    package var scores: [ScaleScore] = []
  }

  package struct ScaleScore: Hashable, Sendable {
    package var scale: String
    package var score: Score
  }

  /// A citizen's forms and scores, oldest first within each instrument; of one instrument or all. Two statements, however many forms.
  package static func trajectory(_ db: Database, of stream: StreamID, instrument: String? = nil) throws -> [FormPoint] {
    let whose = "f.stream = (SELECT no FROM records_stream WHERE id = ?)" + (instrument == nil ? "" : " AND f.instrument = ?")
    let arguments = [.blob(stream.bytes)] + (instrument.map { [RecordValue.text($0)] } ?? [])
    var points = try RawQuery(
      db,
      """
      SELECT f.entry, f.instrument, f.version, f.wave, f.answerNo, f.day, f.relativeDay, f.respondent, f.mode
      FROM measures_form f WHERE \(whose) ORDER BY f.instrument, f.sortKey, f.relativeDay, f.entry
      """, arguments
    ).map { row in
      FormPoint(
        entry: row.integer(0), instrument: row.text(1), version: row.text(2), wave: row.text(orNull: 3),
        answerNo: row.integer(orNull: 4), day: row.integer(orNull: 5), relativeDay: row.integer(orNull: 6),
        respondent: row.text(7), mode: row.text(8))
    }
    var scores: [Int64: [ScaleScore]] = [:]
    try RawQuery(
      db,
      """
      SELECT s.entry, s.scale, s.number, s.reason FROM measures_form f
      JOIN measures_score s ON s.id BETWEEN f.id AND f.id + \(RecordTable.rowsPerEntry - 1) WHERE \(whose) ORDER BY s.id
      """, arguments
    ).each { row in
      let score: Score = row.real(orNull: 2).map(Score.value) ?? .refused(row.text(3))
      scores[row.integer(0), default: []].append(ScaleScore(scale: row.text(1), score: score))
    }
    for index in points.indices { points[index].scores = scores[points[index].entry] ?? [] }
    return points
  }

  /// An answer as Records hold it.
  package struct StoredAnswer: Hashable, Sendable {
    package var item: String
    /// Free text is `.missing("sealedText")` here: it is read from the journal.
    package var answer: Answer

    package init(item: String, answer: Answer) {
      self.item = item
      self.answer = answer
    }
  }

  /// The answers of one form, by item.
  package static func answers(_ db: Database, entry: Int64) throws -> [StoredAnswer] {
    var answers: [StoredAnswer] = []
    let from = entry * RecordTable.rowsPerEntry
    let query = try RawQuery(
      db, "SELECT item, number, code, missing FROM measures_answer WHERE id BETWEEN ? AND ? ORDER BY id",
      [.integer(from), .integer(from + RecordTable.rowsPerEntry - 1)])
    try query.each { row in
      let (item, code, missing) = (row.text(0), row.text(orNull: 2), row.text(orNull: 3))
      if let number = row.real(orNull: 1) {
        answers.append(StoredAnswer(item: item, answer: .number(number)))
      } else if missing == MeasuresProjection.several, let code {
        if let last = answers.last, last.item == item, case .codes(let codes) = last.answer {
          answers[answers.count - 1].answer = .codes(codes + [code])
        } else {
          answers.append(StoredAnswer(item: item, answer: .codes(code.isEmpty ? [] : [code])))
        }
      } else {
        answers.append(StoredAnswer(item: item, answer: code.map(Answer.code) ?? .missing(missing ?? "")))
      }
    }
    return answers
  }

  /// The instruments with forms in a study, and how many forms.
  package static func instruments(_ db: Database, study: String) throws -> [String: Int] {
    var counts: [String: Int] = [:]
    let sql = """
      SELECT f.instrument, COUNT(*) FROM citizens_person p JOIN measures_form f ON f.stream = p.stream
      WHERE p.study = ? GROUP BY f.instrument
      """
    try RawQuery(db, sql, [.text(study)]).each { counts[$0.text(0)] = Int($0.integer(1)) }
    return counts
  }
}
