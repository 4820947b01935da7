/// Addresses and codes of FHIR R4 and SDC that stand in questionnaires and responses.
enum FHIRNames {
  static let own = "https://brobygger.dk/fhir/StructureDefinition/"
  static let core = "http://hl7.org/fhir/StructureDefinition/"
  static let sdc = "http://hl7.org/fhir/uv/sdc/StructureDefinition/"

  static let translation = core + "translation"
  static let ordinalValue = core + "ordinalValue"
  static let itemWeight = core + "itemWeight"
  static let minValue = core + "minValue"
  static let maxValue = core + "maxValue"
  static let decimals = core + "maxDecimalPlaces"
  static let unit = core + "questionnaire-unit"
  static let unitOption = core + "questionnaire-unitOption"
  static let maxOccurs = core + "questionnaire-maxOccurs"
  static let minOccurs = core + "questionnaire-minOccurs"
  static let hidden = core + "questionnaire-hidden"
  static let itemControl = core + "questionnaire-itemControl"
  static let sliderStep = core + "questionnaire-sliderStepValue"
  static let absent = core + "data-absent-reason"
  static let calculated = sdc + "sdc-questionnaire-calculatedExpression"
  static let enableWhen = sdc + "sdc-questionnaire-enableWhenExpression"
  static let itemControls = "http://hl7.org/fhir/questionnaire-item-control"

  /// The option that stands for an answer in the citizen's own words, and the end of the id of the text item that carries it.
  static let openAnswer = "open-answer"

  /// Extensions that change how something looks and never what is asked or answered.
  static let displayOnly: Set<String> = Set(
    [
      "questionnaire-choiceOrientation", "questionnaire-optionPrefix", "questionnaire-supportLink",
      "questionnaire-displayCategory",
      "rendering-style", "rendering-xhtml", "rendering-markdown", "rendering-styleSensitive", "designNote", "entryFormat",
      "display",
    ].map { core + $0 }
      + [
        "sdc-questionnaire-shortText", "sdc-questionnaire-width", "sdc-questionnaire-collapsible", "sdc-questionnaire-openLabel",
        "sdc-questionnaire-columnCount", "sdc-questionnaire-choiceColumn", "sdc-questionnaire-entryMode",
      ].map { sdc + $0 })

  /// Extensions that may stand several times; any other that does is refused.
  static let repeatable: Set<String> = Set(
    [translation, unitOption] + [Own.wave, .respondent, .scale, .alert, .example].map(\.url))

  /// Whether somebody's extension is one of ours.
  static func isOwn(_ url: String) -> Bool { url.hasPrefix(own) }

  /// The last part of an address, as it is named in a report.
  static func short(_ url: String) -> String { url.split(separator: "/").last.map(String.init) ?? url }
}

/// The names of our own extensions.
enum Own: String, CaseIterable {
  case wording, source, licenceClass, direction, recallDays, validDays, screen, certificate, abstinenceDays, respondent, subject
  /// The catalog's own JSON of groups, a scale, an alert, an example, a condition, the named points of a line.
  case groups, scale, alert, example, condition, points
  case kind, wave, group, page
  /// Names the scale that an item shows the value of.
  case score
  /// Of several choices none was taken: that is an answer.
  case noneChosen

  var url: String { FHIRNames.own + rawValue }
}
