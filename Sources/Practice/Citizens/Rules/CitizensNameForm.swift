import Base
import Foundation

extension Citizens {
  /// Names in forms that can be searched and compared: folded, as sounds, in tokens.
  ///
  /// Nothing here is shown to anybody; the name on the screen is the one that was written.
  package enum NameForm {
    /// One word or more in lower case without marks, so that different ways of writing the same letters become one.
    ///
    /// `ø`, `ö`, `oe` → `o`; `å`, `aa` → `a`; `æ`, `ä` → `ae`; `ü`, `ue` → `u`; other marks fall away; `ß` → `ss`, `ł` → `l`, `ı` → `i`;
    /// apostrophes fall away; everything that is no letter or digit parts words. Other scripts stay as they are: nothing is
    /// transliterated. The folded form of a prefix is a prefix of the folded form, so that one can search while typing.
    package static func fold(_ text: String) -> String {
      var out = ""
      var last: Character = " "
      for character in text.lowercased().precomposedStringWithCanonicalMapping {
        for letter in plain(character) {
          if letter == " " {
            if last != " " { out.append(" ") }
          } else if (letter == "e" && (last == "o" || last == "u")) || (letter == "a" && last == "a") {
            last = "\u{0}"
            continue
          } else {
            out.append(letter)
          }
          last = letter
        }
      }
      return out.hasSuffix(" ") ? String(out.dropLast()) : out
    }

    /// The folded words of a text.
    package static func words(_ text: String?) -> [String] {
      guard let text else { return [] }
      return fold(text).split(separator: " ").map(String.init)
    }

    /// What a stored name is found by: each word of given name, family name and alias once, and double names in one word too.
    package static func searchTokens(_ name: PersonName) -> [String] {
      var tokens: [String] = []
      for part in [name.given, name.family, name.alias] {
        tokens += words(part)
        for word in (part ?? "").split(whereSeparator: \.isWhitespace) where word.contains("-") {
          tokens.append(words(String(word)).joined())
        }
      }
      var seen = Set<String>()
      return tokens.filter { seen.insert($0).inserted }
    }

    /// What somebody searching typed, folded like the stored tokens; each is to be found as a prefix. At most eight words.
    package static func queryTokens(_ text: String) -> [String] { Array(words(String(text.prefix(200))).prefix(8)) }

    /// The words without particles (`von`, `al`, …), unless nothing else is there.
    package static func mainWords(_ text: String?) -> [String] {
      let all = words(text)
      let main = all.filter { !particles.contains($0) }
      return main.isEmpty ? all : main
    }

    /// Small words in family names that are often left out.
    package static let particles: Set<String> = [
      "von", "van", "der", "den", "de", "la", "da", "di", "do", "dos", "af", "av", "zu", "al", "el", "bin", "bint", "ibn", "ben", "abu",
    ]

    /// Whether two folded given names are known to be said for each other.
    ///
    /// The list is short on purpose: a pair stands here only where one is commonly a pet form of the other in Denmark. `mikkel` and
    /// `michael` are separate names that are mixed up in speech; they are in the list with the same low weight.
    package static func areNicknames(_ a: String, _ b: String) -> Bool {
      guard a != b else { return false }
      return nicknames.contains { $0.contains(a) && $0.contains(b) }
    }

    private static let nicknames: [Set<String>] = [
      ["michael", "mikkel", "mik", "mike"], ["christian", "kristian", "chris", "kris"], ["thomas", "tom", "tommy"],
      ["alexander", "aleksander", "alex", "aleks"], ["benjamin", "ben", "benny"], ["nicolai", "nikolaj", "nikolai", "nico", "niko"],
      ["mathias", "matias", "matti"], ["katrine", "cathrine", "trine"], ["christina", "kristina", "tina"], ["anne", "anna"],
      ["frederik", "frede"], ["sebastian", "basse"], ["jorgen", "jorn"], ["johnny", "john"], ["mohammed", "mohamed", "mo"],
      ["abdullah", "abdullahi", "abdirahman", "abdi"], ["isabella", "bella"], ["josefine", "fine"],
      ["elisabeth", "lis", "lisbeth", "bette"], ["charlotte", "lotte"], ["susanne", "sanne", "sus"], ["kirsten", "kis"],
      ["margrethe", "grethe"], ["jesper", "jeppe"], ["andreas", "drees"], ["william", "bill", "ville"], ["robert", "bob", "robbie"],
      ["daniel", "danny"], ["patrick", "pat"], ["rasmus", "ras"], ["henrik", "henke"], ["kenneth", "ken"], ["dennis", "den"],
    ]

    private static func plain(_ character: Character) -> [Character] {
      if let known = special[character] { return known }
      guard character.isLetter || character.isNumber else { return [" "] }
      let bare = String(character).decomposedStringWithCanonicalMapping.unicodeScalars.filter {
        $0.properties.generalCategory != .nonspacingMark
      }
      return Array(String(String.UnicodeScalarView(bare)))
    }

    private static let special: [Character: [Character]] = [
      "æ": ["a", "e"], "ä": ["a", "e"], "ø": ["o"], "œ": ["o"], "ß": ["s", "s"], "ł": ["l"], "ı": ["i"], "đ": ["d"], "ð": ["d"],
      "þ": ["t", "h"], "ħ": ["h"], "ŋ": ["n"], "ǿ": ["o"], "'": [], "’": [], "ʼ": [], "`": [], "´": [],
    ]
  }
}
