import Base
import Instruments
import Interface
import Markup
import PracticeOperations
import PracticeRules

/// One question on a page, and an answer in words.
enum MeasuresItemPart {
  /// - Parameter isAlone: whether it is the only question of the page: then the ways not to answer stand open beneath it.
  static func html(
    _ key: InstrumentDefinition.AnswerKey, _ open: Measures.OpenSheet, _ form: PageForm, _ language: Language, isAlone: Bool
  ) -> HTML {
    guard let item = open.definition.item(key.item) else { return .empty }
    let name = MeasuresSheetPage.field(key.text)
    let answer = open.sheet.answers(open.definition)[key.text]
    let label = key.round > 1 ? "\(item.label[language]) (\(key.round))" : item.label[language]
    let hint = item.hint?[language]
    return "\(field(item, name, label, hint, answer, form, language))\(none(name, answer, form, language, isAlone))"
  }

  private static func field(
    _ item: InstrumentDefinition.Item, _ name: String, _ label: String, _ hint: String?, _ answer: Answer?, _ form: PageForm,
    _ language: Language
  ) -> HTML {
    switch item.kind {
    case .choice(let options):
      let chosen: String? = if case .choice(let code)? = answer { code } else { nil }
      return form.radios(name, label, options.map { .init($0.code, $0.label[language]) }, value: chosen, hint: hint)
    case .choices(let options):
      var chosen: [String] = []
      if case .choices(let codes)? = answer { chosen = codes.isEmpty ? [Measures.noneOfThem] : codes }
      let none = PageForm.Choice(Measures.noneOfThem, language == .da ? "Ingen af dem" : "None of them")
      return form.boxes(name, label, options.map { .init($0.code, $0.label[language]) } + [none], values: chosen, hint: hint)
    case .scale(let line):
      let chosen: String? = if case .number(let value)? = answer { String(Int(value)) } else { nil }
      let choices = (line.min...line.max).map { value in
        let word = line.points.first { $0.value == value }?.label[language]
        return PageForm.Choice(String(value), word.map { "\(value): \($0)" } ?? String(value))
      }
      return form.radios(name, label, choices, value: chosen, hint: hint)
    case .number(let range):
      let value: String? = if case .number(let number)? = answer { NumberText.format(number, language: language) } else { nil }
      let unit = range.unit.map { " (\($0[language]))" } ?? ""
      return form.text(
        name, label + unit, value: value, hint: hint, autocomplete: "off", inputMode: "decimal", maxLength: 20, wide: false)
    case .text(let length):
      let value: String? = if case .text(let text)? = answer { text } else { nil }
      return form.area(name, label, value: value, hint: hint, maxLength: length)
    case .date:
      let value: String? = if case .date(let day)? = answer { day.description } else { nil }
      return form.text(name, label, value: value, hint: hint, type: "date", wide: false)
    case .info: return .empty
    }
  }

  /// Not to answer is an answer of its own kind, and never looked down on.
  private static func none(_ name: String, _ answer: Answer?, _ form: PageForm, _ language: Language, _ isAlone: Bool) -> HTML {
    let kinds: [Answer.Missing] = [.cannotNow, .notRelevant, .declined]
    let chosen: String? = if case .missing(let kind)? = answer { kind.rawValue } else { nil }
    let choices = kinds.map {
      PageForm.Choice($0.rawValue, $0.words[language].prefix(1).uppercased() + $0.words[language].dropFirst())
    }
    let title = language == .da ? "Eller" : "Or"
    let select = form.select(
      "no-\(name)", title, choices, value: chosen, empty: language == .da ? "Svaret ovenfor" : "The answer above")
    return isAlone || chosen != nil
      ? select : "<details><summary>\(language == .da ? "Intet svar" : "No answer")</summary>\(select)</details>"
  }

  /// An answer in words.
  static func text(_ answer: Answer, _ item: InstrumentDefinition.Item, _ language: Language) -> String {
    switch answer {
    case .choice(let code): return item.options.first { $0.code == code }?.label[language] ?? code
    case .choices(let codes):
      if codes.isEmpty { return language == .da ? "Ingen af dem" : "None of them" }
      return codes.map { code in item.options.first { $0.code == code }?.label[language] ?? code }.joined(separator: ", ")
    case .number(let number):
      let shown = NumberText.format(number, language: language)
      switch item.kind {
      case .scale(let line):
        let word = line.points.first { Double($0.value) == number }?.label[language]
        return word.map { "\(shown): \($0)" } ?? shown
      case .number(let range): return range.unit.map { "\(shown) \($0[language])" } ?? shown
      default: return shown
      }
    case .text(let text): return text
    case .date(let day): return WhenText.format(day, language: language)
    case .missing(let kind): return kind.words[language]
    }
  }
}
