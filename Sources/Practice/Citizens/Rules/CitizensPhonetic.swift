extension Citizens.NameForm {
  /// The longest key.
  package static let phoneticLength = 6

  /// How a folded word sounds in Danish, coarsely: the consonants that are heard, at most six, with `A` for a vowel at the beginning.
  ///
  /// Made for this purpose; the rules, in order: `sch` → s · `ch`, `ck`, `kh`, `q` → k · `ph` → f · `th` → t · `gh` → g · `dh` → d · `x` → ks · `z` → s
  /// · `w` → v · `c` before e, i, y → s, else k · first `hv` → v, first `hj` → j · silent d in `ld`, `nd`, `rd`, `ds`, `dt` · `j` after a consonant
  /// and `h` inside fall away · vowels, `y` too, and `j` beside them fall away · doubles become one. So Christian and Kristian, Thomas and
  /// Tomas, Kjær and Kær, Winther and Vinter, Mohammed and Muhamed are each one key. What is no Latin letter stays.
  package static func phonetic(_ folded: String) -> String {
    let sounds = softened(Array(folded.filter { $0 != " " }))
    var key: [Character] = []
    for (i, letter) in sounds.enumerated() {
      if isVowel(letter) {
        if i == 0 { key.append("A") }
        continue
      }
      if i > 0, letter == "h" { continue }
      if i > 0, letter == "j" { continue }
      if key.last != letter { key.append(letter) }
      if key.count == phoneticLength { break }
    }
    return String(key)
  }

  /// As `phonetic`, with the vowels and the whole length: the same only for two spellings of one name.
  package static func spoken(_ folded: String) -> String {
    var out: [Character] = []
    for letter in softened(Array(folded.filter { $0 != " " })) {
      let heard: Character = letter == "y" || letter == "j" ? "i" : letter
      if out.last != heard { out.append(heard) }
    }
    return String(out)
  }

  private static func isVowel(_ letter: Character) -> Bool { "aeiouy".contains(letter) }

  private static let pairs: [String: String] = [
    "ch": "k", "ck": "k", "kh": "k", "ph": "f", "th": "t", "gh": "g", "dh": "d", "qu": "k", "ld": "l", "nd": "n", "rd": "r", "ds": "s",
    "dt": "t", "ts": "s",
  ]

  private static let singles: [Character: String] = ["q": "k", "x": "ks", "z": "s", "w": "v"]

  /// The word with letter groups replaced by what is heard.
  private static func softened(_ letters: [Character]) -> [Character] {
    var out: [Character] = []
    var i = 0
    while i < letters.count {
      let letter = letters[i]
      let next: Character? = i + 1 < letters.count ? letters[i + 1] : nil
      if i == 0, letter == "h", next == "v" || next == "j" {
        i += 1
      } else if letter == "s", next == "c", i + 2 < letters.count, letters[i + 2] == "h" {
        out.append("s")
        i += 3
      } else if let next, let pair = pairs[String([letter, next])] {
        out += pair
        i += 2
      } else if letter == "c" {
        out.append(next.map { "eiy".contains($0) } ?? false ? "s" : "k")
        i += 1
      } else {
        out += singles[letter] ?? String(letter)
        i += 1
      }
    }
    return out
  }
}
