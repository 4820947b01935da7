import Base
import Instruments

extension Measures {
  /// How a form is answered.
  package enum Mode: String, Sendable, CaseIterable {
    case faceToFace, phone, ownPhone
    /// On paper, and typed in afterwards.
    case paper

    /// The mode on the screen.
    package var words: Words {
      switch self {
      case .faceToFace: Words(da: "Sammen, ansigt til ansigt", en: "Together, face to face")
      case .phone: Words(da: "I telefonen", en: "On the telephone")
      case .ownPhone: Words(da: "På borgerens egen telefon", en: "On the citizen's own phone")
      case .paper: Words(da: "På papir, tastet ind", en: "On paper, typed in")
      }
    }
  }

  /// A form that is being filled in: what was answered so far, by whom and how. It is no history until it is finished.
  package struct Sheet: Hashable, Sendable {
    /// Its id in addresses.
    package var id: String
    /// The stream of whom it is about, as text.
    package var subject: String
    /// The user who began it.
    package var startedBy: String
    package var startedAt: Instant
    /// Instrument, version, hash, wave, respondent, mode and the answers so far.
    package var form: FormAnswered

    package init(id: String, subject: String, startedBy: String, startedAt: Instant, form: FormAnswered) {
      self.id = id
      self.subject = subject
      self.startedBy = startedBy
      self.startedAt = startedAt
      self.form = form
    }

    /// The answers so far, as the instrument reads them.
    package func answers(_ definition: InstrumentDefinition) -> Answers { Measures.answers(form.answers, of: definition) }

    /// The wave, where the instrument asks otherwise in some than in others.
    package func wave(_ definition: InstrumentDefinition) -> String? { Measures.wave(form.wave, spokenOfBy: definition) }

    /// What is asked, in order: one step a question, also of each round of a group that repeats.
    package func steps(_ definition: InstrumentDefinition) -> [InstrumentDefinition.AnswerKey] {
      definition.askedKeys(answers(definition), wave: wave(definition)).filter { key in
        definition.item(key.item).map { $0.kind.name != .info } ?? false
      }
    }

    /// The first question that has no answer of any kind yet; nil when all have one.
    package func next(_ definition: InstrumentDefinition) -> InstrumentDefinition.AnswerKey? {
      steps(definition).first { form.answers[$0.text] == nil }
    }

    /// Puts an answer in, and takes out what is no longer asked because of it.
    ///
    /// - Returns: why it cannot be taken; nil when it was.
    package mutating func take(_ answer: Instruments.Answer, for key: String, _ definition: InstrumentDefinition)
      -> AnswerRefusal?
    {
      var all = answers(definition)
      all[key] = answer
      let wave = wave(definition)
      guard let name = InstrumentDefinition.AnswerKey(key)?.item, definition.item(name) != nil else { return .unknownItem(key) }
      if let refusal = definition.refusals(all, wave: wave).first(where: { $0.item == key || $0.item == name }) { return refusal }
      let asked = Set(definition.askedKeys(all, wave: wave).map(\.text))
      all = all.filter { asked.contains($0.key) }
      form.answers = Keyed(all.mapValues(Answer.init))
      return nil
    }

    /// The form as it is written down: what was asked and not answered says so, and the scores stand with it.
    ///
    /// - Returns: what is missing, where the form cannot be finished.
    package func finished(_ definition: InstrumentDefinition) -> Result<FormAnswered, AnswerProblems> {
      let (answers, wave) = (answers(definition), wave(definition))
      var refusals = definition.refusals(answers, wave: wave, finished: true)
      let steps = steps(definition)
      // A form without a single answer is no form.
      if answers.isEmpty, refusals.isEmpty, let first = steps.first { refusals.append(.required(first.text)) }
      guard refusals.isEmpty else { return .failure(AnswerProblems(list: refusals)) }
      var form = form
      var all = answers
      for step in steps where all[step.text] == nil { all[step.text] = .missing(.notAsked) }
      form.answers = Keyed(all.mapValues(Answer.init))
      form.scores = Keyed(Measures.scores(definition, answers, wave: wave))
      return .success(form)
    }
  }

  /// Everything that keeps a form from being finished.
  package struct AnswerProblems: Error, Hashable, Sendable { package var list: [AnswerRefusal] }

  /// The alerts that an answer sets off and that were silent before it.
  package static func newAlerts(
    _ definition: InstrumentDefinition, before: Answers, after: Answers, wave: String?
  ) -> [InstrumentDefinition.Alert] {
    let known = Set(definition.alerts(for: before, wave: wave).map(\.id))
    return definition.alerts(for: after, wave: wave).filter { !known.contains($0.id) }
  }
}

// MARK: - What a form sends

extension Measures {
  /// Reads what a form sent for an item: a kind of missing answer, else the answer itself.
  ///
  /// - Parameters:
  ///   - sent: the values of the item's field; several for a choice of many.
  ///   - missing: why there is no answer, where that was said instead.
  /// - Returns: nil when nothing was sent.
  package static func answer(
    _ item: InstrumentDefinition.Item, sent: [String], missing: String?
  ) -> Result<Instruments.Answer, AnswerRefusal>? {
    if let missing, let kind = Instruments.Answer.Missing(rawValue: missing) { return .success(.missing(kind)) }
    let texts = sent.map(trimmed).filter { !$0.isEmpty }
    if case .choices = item.kind { return texts.isEmpty ? nil : .success(.choices(texts.filter { $0 != noneOfThem })) }
    guard let text = texts.first else { return nil }
    switch item.kind {
    case .choice: return .success(.choice(text))
    case .number, .scale:
      guard let number = number(text) else { return .failure(.wrongKind(item: item.id, expected: item.kind.name)) }
      return .success(.number(number))
    case .date:
      guard let day = day(text) else { return .failure(.wrongKind(item: item.id, expected: .date)) }
      return .success(.date(day))
    case .text: return .success(.text(text))
    case .choices, .info: return nil
    }
  }

  /// The value of the box that says that none of many fits: it is an answer, and another than no answer.
  package static let noneOfThem = "-"

  private static func trimmed(_ text: String) -> String {
    let from = text.drop { $0.isWhitespace }
    return String(from.reversed().drop { $0.isWhitespace }.reversed())
  }

  /// A number with a comma or a point, without spaces between thousands.
  private static func number(_ text: String) -> Double? {
    let plain = text.replacing(",", with: ".")
    guard plain.count(where: { $0 == "." }) <= 1, plain.allSatisfy({ $0.isASCII && ($0.isNumber || $0 == "." || $0 == "-") })
    else {
      return nil
    }
    return Double(plain)
  }

  /// `2026-02-03`, or day, month and year.
  private static func day(_ text: String) -> CivilDate? {
    if let day = CivilDate(text) { return day }
    let parts = text.split { " -./".contains($0) }
    guard parts.count == 3, parts[2].count == 4, let day = Int(parts[0]), let month = Int(parts[1]), let year = Int(parts[2])
    else { return nil }
    return CivilDate(year: year, month: month, day: day)
  }
}
