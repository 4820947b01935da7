import Base

/// Forms that were answered, their answers and their scores.
package enum Measures {}

extension Measures {
  /// The answer to one item.
  package enum Answer: Hashable, Sendable {
    /// A number: `{"n": 4}`.
    case number(Double)
    /// One code of a list: `{"c": "no"}`.
    case code(String)
    /// Several codes of a list: `{"cs": ["alcohol", "opiates"]}`.
    case codes([String])
    /// Free text, which stays sealed in the journal: `{"t": "…"}`.
    case text(String)
    /// No answer, and which kind of none, such as `blank`, `declined`, `notRelevant`: `{"missing": "blank"}`.
    case missing(String)
  }

  /// The score of a scale.
  package enum Score: Hashable, Sendable {
    /// The score.
    case value(Double)
    /// Why there is none, as a code, such as `tooManyMissing`.
    case refused(String)
  }

  /// Values by name, in the order of the names, so that the same values are always written as the same bytes.
  package struct Keyed<Value: Hashable & Sendable>: Hashable, Sendable {
    /// One value and its name.
    package struct Entry: Hashable, Sendable {
      package var key: String
      package var value: Value
    }

    /// The values, sorted by name, each name once.
    package private(set) var entries: [Entry]

    package init(_ values: [String: Value] = [:]) {
      entries = values.map { Entry(key: $0.key, value: $0.value) }.sorted { $0.key < $1.key }
    }

    /// The value of a name.
    package subscript(_ key: String) -> Value? { entries.first { $0.key == key }?.value }

    init(sorted entries: [Entry], of type: String) throws {
      let ordered = zip(entries, entries.dropFirst()).allSatisfy { $0.key < $1.key }
      self.entries = ordered ? entries : entries.sorted { $0.key < $1.key }
      let twice = ordered ? nil : zip(self.entries, self.entries.dropFirst()).first { $0.key == $1.key }
      if let twice { throw PayloadFault.member(type: type, name: twice.0.key, reason: "stands twice") }
    }
  }

  /// A form was answered: by whom, with what, and what it scored by the instrument in force.
  package struct FormAnswered: FactPayload {
    package static let type = "form.answered"
    package static let schema = 1

    /// The instrument's id.
    package var instrument: String
    /// The instrument's version.
    package var version: String
    /// The hash of the instrument's definition.
    package var hash: String
    /// The wave, such as `før` or `6`.
    package var wave: String?
    /// The number of the answer within its wave or course, where the source counts them.
    package var answerNo: Int?
    /// Who answered, such as `citizen`, `worker`, `relative`.
    package var respondent: String
    /// How it was answered, such as `paper`, `interview`, `screen`, `import`.
    package var mode: String
    /// The place of work, where it is another than the subject's own.
    package var site: String?
    /// The day counted from the study's own day zero, where the source gives no date.
    package var relativeDay: Int?
    /// The answers by item.
    package var answers: Keyed<Answer>
    /// The scores by scale, as computed when the form was answered.
    package var scores: Keyed<Score>

    package init(
      instrument: String, version: String, hash: String, wave: String? = nil, answerNo: Int? = nil, respondent: String,
      mode: String, site: String? = nil, relativeDay: Int? = nil, answers: [String: Answer], scores: [String: Score] = [:]
    ) {
      self.instrument = instrument
      self.version = version
      self.hash = hash
      self.wave = wave
      self.answerNo = answerNo
      self.respondent = respondent
      self.mode = mode
      self.site = site
      self.relativeDay = relativeDay
      self.answers = Keyed(answers)
      self.scores = Keyed(scores)
    }
  }
}

extension Measures.FormAnswered {
  package func write(to writer: inout PayloadWriter) throws {
    writer.member("instrument", instrument)
    writer.member("version", version)
    writer.member("hash", hash)
    writer.member("wave", wave)
    writer.member("answerNo", answerNo)
    writer.member("respondent", respondent)
    writer.member("mode", mode)
    writer.member("site", site)
    writer.member("relativeDay", relativeDay)
    writer.key("answers")
    try writer.object { writer in
      for entry in answers.entries {
        writer.key(entry.key)
        try writer.object { try Self.write(entry.value, to: &$0) }
      }
    }
    writer.key("scores")
    try writer.object { writer in
      for entry in scores.entries {
        writer.key(entry.key)
        switch entry.value {
        case .value(let number): try writer.number(number)
        case .refused(let reason): writer.string(reason)
        }
      }
    }
  }

  private static func write(_ answer: Measures.Answer, to writer: inout PayloadWriter) throws {
    switch answer {
    case .number(let number): try writer.member("n", number)
    case .code(let code): writer.member("c", code)
    case .codes(let codes):
      writer.key("cs")
      writer.array(codes)
    case .text(let text): writer.member("t", text)
    case .missing(let kind): writer.member("missing", kind)
    }
  }

  package init(schema: Int, from reader: inout PayloadReader) throws {
    var read = Self(instrument: "", version: "", hash: "", respondent: "", mode: "", answers: [:])
    var seen: Set<String> = []
    try reader.object { reader, key in
      switch key {
      case "instrument": read.instrument = try reader.string()
      case "version": read.version = try reader.string()
      case "hash": read.hash = try reader.string()
      case "wave": read.wave = try reader.string()
      case "answerNo": read.answerNo = try reader.integer()
      case "respondent": read.respondent = try reader.string()
      case "mode": read.mode = try reader.string()
      case "site": read.site = try reader.string()
      case "relativeDay": read.relativeDay = try reader.integer()
      case "answers":
        seen.insert(key)
        read.answers = try Self.keyed(from: &reader, Self.answer)
      case "scores":
        seen.insert(key)
        read.scores = try Self.keyed(from: &reader, Self.score)
      default: throw Self.unknown(key)
      }
    }
    for (name, value) in [("instrument", read.instrument), ("version", read.version), ("respondent", read.respondent)] {
      if value.isEmpty { throw PayloadFault.member(type: Self.type, name: name, reason: "missing") }
    }
    guard seen.contains("answers") else { throw PayloadFault.member(type: Self.type, name: "answers", reason: "missing") }
    self = read
  }

  private static func keyed<Value>(
    from reader: inout PayloadReader, _ value: (inout PayloadReader) throws -> Value
  ) throws -> Measures.Keyed<Value> {
    var entries: [Measures.Keyed<Value>.Entry] = []
    try reader.object { reader, key in entries.append(.init(key: key, value: try value(&reader))) }
    return try Measures.Keyed(sorted: entries, of: type)
  }

  private static func answer(from reader: inout PayloadReader) throws -> Measures.Answer {
    var answer: Measures.Answer?
    try reader.object { reader, key in
      guard answer == nil else { throw PayloadFault.member(type: type, name: "answers", reason: "an answer of two kinds") }
      switch key {
      case "n": answer = .number(try reader.number())
      case "c": answer = .code(try reader.string())
      case "cs":
        var codes: [String] = []
        try reader.array { codes.append(try $0.string()) }
        answer = .codes(codes)
      case "t": answer = .text(try reader.string())
      case "missing": answer = .missing(try reader.string())
      default: throw unknown(key)
      }
    }
    return try required(answer, "answers")
  }

  private static func score(from reader: inout PayloadReader) throws -> Measures.Score {
    if case .string = try reader.kind() { return .refused(try reader.string()) }
    return .value(try reader.number())
  }
}
