import Base
import Foundation

extension Citizens {
  /// Names in forms that can be searched and compared: folded, as sounds, in tokens.
  ///
  /// Nothing here is shown to anybody; the name on the screen is the one that was written.
  package enum NameForm {
    /// One word or more in lower case without marks, so that different ways of writing the same letters become one.
    ///
    /// `ø`, `ö`, `oe` → `o`; `å`, `aa` → `a`; `æ`, `ä` → `ae`; `ü`, `ue` → `u`; other marks fall away; `ß` → `ss`, `ł` → `l`, `ı`
    /// → `i`; apostrophes fall away; everything that is no letter or digit parts words. Other scripts stay as they are: nothing
    /// is transliterated. The folded form of a prefix is a prefix of the folded form, so that one can search while typing.
    package static func fold(_ text: String) -> String {
      var out: [UInt8] = []
      var last: UInt8 = space
      func add(_ byte: UInt8) {
        if byte == space {
          if last != space { out.append(space) }
        } else if (byte == 0x65 && (last == 0x6F || last == 0x75)) || (byte == 0x61 && last == 0x61) {
          // oe, ue, aa: the second letter falls away, and is no first letter of another such pair.
          last = 0
          return
        } else {
          out.append(byte)
        }
        last = byte
      }
      if text.utf8.allSatisfy({ $0 < 128 }) {
        for byte in text.utf8 { if let letter = plain(byte) { add(letter) } }
      } else {
        for character in text.lowercased().precomposedStringWithCanonicalMapping {
          for byte in plain(character).utf8 { add(byte) }
        }
      }
      if out.last == space { out.removeLast() }
      return String(decoding: out, as: UTF8.self)
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
      "von", "van", "der", "den", "de", "la", "da", "di", "do", "dos", "af", "av", "zu", "al", "el", "bin", "bint", "ibn", "ben",
      "abu",
    ]

    /// Whether two folded given names are known to be said for each other.
    ///
    /// The list is short on purpose: a pair stands here only where one is commonly a pet form of the other in Denmark. `mikkel`
    /// and `michael` are separate names that are mixed up in speech; they are in the list with the same low weight.
    package static func areNicknames(_ a: String, _ b: String) -> Bool {
      guard a != b else { return false }
      return nicknames.contains { $0.contains(a) && $0.contains(b) }
    }

    private static let nicknames: [Set<String>] = [
      ["michael", "mikkel", "mik", "mike"], ["christian", "kristian", "chris", "kris"], ["thomas", "tom", "tommy"],
      ["alexander", "aleksander", "alex", "aleks"], ["benjamin", "ben", "benny"],
      ["nicolai", "nikolaj", "nikolai", "nico", "niko"],
      ["mathias", "matias", "matti"], ["katrine", "cathrine", "trine"], ["christina", "kristina", "tina"], ["anne", "anna"],
      ["frederik", "frede"], ["sebastian", "basse"], ["jorgen", "jorn"], ["johnny", "john"], ["mohammed", "mohamed", "mo"],
      ["abdullah", "abdullahi", "abdirahman", "abdi"], ["isabella", "bella"], ["josefine", "fine"],
      ["elisabeth", "lis", "lisbeth", "bette"], ["charlotte", "lotte"], ["susanne", "sanne", "sus"], ["kirsten", "kis"],
      ["margrethe", "grethe"], ["jesper", "jeppe"], ["andreas", "drees"], ["william", "bill", "ville"],
      ["robert", "bob", "robbie"],
      ["daniel", "danny"], ["patrick", "pat"], ["rasmus", "ras"], ["henrik", "henke"], ["kenneth", "ken"], ["dennis", "den"],
    ]

    private static let space: UInt8 = 0x20

    /// An ASCII byte folded: a small letter, a digit, or a space between words; nil for what falls away.
    private static func plain(_ byte: UInt8) -> UInt8? {
      switch byte {
      case 0x41...0x5A: byte + 32
      case 0x61...0x7A, 0x30...0x39: byte
      case 0x27, 0x60: nil
      default: space
      }
    }

    private static func plain(_ character: Character) -> String {
      if let known = special[character] { return known }
      guard character.isLetter || character.isNumber else { return " " }
      let bare = String(character).decomposedStringWithCanonicalMapping.unicodeScalars.filter {
        $0.properties.generalCategory != .nonspacingMark
      }
      return String(String.UnicodeScalarView(bare))
    }

    private static let special: [Character: String] = [
      "æ": "ae", "ä": "ae", "ø": "o", "œ": "o", "ß": "ss", "ł": "l", "ı": "i", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ŋ": "n",
      "ǿ": "o", "ǽ": "ae", "'": "", "’": "", "ʼ": "", "`": "", "´": "",
    ]
  }
}
