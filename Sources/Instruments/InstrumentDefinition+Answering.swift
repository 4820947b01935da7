import Base

extension InstrumentDefinition {
  /// For each item whether it is asked, given the answers so far and the wave. An answer to an item that is not asked is not looked at.
  /// Of a group that repeats this is round 1; ``askedKeys(_:wave:)`` tells of all rounds.
  ///
  /// - Parameter wave: nil asks the items of all waves.
  public func asked(_ answers: Answers, wave: String? = nil) -> [Bool] {
    var hidden = Set<String>()
    return items.map { item in
      let shown = item.isIn(wave) && (item.showWhen?.holds { hidden.contains($0) ? nil : answers[$0] } ?? true)
      if !shown { hidden.insert(item.id) }
      return shown
    }
  }

  /// Everything that is wrong with a form's answers, in the order of the items and their rounds; empty when it may be taken.
  ///
  /// - Parameters:
  ///   - wave: which options and items are offered; nil offers all.
  ///   - finished: also asks for the required items, in each round that has answers.
  public func refusals(_ answers: Answers, wave: String? = nil, finished: Bool = false) -> [AnswerRefusal] {
    let known = Set(items.map(\.id))
    var found = answers.keys.filter { !known.contains($0) }.sorted().compactMap { refusal($0, known) }
    for asked in everyRound(answers, wave: wave) {
      guard let answer = answers[asked.key] else {
        if finished, asked.isAsked, items[asked.place].required { found.append(.required(asked.key)) }
        continue
      }
      guard answer.isGiven else { continue }
      if !asked.isAsked {
        found.append(.notAsked(asked.key))
      } else if asked.round == 1 {
        if let refusal = items[asked.place].refusal(of: answer, wave: wave) { found.append(refusal) }
      } else {
        var item = items[asked.place]
        item.id = asked.key
        if let refusal = item.refusal(of: answer, wave: wave) { found.append(refusal) }
      }
    }
    return found
  }

  /// Why there can be no answer under a key that is no item's id; nil when there can.
  private func refusal(_ text: String, _ known: Set<String>) -> AnswerRefusal? {
    guard let key = AnswerKey(text), key.round > 1, known.contains(key.item) else { return .unknownItem(text) }
    let max = repeatingGroup(of: key.item)?.repeats?.max ?? 1
    return key.round > max ? .tooManyRounds(item: text, max: max) : nil
  }
}

extension InstrumentDefinition.Item {
  /// Whether it belongs to a wave; nil is all waves.
  func isIn(_ wave: String?) -> Bool { wave.map { waves.isEmpty || waves.contains($0) } ?? true }

  /// Why the item does not take an answer; nil when it does. Missing answers are always taken.
  public func refusal(of answer: Answer, wave: String? = nil) -> AnswerRefusal? {
    switch (kind, answer) {
    case (_, .missing): nil
    case (.choice, .choice(let code)): refusal(code, wave)
    case (.choices, .choices(let codes)):
      codes.lazy.compactMap { refusal($0, wave) }.first ?? double(codes).map { .doubleOption(item: id, code: $0) }
    case (.number(let range), .number(let value)): refusal(value, range)
    case (.scale(let line), .number(let value)):
      value.rounded() == value && value >= Double(line.min) && value <= Double(line.max)
        ? nil : .outOfRange(item: id, min: Double(line.min), max: Double(line.max))
    case (.text(let length), .text(let text)):
      if let length, text.count > length { .tooLong(item: id, maxLength: length) } else { nil }
    case (.date, .date): nil
    default: .wrongKind(item: id, expected: kind.name)
    }
  }

  private func refusal(_ code: String, _ wave: String?) -> AnswerRefusal? {
    guard let option = options.first(where: { $0.code == code }) else { return .unknownOption(item: id, code: code) }
    if let wave, !option.waves.isEmpty, !option.waves.contains(wave) { return .unknownOption(item: id, code: code) }
    return nil
  }

  private func double(_ codes: [String]) -> String? {
    var seen = Set<String>()
    return codes.first { !seen.insert($0).inserted }
  }

  private func refusal(_ value: Double, _ range: InstrumentDefinition.NumberRange) -> AnswerRefusal? {
    guard value.isFinite, value >= (range.min ?? -.infinity), value <= (range.max ?? .infinity) else {
      return .outOfRange(item: id, min: range.min, max: range.max)
    }
    guard let decimals = range.decimals, value.rounded() != value else { return nil }
    guard let exact = Fraction(value), exact.rounded(decimals: decimals) == exact else {
      return .tooManyDecimals(item: id, decimals: decimals)
    }
    return nil
  }
}
