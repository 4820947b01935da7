import Base
import Instruments
import Interface
import Markup
import PracticeOperations
import PracticeRules

/// A form that was answered: its scores, what changed since the last, and every answer.
package enum MeasuresResultPage {
  /// `/citizens/:citizen/answers/:position`.
  package static func routes(_ door: Doorway) -> [Route] {
    let place = door.place
    return [
      door.get("/citizens/:citizen/answers/:position", name: "an answered form") { request, visit in
        try show(place, request, visit)
      }
    ]
  }

  private static func show(_ place: Workplace, _ request: PageRequest, _ visit: Access.Visit) throws -> PageResponse? {
    guard let position = request.parameters["position"].flatMap({ Int64($0) }),
      let result = try Measures.result(place, visit, citizen: request.parameters["citizen"] ?? "", position: position)
    else { return nil }
    let language = request.language
    return CitizenFrame.page(
      request, result.opened.bar, title: result.definition.title[language],
      lead: result.day.map { WhenText.format($0, language: language) },
      path: [PageLink(request.say("Skemaer", "Forms"), href: "/citizens/\(result.opened.id)/measures")],
      content: """
        \(screen(request, result))\(scales(request, result))\(moved(request, result))\
        <h2>\(request.say("Svarene", "The answers"))</h2>\(answers(request, result))
        """)
  }

  private static func screen(_ request: PageRequest, _ result: Measures.AnsweredForm) -> HTML {
    guard result.definition.screen else { return .empty }
    return Notice(
      .information,
      title: request.say("En screening er ikke en diagnose.", "A screening is not a diagnosis.")
    ).html
  }

  private static func scales(_ request: PageRequest, _ result: Measures.AnsweredForm) -> HTML {
    let language = request.language
    let shown = result.scales.filter { !$0.scale.hidden }
    guard !shown.isEmpty else { return .empty }
    let parts = shown.map { line -> HTML in
      var facts: [HTML] = []
      if let value = line.value {
        let band = line.scale.band(for: value).map { ": \($0.label[language])" } ?? ""
        facts.append("<p><strong>\(line.scale.shown(value, language))</strong>\(band)</p>")
      } else {
        facts.append("<p>\(request.say("Kan ikke opgøres: der mangler svar.", "Cannot be scored: answers are missing."))</p>")
      }
      if let cut = line.scale.cutOff, let value = line.value, cut.isClinical(value) {
        let doubt = cut.verified ? "" : request.say(" (grænsen er ikke efterprøvet)", " (the line has not been verified)")
        facts.append("<p>\(cut.label[language])\(doubt)</p>")
      }
      facts.append("<p>\(line.sentence[language])</p>")
      return "<section><h3>\(line.scale.title[language])</h3>\(facts)</section>"
    }
    return "<h2>\(request.say("Resultat", "Result"))</h2>\(parts)"
  }

  private static func moved(_ request: PageRequest, _ result: Measures.AnsweredForm) -> HTML {
    let changed = result.movements.filter { $0.from != $0.to }
    guard !changed.isEmpty else { return .empty }
    let language = request.language
    let rows = changed.compactMap { movement -> [HTML]? in
      let name = InstrumentDefinition.AnswerKey(movement.item)?.item ?? movement.item
      guard let item = result.definition.item(name) else { return nil }
      return [
        "\(item.label[language])", "\(MeasuresItemPart.text(movement.from, item, language))",
        "\(MeasuresItemPart.text(movement.to, item, language))",
      ]
    }
    let table = DataTable(
      id: "moved", caption: request.say("Svar, der er anderledes end sidst", "Answers that differ from the last time"),
      columns: [
        .init(request.say("Spørgsmål", "Question")), .init(request.say("Sidst", "Last time")), .init(request.say("Nu", "Now")),
      ], rows: rows, empty: "", isStacked: true)
    return "<h2>\(request.say("Hvad der har flyttet sig", "What has moved"))</h2>\(table.html)"
  }

  private static func answers(_ request: PageRequest, _ result: Measures.AnsweredForm) -> HTML {
    let language = request.language
    let rows = result.definition.askedKeys(result.answers, wave: result.wave).compactMap { key -> SummaryList.Row? in
      guard let item = result.definition.item(key.item), item.kind.name != .info else { return nil }
      let text = result.answers[key.text].map { MeasuresItemPart.text($0, item, language) }
      return .init(item.label[language], text: text ?? Answer.Missing.notAsked.words[language])
    }
    return SummaryList(rows).html
  }
}
