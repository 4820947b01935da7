import Base

extension Citizens.Matching {
  /// A folded word, and how it sounds.
  struct NameWord: Hashable, Sendable {
    let text: String
    let sound: String
    let spoken: String

    init(_ text: String) {
      self.text = text
      sound = Citizens.NameForm.phonetic(text)
      spoken = Citizens.NameForm.spoken(text)
    }
  }

  /// A name folded and parted.
  struct NameParts: Hashable, Sendable {
    let given: [NameWord]
    /// Without particles.
    let family: [NameWord]
    let givenJoined: NameWord
    let familyJoined: NameWord
    let alias: String
    let aliasWords: [String]
    /// The ways in which the name can stand where an alias stands.
    let whole: [String]

    init(_ name: Citizens.PersonName) {
      typealias Form = Citizens.NameForm
      given = Form.words(name.given).map(NameWord.init)
      family = Form.mainWords(name.family).map(NameWord.init)
      givenJoined = NameWord(given.map(\.text).joined())
      familyJoined = NameWord(family.map(\.text).joined())
      aliasWords = Form.words(name.alias)
      alias = aliasWords.joined(separator: " ")
      let parts = [Form.words(name.given).joined(separator: " "), Form.words(name.family).joined(separator: " ")]
      whole = (parts + [parts.joined(separator: " ")]).filter { $0.count > 1 }
    }
  }

  /// What is found between two names: as they stand, with given and family name swapped, or an alias in place of the name.
  static func compareNames(_ a: NameParts, _ b: NameParts) -> [Weighed] {
    let aliases = compareAliases(a, b)
    // A name that is an alias cannot be compared with a name.
    if let aliases, aliases.finding != .aliasPart,
      stands(a.alias, among: b.whole + a.whole) || stands(b.alias, among: b.whole + a.whole)
    {
      return [aliases]
    }
    let rare = !(a.given + b.given).contains { isKnown(given: $0.text) }
    var best = [
      compareGiven(a.given, b.given, a.givenJoined, b.givenJoined),
      compareFamily(a.family, b.family, a.familyJoined, b.familyJoined, rareGiven: rare),
    ].compactMap { $0 }
    let same = best.contains { $0.finding == .givenSame } && best.contains { $0.finding == .familySame }
    let swapped =
      same
      ? []
      : [
        compareGiven(a.given, b.family, a.givenJoined, b.familyJoined),
        compareFamily(a.family, b.given, a.familyJoined, b.givenJoined, rareGiven: rare),
      ].compactMap { $0 }
    if swapped.contains(where: { $0.finding.speaksFor }), total(swapped) + Finding.namesSwapped.weight > total(best) {
      best = swapped + [(.namesSwapped, Finding.namesSwapped.weight)]
    }
    if let aliases { best.append(aliases) }
    return best
  }

  private static func total(_ found: [Weighed]) -> Double { found.reduce(0) { $0 + $1.weight } }

  /// A finding about a name that both may share, weighed by how common it is.
  private static func weighed(_ finding: Finding, _ commonness: Double) -> Weighed {
    let (m, u) = finding.chance
    return (finding, logBase2(m / min(1, u * commonness)))
  }

  private static func compareGiven(_ a: [NameWord], _ b: [NameWord], _ joined: NameWord, _ otherJoined: NameWord) -> Weighed? {
    guard let first = a.first, let other = b.first else { return nil }
    let common = first == other ? commonness(given: first.text) : commonness(given: first.text) + commonness(given: other.text)
    if joined.text == otherJoined.text {
      // Every further name that agrees makes chance less likely, though names go together.
      return weighed(.givenSame, common * (a.count > 1 ? 0.3 : 1))
    }
    if first == other {
      if a.count == 1 || b.count == 1 { return weighed(.givenPart, common) }
      return oneAlike(Array(a.dropFirst()), Array(b.dropFirst()))
        ? weighed(.givenPart, common * 0.3) : weighed(.givenOther, common)
    }
    let further = a.dropFirst().contains(where: b.contains) ? 0.3 : 1
    let known = isKnown(given: first.text) && isKnown(given: other.text) && first.spoken != other.spoken
    let slip = alike(first, other) ? Finding.givenSound : close(first.text, other.text) ? .givenClose : nil
    if let slip { return weighed(known ? .givenOther : slip, common * further) }
    if close(joined.text, otherJoined.text) { return weighed(.givenClose, common * further) }
    if let shared = a.first(where: b.contains) { return weighed(.givenSecond, commonness(given: shared.text)) }
    if Citizens.NameForm.areNicknames(first.text, other.text) { return weighed(.givenNickname, common) }
    if oneAlike(a, b) { return weighed(.givenSecond, 0.01) }
    if first.text.utf8.count == 1 || other.text.utf8.count == 1, first.text.first == other.text.first {
      return weighed(.givenInitial, common)
    }
    return (.givenDifferent, Finding.givenDifferent.weight)
  }

