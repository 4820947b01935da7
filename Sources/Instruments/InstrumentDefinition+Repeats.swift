extension InstrumentDefinition {
  /// What an answer stands under: the item, and from round 2 on the round, as `substance#2`.
  public struct AnswerKey: Sendable, Hashable {
    /// The item.
    public var item: String
    /// The round, from 1.
    public var round: Int

    /// Names an item in a round.
    public init(item: String, round: Int = 1) {
      self.item = item
      self.round = round
    }

    /// Reads a key: `a` is round 1 of `a`, `a#2` is round 2. Nil for what is no key, such as `a#1`, `a#02` or `a#x`.
    public init?(_ text: String) {
      guard let mark = text.firstIndex(of: "#") else {
        self.init(item: text)
        return
      }
      let digits = text[text.index(after: mark)...]
      guard mark > text.startIndex, let round = Int(digits), round >= 2, String(round) == digits else { return nil }
      self.init(item: String(text[..<mark]), round: round)
    }

    /// The key as it stands in answers.
    public var text: String { round > 1 ? "\(item)#\(round)" : item }
  }

  /// An item in a round: its place among the items, its key in answers, and whether it is asked.
  struct AskedItem {
    var place: Int
    var key: String
    var round: Int
    var isAsked: Bool
  }

  /// How many rounds of a group have answers, at least 1; never more than the group takes.
  ///
  /// - Parameter group: the group's id.
  public func rounds(of group: String, in answers: Answers) -> Int {
    guard let max = groups.first(where: { $0.id == group })?.repeats?.max else { return 1 }
    let mine = Set(items.lazy.filter { $0.group == group }.map(\.id))
    let highest = answers.keys.lazy.compactMap { AnswerKey($0) }.filter { $0.round <= max && mine.contains($0.item) }.map(\.round)
      .max()
    return Swift.max(1, highest ?? 1)
  }

  /// The keys of everything that is asked, in the order of the items; a group that repeats stands round by round, as many rounds as have
  /// answers. ``asked(_:wave:round:of:)`` tells of one more.
  ///
  /// - Parameter wave: nil asks the items of all waves.
  public func askedKeys(_ answers: Answers, wave: String? = nil) -> [AnswerKey] {
    everyRound(answers, wave: wave).filter(\.isAsked).map { AnswerKey(item: items[$0.place].id, round: $0.round) }
  }

  /// The items of a group that are asked in a round, in order. A condition on an item of the group looks at the same round, any other at
  /// round 1.
  ///
  /// - Parameters:
  ///   - wave: nil asks the items of all waves.
  ///   - round: from 1; the first that has no answers yet is the next to ask.
  ///   - group: the group's id.
  public func asked(_ answers: Answers, wave: String? = nil, round: Int, of group: String) -> [String] {
    asked(in: round, of: group, answers, wave, first: asked(answers, wave: wave)).filter(\.isAsked).map { items[$0.place].id }
  }

  /// The group of an item, when it repeats.
  func repeatingGroup(of item: String) -> Group? {
    guard let name = self.item(item)?.group else { return nil }
    return groups.first { $0.id == name && $0.repeats != nil }
  }

  /// An item's key in a round of a group; the first round for items outside it.
  func key(of item: String, round: Int, in group: String?) -> AnswerKey {
    guard round > 1, let group, self.item(item)?.group == group else { return AnswerKey(item: item) }
    return AnswerKey(item: item, round: round)
  }

  /// Every item in every round that has answers, in order; later rounds of a group stand after its last item.
  func everyRound(_ answers: Answers, wave: String?) -> [AskedItem] {
    let first = asked(answers, wave: wave)
    var result: [AskedItem] = []
    var later: [Int: [AskedItem]] = [:]
    for group in groups where group.repeats != nil {
      let rounds = self.rounds(of: group.id, in: answers)
      guard rounds > 1, let last = items.lastIndex(where: { $0.group == group.id }) else { continue }
      later[last] = (2...rounds).flatMap { asked(in: $0, of: group.id, answers, wave, first: first) }
    }
    for (place, isAsked) in first.enumerated() {
      result.append(AskedItem(place: place, key: items[place].id, round: 1, isAsked: isAsked))
      if let rounds = later[place] { result += rounds }
    }
    return result
  }

  private func asked(in round: Int, of group: String, _ answers: Answers, _ wave: String?, first: [Bool]) -> [AskedItem] {
    let mine = items.indices.filter { items[$0].group == group }
    if round < 2 { return mine.map { AskedItem(place: $0, key: items[$0].id, round: 1, isAsked: first[$0]) } }
    var hidden = Set(items.indices.filter { !first[$0] && items[$0].group != group }.map { items[$0].id })
    return mine.map { place in
      let item = items[place]
      let shown =
        item.isIn(wave)
        && (item.showWhen?.holds { name in
          let key = self.key(of: name, round: round, in: group).text
          return hidden.contains(key) ? nil : answers[key]
        } ?? true)
      let key = AnswerKey(item: item.id, round: round).text
      if !shown { hidden.insert(key) }
      return AskedItem(place: place, key: key, round: round, isAsked: shown)
    }
  }
}
