public import Base

extension InstrumentDefinition {
  /// The whole definition in words, for a professional to proof-read: items with answers and conditions, scales with rules and lines.
  public func described(_ language: Language) -> String {
    func say(_ da: String, _ en: String) -> String { Words(da: da, en: en)[language] }
    var lines = ["\(title[language]) (\(key))"]
    if let purpose { lines.append(purpose[language]) }
    lines.append("\(say("Kilde", "Source")): \(source)")
    lines.append("\(say("Licensklasse", "Licence class")) \(licence.kind.rawValue): \(licence.terms)")
    if wording == .labels {
      lines.append(
        say(
          "Teksterne er korte betegnelser, ikke skemaets egen ordlyd.",
          "The texts are short labels, not the instrument's own wording."))
    }
    if let recallDays { lines.append(say("Ser \(recallDays) dage tilbage.", "Looks back \(recallDays) days.")) }
    lines.append("")
    for (index, item) in items.enumerated() {
      lines.append("\(index + 1). \(item.label[language]) [\(item.id)]: \(item.kind.described(language))")
      if let condition = item.showWhen {
        lines.append("   \(say("Stilles, når", "Asked when")) \(condition.described(by: self)[language])")
      }
      if !item.waves.isEmpty { lines.append("   \(say("Kun ved", "Only at")): \(item.waves.joined(separator: ", "))") }
    }
    for scale in scales {
      lines.append("")
      lines += scale.described(language)
    }
    for alert in alerts {
      lines.append("\(say("Varsel, når", "Alert when")) \(alert.when.described(by: self)[language]): \(alert.message[language])")
    }
    return lines.joined(separator: "\n")
  }
}

extension InstrumentDefinition.Kind {
  func described(_ language: Language) -> String {
    func say(_ da: String, _ en: String) -> String { Words(da: da, en: en)[language] }
    func codes(_ options: [InstrumentDefinition.Option]) -> String {
      options.map { option in option.label[language] + (option.weight.map { " = \(plain($0))" } ?? "") }.joined(separator: "; ")
    }
    switch self {
    case .choice(let options): return codes(options)
    case .choices(let options): return say("flere af: ", "several of: ") + codes(options)
    case .number(let range):
      let unit = range.unit.map { " \($0[language])" } ?? ""
      let ends = [range.min.map { "≥ \(plain($0))" }, range.max.map { "≤ \(plain($0))" }].compactMap(\.self).joined(
        separator: ", ")
      return say("tal", "number") + unit + (ends.isEmpty ? "" : " (\(ends))")
    case .scale(let line):
      let points = line.points.map { "\($0.value) = \($0.label[language])" }.joined(separator: "; ")
      return "\(line.min)-\(line.max)" + (points.isEmpty ? "" : " (\(points))")
    case .text: return say("tekst", "text")
    case .date: return say("dato", "date")
    case .info: return say("til oplysning", "for information")
    }
  }
}

extension InstrumentDefinition.Scale {
  func described(_ language: Language) -> [String] {
    func say(_ da: String, _ en: String) -> String { Words(da: da, en: en)[language] }
    var lines = ["\(title[language]) [\(id)]: \(ruleText)"]
    if !reversed.isEmpty { lines.append("   \(say("Vendt", "Reversed")): \(reversed.joined(separator: ", "))") }
    lines.append("   " + missingText[language] + (missingSource.map { " (\($0))" } ?? ""))
    if let low = range.min { lines.append("   \(plain(low)) – \(range.max.map(plain) ?? "…")") }
    for band in bands { lines.append("   \(plain(band.from))-\(plain(band.to)): \(band.label[language])") }
    if let cutOff {
      let mark = cutOff.verified ? "" : say(" – ikke efterprøvet", " – unverified")
      let side = cutOff.side == .atOrAbove ? "≥" : "<"
      lines.append("   \(side) \(plain(cutOff.value)): \(cutOff.label[language]) (\(cutOff.source)\(mark))")
    }
    if let change {
      let limit = Fraction(change.threshold)?.rounded(decimals: 2)?.double ?? change.threshold
      lines.append("   \(say("Sikker ændring: mere end", "Reliable change: more than")) \(limit) (\(change.source))")
    }
    return lines
  }

  private var ruleText: String {
    switch rule {
    case .sum: "sum(\(items.joined(separator: ", ")))"
    case .mean: "mean(\(items.joined(separator: ", ")))"
    case .max: "max(\(items.joined(separator: ", ")))"
    case .min: "min(\(items.joined(separator: ", ")))"
    case .combine: ""
    case .classify: ""
    case .count(let atLeast): "count ≥ \(plain(atLeast)) (\(items.joined(separator: ", ")))"
    case .linear(let constant, let terms):
      terms.reduce(constant == 0 ? "" : plain(constant)) { text, term in
        let answer = term.transform == .ln1p ? "ln(\(term.item) + 1)" : term.item
        let factor =
          (term.weight == 1 ? "" : "\(plain(term.weight)) × ") + answer + (term.divisor == 1 ? "" : "/\(plain(term.divisor))")
        return text.isEmpty ? factor : "\(text) + \(factor)"
      }
    }
  }

  private var missingText: Words {
    switch missing {
    case .refuse: Words(da: "Mangler et svar, gives ingen score", en: "With an answer missing there is no score")
    case .prorate(let minimum):
      Words(da: "Fra \(minimum) svar opregnes forholdsmæssigt", en: "From \(minimum) answers the score is raised in proportion")
    case .substitute(let value, let minimum):
      Words(
        da: "Fra \(minimum) svar tæller et manglende svar \(plain(value))",
        en: "From \(minimum) answers a missing answer counts \(plain(value))")
    case .itemwise(let minimum):
      Words(da: "Fra \(minimum) svar tæller det, der er svaret", en: "From \(minimum) answers what is there counts")
    }
  }
}
