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
    if let validDays {
      lines.append(say("Et svar gælder i \(validDays) dage.", "An answer counts as current for \(validDays) days."))
    }
    if screen { lines.append(say("En screening er ikke en diagnose.", "A screening is not a diagnosis.")) }
    if let name = gate?.certificate {
      lines.append(
        say("Bruges kun af den, der har certifikatet \(name).", "Used only by those who hold the certificate \(name)."))
    }
    if let days = gate?.abstinenceDays {
      lines.append(
        say(
          "Nogle resultater gælder først efter \(days) dage uden brug.", "Some results count only after \(days) days without use."
        ))
    }
    for group in groups where group.repeats != nil || group.page > 1 {
      let page = group.page > 1 ? say(", side \(group.page)", ", page \(group.page)") : ""
      let repeats =
        group.repeats.map { say(", kan besvares op til \($0.max) gange", ", can be answered up to \($0.max) times") } ?? ""
      lines.append("\(group.label[language]) [\(group.id)]\(page)\(repeats)")
    }
    lines.append("")
    for (index, item) in items.enumerated() {
      lines.append("\(index + 1). \(item.label[language]) [\(item.id)]: \(item.kind.described(language))")
      if let condition = item.showWhen {
        lines.append("   \(say("Stilles, når", "Asked when")) \(condition.described(by: self)[language])")
      }
      if let group = item.group, groups.contains(where: { $0.id == group && $0.repeats != nil }) {
        lines.append("   \(say("Gentages med", "Repeats with")) [\(group)]")
      }
      if !item.waves.isEmpty { lines.append("   \(say("Kun ved", "Only at")): \(item.waves.joined(separator: ", "))") }
    }
    for scale in scales {
      lines.append("")
      lines += scale.described(language, in: self)
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
