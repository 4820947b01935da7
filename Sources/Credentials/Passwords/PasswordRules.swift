import Base
import Foundation

/// Why a password may not be chosen. The password itself is in none of the words.
package enum PasswordRefusal: Error, Sendable, Hashable {
  /// Shorter than the least number of characters.
  case tooShort(least: Int)
  /// Longer than the largest number of characters.
  case tooLong(most: Int)
  /// One of the commonest passwords, or hardly more than such a one.
  case common
  /// The same few characters again and again, or a run such as 1234 or qwerty.
  case pattern
  /// Hardly more than the user's name, the organisation's name or the program's name.
  case context

  /// What to tell the person.
  package var words: Words {
    switch self {
    case .tooShort(let least):
      Words(
        da: "Adgangskoden skal have mindst \(least) tegn. Tre eller fire tilfældige ord er lette at huske.",
        en: "The password needs at least \(least) characters. Three or four random words are easy to remember.")
    case .tooLong(let most):
      Words(
        da: "Adgangskoden må højst have \(most) tegn.", en: "The password may have at most \(most) characters.")
    case .common:
      Words(
        da: "Adgangskoden ligger for tæt på en af de mest brugte. Vælg noget, andre ikke ville finde på.",
        en: "The password is too near one of the commonest. Choose something others would not think of.")
    case .pattern:
      Words(
        da: "Adgangskoden er en gentagelse eller en tast-rækkefølge. Vælg for eksempel fire tilfældige ord.",
        en: "The password is a repetition or a run of keys. Choose four random words, for example.")
    case .context:
      Words(
        da: "Adgangskoden er næsten kun dit navn, organisationens eller programmets. Vælg noget andet.",
        en: "The password is hardly more than your name, the organisation's or the program's. Choose another.")
    }
  }
}

/// What a new password must meet (NIST SP 800-63B, ASVS 5 chapter 6): length and not guessable; no rules about kinds of characters.
package struct PasswordRules: Sendable {
  /// The least length in Unicode scalars after normalisation.
  package var least = 12
  /// The largest length in Unicode scalars after normalisation.
  package var most = 128
  /// How many characters must be left when common and context words are taken away.
  package var remainder = 8
  /// Refused passwords, whole, in small letters, beside the list of common ones; an installation can hand in a long list.
  package var refused: Set<String> = []

  /// The rules with their usual numbers.
  package init() {}

  /// Checks a password that a person wants to have.
  ///
  /// - Parameter context: words that stand around the account: user name, the person's name, organisation. The program's own
  ///   name is always among them. Words of fewer than three letters are not looked for.
  package func check(_ password: Password, context: [String]) throws(PasswordRefusal) {
    guard !password.isOverlong else { throw .tooLong(most: most) }
    let length = password.length
    guard length >= least else { throw .tooShort(least: least) }
    guard length <= most else { throw .tooLong(most: most) }
    let small = password.normalised.lowercased()
    if refused.contains(small) || CommonPasswords.all.contains(small) { throw .common }
    if PasswordPattern.isRepetition(small) || PasswordPattern.isRun(small) { throw .pattern }
    let plain = PasswordPattern.plainLetters(small)
    for text in Set([small, plain]) {
      let parts = (context + ["brobygger"]).flatMap(PasswordRules.parts)
      if left(of: text, without: parts) < remainder { throw .context }
      if left(of: text, without: parts + PasswordWords.common) < remainder { throw .common }
    }
  }

  /// How many letters and digits are left when the words are taken out, the longest first.
  private func left(of text: String, without words: [String]) -> Int {
    var rest = text
    for word in words.sorted(by: { $0.count > $1.count }) where rest.contains(word) {
      rest = rest.replacingOccurrences(of: word, with: " ")
    }
    return rest.unicodeScalars.count { $0.properties.isAlphabetic || $0.properties.numericType != nil }
  }

  /// A context text as its words, in small letters: an address such as `anna.holm@example.org` gives anna, holm, example.
  private static func parts(_ text: String) -> [String] {
    let small = text.precomposedStringWithCompatibilityMapping.lowercased()
    return small.split { !$0.isLetter && !$0.isNumber }.map(String.init).filter { $0.count >= 3 }
  }
}

/// Passwords that are a rule instead of a choice.
enum PasswordPattern {
  /// True for a short unit that is said again and again, such as `aaaaaaaaaaaa` or `abc1abc1abc1`, or of no more than three
  /// different characters.
  static func isRepetition(_ text: String) -> Bool {
    let scalars = Array(text.unicodeScalars)
    if Set(scalars).count <= 3 { return true }
    for unit in 1...6 where scalars.count >= 2 * unit {
      if zip(scalars, scalars.dropFirst(unit)).allSatisfy({ $0 == $1 }) { return true }
    }
    return false
  }

  /// True when the whole text consists of runs of at least four characters along the alphabet, the digits or a row of keys.
  static func isRun(_ text: String) -> Bool {
    let rows = [
      "abcdefghijklmnopqrstuvwxyzæøå", "012345678901234567890", "qwertyuiopå", "asdfghjklæø", "zxcvbnm", "1qaz2wsx3edc4rfv5tgb",
    ]
    let lines = (rows + rows.map { String($0.reversed()) }).map { Array($0) }
    let letters = Array(text)
    var at = 0
    while at < letters.count {
      guard let length = lines.compactMap({ run(in: letters, at: at, along: $0) }).max() else { return false }
      at += length
    }
    return true
  }

  private static func run(in letters: [Character], at start: Int, along line: [Character]) -> Int? {
    guard let first = line.firstIndex(of: letters[start]) else { return nil }
    let length = zip(letters[start...], line[first...]).prefix { $0 == $1 }.count
    return length >= 4 ? length : nil
  }

  /// The text with the usual figures and signs read as the letters they stand for.
  static func plainLetters(_ text: String) -> String {
    let stands: [Character: Character] = [
      "0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "!": "i",
    ]
    return String(text.map { stands[$0] ?? $0 })
  }
}
