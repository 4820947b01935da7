import Base
import Interface
import Markup
import PracticeOperations
import PracticeRules

/// A citizen's whole record, to be read through, masked where it tells of others, and handed out.
package enum ExportPage {
  /// `/citizens/:citizen/record`, to read through; the same with a form gives the file that is handed out.
  package static func routes(_ door: Doorway) -> [Route] {
    let place = door.place
    return [
      door.get("/citizens/:citizen/record", name: "whole record", kind: .export) { request, visit in
        guard let id = request.parameters["citizen"],
          let record = try ExportRecord.make(place, visit, citizen: id, masked: [])
        else { return nil }
        return review(record, request)
      },
      door.post("/citizens/:citizen/record", name: "whole record as a file") { request, visit in
        guard let id = request.parameters["citizen"] else { return nil }
        let masked = Set(request.form.all("mask").compactMap { Int64($0) })
        guard let record = try ExportRecord.make(place, visit, citizen: id, masked: masked) else { return nil }
        if request.form["format"] == "json" { return .file(record.json, type: "application/json", name: "journal.json") }
        return .page(document(record, request.language), selfContained: true)
      },
    ]
  }

  private static func review(_ record: ExportedRecord, _ request: PageRequest) -> PageResponse {
    let form = PageForm(action: "/citizens/\(record.citizen)/record", request: request)
    let toRead = record.entries.filter { $0.fields.contains(where: \.isFreeText) }
    let choices = toRead.map { entry in
      PageForm.Choice(
        String(entry.position), entry.fields.filter(\.isFreeText).map(\.value).joined(separator: " · "),
        hint:
          "\(ExportWords.title(entry.type)[request.language]), \(WhenText.format(entry.occurredAt, relativeDay: nil, language: request.language))"
      )
    }
    let formats = [
      PageForm.Choice("html", request.say("Til at læse og udskrive (PDF fra udskriv)", "To read and print (PDF from print)")),
      PageForm.Choice("json", request.say("Som data (JSON)", "As data (JSON)")),
    ]
    let boxes: HTML =
      choices.isEmpty
      ? .empty
      : form.boxes(
        "mask", request.say("Skjul det, der fortæller om andre", "Hide what tells of others"), choices,
        hint: request.say(
          "Læs teksterne igennem. Det, du sætter hak ved, bliver ikke udleveret.",
          "Read the texts through. What you tick is not handed out."))
    let content: HTML = """
      <p>\(request.say(
        "\(record.entries.count) poster, til og med post \(record.asOf) i journalen. \(record.erased) er slettet.",
        "\(record.entries.count) entries, up to entry \(record.asOf) of the journal. \(record.erased) are erased."))</p>
      \(elsewhere(record, request))
      \(form.html("\(boxes)\(form.radios("format", request.say("Form", "Form"), formats, value: "html"))", submit: request.say("Lav udleveringen", "Make the record")))
      """
    return Frame.page(
      request, title: request.say("Hele journalen til \(record.name)", "The whole record of \(record.name)"), current: .citizens,
      path: [PageLink(record.name, href: "/citizens/\(record.citizen)")], content: content)
  }

  private static func elsewhere(_ record: ExportedRecord, _ request: PageRequest) -> HTML {
    guard record.elsewhere > 0 else { return .empty }
    return Notice(
      .information,
      title: request.say(
        "Borgeren har \(record.elsewhere) journal(er) mere, som ikke er åbne for dig",
        "The citizen has \(record.elsewhere) further record(s) that are not open to you")
    ).html
  }

  /// The record as one page that can be saved, sent and printed.
  package static func document(_ record: ExportedRecord, _ language: Language) -> HTML {
    let say = { (da: String, en: String) in language == .da ? da : en }
    let entries = record.entries.map { entry -> HTML in
      let rows = entry.fields.compactMap { field -> HTML? in
        ExportWords.value(field, of: entry.type, language).map {
          "<dt>\(ExportWords.label(field.path)[language])</dt><dd>\($0)</dd>"
        }
      }
      let when = WhenText.format(entry.occurredAt, relativeDay: nil, language: language)
      let corrects: HTML? = entry.corrects.map { _ in "<p>\(say("Retter en tidligere post", "Corrects an earlier entry"))</p>" }
      return """
        <section><h2>\(ExportWords.title(entry.type)[language])</h2>
        <p>\(when) · \(say("skrevet af", "written by")) \(entry.by) · \(say("post", "entry")) \(String(entry.position))</p>\(corrects)
        <dl>\(rows)</dl></section>

        """
    }
    let style: HTML = """
      <style>body{font:16px/1.5 sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#111}h2{font-size:1.1rem;margin:1.5rem 0 0}
      section{border-top:1px solid #999;break-inside:avoid}dl{display:grid;grid-template-columns:minmax(9rem,auto) 1fr;gap:.2rem 1rem;margin:.5rem 0}
      dt{font-weight:600}dd{margin:0}@page{size:A4;margin:18mm}</style>
      """
    let title = say("Journal for \(record.name)", "Record of \(record.name)")
    return """
      <!doctype html>
      <html lang="\(language.rawValue)"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
      <title>\(title)</title>\(style)</head><body><main><h1>\(title)</h1>
      <p>\(say("Udleveret", "Handed out")) \(WhenText.format(record.madeOn, language: language)). \
      \(say("Poster", "Entries")): \(String(record.entries.count)). \(say("Slettede poster", "Erased entries")): \(String(record.erased)).</p>
      \(entries)</main></body></html>

      """
  }
}
