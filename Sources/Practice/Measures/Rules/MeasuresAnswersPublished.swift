import Base
import Instruments

extension Measures.Answer {
  /// An answer as the journal keeps it: a date as text, a missing answer by the name of its kind.
  package init(_ answer: Instruments.Answer) {
    switch answer {
    case .choice(let code): self = .code(code)
    case .choices(let codes): self = .codes(codes)
    case .number(let number): self = .number(number)
    case .text(let text): self = .text(text)
    case .date(let day): self = .text(day.description)
    case .missing(let kind): self = .missing(kind.rawValue)
    }
  }

  /// The answer as the instrument reads it; nil for a kind of missing that no instrument knows, and for a date that is none.
  package func read(as kind: InstrumentDefinition.Kind?) -> Instruments.Answer? {
    switch self {
    case .number(let number): return .number(number)
    case .code(let code): return .choice(code)
    case .codes(let codes): return .choices(codes)
    case .missing(let kind): return Instruments.Answer.Missing(rawValue: kind).map(Instruments.Answer.missing)
    case .text(let text):
      if case .date? = kind { return CivilDate(text).map(Instruments.Answer.date) }
      return .text(text)
    }
  }
}

extension Measures {
  /// Answers as the instrument reads them, by item; what it cannot read is left out.
  package static func answers(_ kept: Keyed<Answer>, of definition: InstrumentDefinition) -> Answers {
    var answers: Answers = [:]
    for entry in kept.entries {
      let item = InstrumentDefinition.AnswerKey(entry.key)?.item ?? entry.key
      if let answer = entry.value.read(as: definition.item(item)?.kind) { answers[entry.key] = answer }
    }
    return answers
  }

  /// The scores of a form that is finished.
  package static func scores(_ definition: InstrumentDefinition, _ answers: Answers, wave: String?) -> [String: Score] {
    var scores: [String: Score] = [:]
    for score in Scoring.score(definition, answers: answers, wave: wave) {
      switch score.result {
      case .success(let value): scores[score.scale] = .value(value)
      case .failure(let refusal): scores[score.scale] = .refused(refusal.name)
      }
    }
    return scores
  }

  /// The wave, where the instrument asks otherwise in some waves than in others; nil asks everything.
  package static func wave(_ wave: String?, spokenOfBy definition: InstrumentDefinition) -> String? {
    let speaks = definition.items.contains { !$0.waves.isEmpty || $0.options.contains { !$0.waves.isEmpty } }
    return speaks ? wave : nil
  }
}