  private static func compareFamily(
    _ a: [NameWord], _ b: [NameWord], _ joined: NameWord, _ otherJoined: NameWord, rareGiven: Bool
  ) -> Weighed? {
    guard let last = a.last, let other = b.last else { return nil }
    // Names of one origin go together: who shares a name that is rare in Denmark often shares the family name too.
    func share(_ word: NameWord) -> Double { max(commonness(family: word.text), rareGiven ? 0.006 : 0) }
    let common = last == other ? share(last) : share(last) + share(other)
    if joined.text == otherJoined.text { return weighed(.familySame, common * (a.count > 1 ? 0.3 : 1)) }
    if let shared = a.last(where: b.contains) {
      let missing = a.count == 1 || b.count == 1 || oneAlike(a.filter { $0 != shared }, b.filter { $0 != shared })
      return weighed(missing ? .familyPart : .familyOther, share(shared))
    }
    let known = isKnown(family: last.text) && isKnown(family: other.text) && last.spoken != other.spoken
    let slip = alike(last, other) ? Finding.familySound : close(last.text, other.text) ? .familyClose : nil
    if let slip { return weighed(known ? .familyOther : slip, common) }
    if alike(joined, otherJoined) { return weighed(.familySound, common) }
    if close(joined.text, otherJoined.text) { return weighed(.familyClose, common) }
    if oneAlike(a, b) { return weighed(.familyClose, 0.01) }
    return (.familyDifferent, Finding.familyDifferent.weight)
  }

  /// Whether any word of one is alike or close to any of the other.
  private static func oneAlike(_ a: [NameWord], _ b: [NameWord]) -> Bool {
    a.contains { word in b.contains { alike(word, $0) || close(word.text, $0.text) } }
  }

  private static func compareAliases(_ a: NameParts, _ b: NameParts) -> Weighed? {
    if !a.alias.isEmpty, a.alias == b.alias { return weighed(.aliasSame, commonness(alias: a.alias)) }
    if stands(a.alias, among: b.whole) { return weighed(.aliasAsName, commonness(alias: a.alias)) }
    if stands(b.alias, among: a.whole) { return weighed(.aliasAsName, commonness(alias: b.alias)) }
    guard !a.alias.isEmpty, !b.alias.isEmpty else { return nil }
    let similar = a.aliasWords.contains { $0.count > 3 && b.aliasWords.contains($0) } || close(a.alias, b.alias)
    return similar ? (.aliasPart, Finding.aliasPart.weight) : nil
  }

  private static func stands(_ alias: String, among names: [String]) -> Bool {
    !alias.isEmpty && names.contains { $0 == alias || ($0.count > 5 && close($0, alias)) }
  }

  /// Whether two folded words sound alike.
  static func alike(_ a: NameWord, _ b: NameWord) -> Bool {
    guard a.text.utf8.count > 1, b.text.utf8.count > 1 else { return a.text == b.text }
    guard a.sound == b.sound else { return false }
    return a.spoken == b.spoken
      || distance(Array(a.text.utf8), Array(b.text.utf8)) <= 1 + max(a.text.utf8.count, b.text.utf8.count) / 3
  }

  /// Whether a slip of the fingers makes one of the other: one change in four letters or more, two in eight or more.
  static func close(_ a: String, _ b: String) -> Bool {
    let (x, y) = (Array(a.utf8), Array(b.utf8))
    let longest = max(x.count, y.count)
    let allowed = longest >= 8 ? 2 : 1
    guard longest >= 3, abs(x.count - y.count) <= allowed else { return false }
    return distance(x, y) <= allowed
  }

  /// Changes, insertions, deletions and swaps of neighbours (optimal string alignment).
  static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
    guard !a.isEmpty, !b.isEmpty else { return max(a.count, b.count) }
    var before: [Int] = []
    var above = Array(0...b.count)
    for i in 1...a.count {
      var row = [i] + Array(repeating: 0, count: b.count)
      for j in 1...b.count {
        row[j] = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1))
        if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] { row[j] = min(row[j], before[j - 2] + 1) }
      }
      (before, above) = (above, row)
    }
    return above[b.count]
  }
}
