import Base

/// What the engine says by itself, so that no author can leave it out.
enum Notes {
  static func chiSquared(_ statistic: Double, _ degrees: Int, _ p: Double) -> Words {
    let (x, q) = (decimal(statistic, 2), probability(p))
    return Words(da: "Chi² = \(x.da), df = \(degrees), p \(q.da)", en: "Chi² = \(x.en), df = \(degrees), p \(q.en)")
  }

  static func decimal(_ value: Double, _ decimals: Int) -> Words {
    guard let rounded = Fraction(value)?.rounded(decimals: decimals) else { return Words(da: "–", en: "–") }
    return Figures.words(rounded, decimals: decimals)
  }

  /// `= 0,031`, or `< 0,001`.
  static func probability(_ p: Double) -> Words {
    if p < 0.001 { return Words(da: "< 0,001", en: "< 0.001") }
    let text = decimal(p, 3)
    return Words(da: "= \(text.da)", en: "= \(text.en)")
  }

  static let gross = Words(
    da: "Ingen kontrolgruppe: tallene er bruttoresultater. En ændring kan have andre årsager end indsatsen.",
    en: "No control group: gross results. A change may have other causes than the programme.")

  static func disclosure(_ rule: StudyDefinition.Disclosure) -> Words {
    guard rule.threshold > 0 else {
      let reason = rule.reason ?? Words(da: "", en: "")
      return Words(
        da: "Små grupper er ikke skjult. \(reason.da)", en: "Small groups are not hidden. \(reason.en)")
    }
    let own = rule.reason.map { Words(da: " " + $0.da, en: " " + $0.en) } ?? Words(da: "", en: "")
    return Words(
      da:
        "Grupper på 1-\(rule.threshold - 1) personer er skjult, og så mange andre tal, at de ikke kan regnes ud. Nul vises.\(own.da)",
      en:
        "Groups of 1-\(rule.threshold - 1) persons are hidden, and as many other figures as it takes that they cannot be worked out. "
        + "Zero is shown.\(own.en)")
  }

  static let rounding = Words(
    da:
      "Alle tal er afrundet til nærmeste (halve opad, bort fra nul) ud fra eksakte brøker; procenter kan summe til 99 eller 101.",
    en: "All figures are rounded half up, away from zero, from exact fractions; percents may add to 99 or 101.")

  static func erased(_ n: Int) -> Words {
    Words(
      da: "\(n) personer i populationen er slettet siden og tæller ikke med.",
      en: "\(n) persons of the population were erased since and do not count.")
  }

  static func tests(_ study: StudyDefinition) -> Words? {
    var names: [Words] = []
    for table in study.tables {
      let used = [table.test] + table.rows.map(\.test) + [table.layout == .change && table.test == nil ? .pairedT : nil]
      for test in used { if let test, !names.contains(name(test)) { names.append(name(test)) } }
    }
    guard !names.isEmpty else { return nil }
    let stars = study.tables.contains(where: \.stars)
    return Words(
      da: "Tosidede test: " + names.map(\.da).joined(separator: ", ") + (stars ? ". ** p < 0,05, * p < 0,10." : "."),
      en: "Two-sided tests: " + names.map(\.en).joined(separator: ", ") + (stars ? ". ** p < 0.05, * p < 0.10." : "."))
  }

  static func name(_ test: TableDefinition.Test) -> Words {
    switch test {
    case .pairedT: Words(da: "parret t-test", en: "paired t test")
    case .wilcoxon: Words(da: "Wilcoxons rangtest for par", en: "Wilcoxon signed-rank test")
    case .sign: Words(da: "tegntest", en: "sign test")
    case .mcnemar: Words(da: "McNemars eksakte test", en: "McNemar's exact test")
    case .welch: Words(da: "Welchs t-test", en: "Welch's t test")
    case .mannWhitney: Words(da: "Mann-Whitneys test", en: "Mann-Whitney test")
    case .chiSquared: Words(da: "Pearsons chi² uden korrektion", en: "Pearson's chi² without correction")
    case .fisher: Words(da: "Fishers eksakte test", en: "Fisher's exact test")
    }
  }

  /// The notices of a study, in the order they are read.
  static func notices(_ study: StudyDefinition, erased count: Int) -> [Words] {
    let pre: Set<TableDefinition.Layout> = [.change, .direction, .classes, .course]
    var notices: [Words] = []
    if !study.hasComparisonGroup, study.tables.contains(where: { pre.contains($0.layout) }) { notices.append(gross) }
    notices += study.notices
    notices.append(disclosure(study.disclosure))
    if count > 0 { notices.append(erased(count)) }
    if let tests = tests(study) { notices.append(tests) }
    notices.append(rounding)
    return notices
  }

  static func difference(_ rule: TableDefinition.Difference) -> Words {
    switch rule {
    case .unrounded:
      Words(
        da: "Ændringen er den uafrundede forskel, derefter afrundet.", en: "The change is the unrounded difference, then rounded."
      )
    case .ofRoundedMeans:
      Words(da: "Ændringen er forskellen på de afrundede gennemsnit.", en: "The change is the difference of the rounded means.")
    }
  }

  static func attrition(paired: Int, of before: Int, filled: Bool) -> Words {
    Words(
      da: "\(paired) af \(before) målt før er også målt efter; frafald \(before - paired). Kun personer med begge målinger indgår"
        + (filled ? ", spørgsmål for spørgsmål (n ved hvert tal)." : "."),
      en: "\(paired) of \(before) measured before were measured after too; attrition \(before - paired). "
        + "Only persons with both measurements count" + (filled ? ", item by item (n with each figure)." : "."))
  }

  static func unit(_ unit: TableDefinition.Unit) -> Words {
    switch unit {
    case .persons: Words(da: "personer", en: "persons")
    case .forms: Words(da: "skemaer", en: "forms")
    case .answers: Words(da: "svar", en: "answers")
    case .contacts: Words(da: "kontakter", en: "contacts")
    case .hours: Words(da: "timer", en: "hours")
    case .kr: Words(da: "kr.", en: "kr.")
    case .scales: Words(da: "skalaer", en: "scales")
    }
  }
}
