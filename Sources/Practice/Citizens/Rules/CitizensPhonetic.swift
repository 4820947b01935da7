extension Citizens.NameForm {
  /// The longest key.
  package static let phoneticLength = 6

  /// How a folded word sounds in Danish, coarsely: the consonants that are heard, at most six, with `A` for a vowel at the
  /// beginning.
  ///
  /// Made for this purpose. The rules, in order:
  /// - the first `h` of `hv` and `hj` is silent, and so is `h` inside a word
  /// - `sch` and `ts` sound as s; `ch`, `ck`, `kh` and `q` as k; `ph` as f; `th` as t; `gh` as g; `dh` as d; `x` as ks
  /// - `z` sounds as s; `w` as v
  /// - d is silent in `ld`, `nd`, `rd`, `ds`, `dt` (which sounds as t)
  /// - `c` before e, i or y sounds as s, else as k
  /// - `j` that is not first falls away, and so do vowels, `y` among them; doubles become one
  ///
  /// So Christian and Kristian, Thomas and Tomas, Kjær and Kær, Winther and Vinter, Mohammed and Muhamed are each one key. What
  /// is no Latin letter stays as it is.
  package static func phonetic(_ folded: String) -> String {
    var key: [UInt8] = []
    for (i, letter) in softened(folded).enumerated() {
      if isVowel(letter) {
        if i == 0 { key.append(Letter.vowel) }
        continue
      }
      if i > 0, letter == Letter.h || letter == Letter.j { continue }
      if key.last != letter { key.append(letter) }
      if key.count == phoneticLength { break }
    }
    return String(decoding: key, as: UTF8.self)
  }

  /// As `phonetic`, with the vowels and the whole length: the same only for two spellings of one name.
  package static func spoken(_ folded: String) -> String {
    var out: [UInt8] = []
    for letter in softened(folded) {
      let heard = letter == Letter.y || letter == Letter.j ? Letter.i : letter
      if out.last != heard { out.append(heard) }
    }
    return String(decoding: out, as: UTF8.self)
  }

  /// ASCII letters by name.
  private enum Letter {
    static let (a, c, d, e, f, g): (UInt8, UInt8, UInt8, UInt8, UInt8, UInt8) = (0x61, 0x63, 0x64, 0x65, 0x66, 0x67)
    static let (h, i, j, k, l, n): (UInt8, UInt8, UInt8, UInt8, UInt8, UInt8) = (0x68, 0x69, 0x6A, 0x6B, 0x6C, 0x6E)
    static let (o, p, q, r, s, t): (UInt8, UInt8, UInt8, UInt8, UInt8, UInt8) = (0x6F, 0x70, 0x71, 0x72, 0x73, 0x74)
    static let (u, v, w, x, y, z): (UInt8, UInt8, UInt8, UInt8, UInt8, UInt8) = (0x75, 0x76, 0x77, 0x78, 0x79, 0x7A)
    static let space: UInt8 = 0x20
    /// `A`
    static let vowel: UInt8 = 0x41
  }

  private static func isVowel(_ letter: UInt8) -> Bool {
    switch letter {
    case Letter.a, Letter.e, Letter.i, Letter.o, Letter.u, Letter.y: true
    default: false
    }
  }

  /// The word with letter groups replaced by what is heard.
  private static func softened(_ folded: String) -> [UInt8] {
    let letters = folded.utf8.filter { $0 != Letter.space }
    var out: [UInt8] = []
    out.reserveCapacity(letters.count)
    var i = 0
    while i < letters.count {
      let letter = letters[i]
      let next = i + 1 < letters.count ? letters[i + 1] : 0
      if i == 0, letter == Letter.h, next == Letter.v || next == Letter.j {
        i += 1
      } else if letter == Letter.s, next == Letter.c, i + 2 < letters.count, letters[i + 2] == Letter.h {
        out.append(Letter.s)
        i += 3
      } else if let heard = pair(letter, next) {
        out.append(heard)
        i += 2
      } else {
        single(letter, next, into: &out)
        i += 1
      }
    }
    return out
  }

  /// What two letters sound as together; nil when they sound each for itself.
  private static func pair(_ letter: UInt8, _ next: UInt8) -> UInt8? {
    switch (letter, next) {
    case (Letter.c, Letter.h), (Letter.c, Letter.k), (Letter.k, Letter.h), (Letter.q, Letter.u): Letter.k
    case (Letter.p, Letter.h): Letter.f
    case (Letter.t, Letter.h), (Letter.d, Letter.t): Letter.t
    case (Letter.g, Letter.h): Letter.g
    case (Letter.d, Letter.h): Letter.d
    case (Letter.l, Letter.d): Letter.l
    case (Letter.n, Letter.d): Letter.n
    case (Letter.r, Letter.d): Letter.r
    case (Letter.d, Letter.s), (Letter.t, Letter.s): Letter.s
    default: nil
    }
  }

  private static func single(_ letter: UInt8, _ next: UInt8, into out: inout [UInt8]) {
    switch letter {
    case Letter.c: out.append(next == Letter.e || next == Letter.i || next == Letter.y ? Letter.s : Letter.k)
    case Letter.q: out.append(Letter.k)
    case Letter.x: out += [Letter.k, Letter.s]
    case Letter.z: out.append(Letter.s)
    case Letter.w: out.append(Letter.v)
    default: out.append(letter)
    }
  }
}
