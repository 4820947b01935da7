import Base
import Evaluation
import Interface
import Markup
import PracticeOperations

/// The studies, and each one's report: as a page, as one file that can be saved and sent, and its figures as CSV and JSON.
package enum StudiesPage {
  /// `/studies`, `/studies/:study`, and `report.html`, `figures.csv` and `figures.json` below it.
  package static func routes(_ door: Doorway) -> [Route] {
    let place = door.place
    let all = door.get("/studies", name: "studies", needs: .reports) { request, _ in list(place, request) }
    return [all] + reports(door.reading("citizens", "measures", "outreach", "courses", "treatment", "economics"))
  }

  private static func reports(_ door: Doorway) -> [Route] {
    let place = door.place
    return [
      door.get("/studies/:study", name: "report", needs: .reports) { request, _ in
        try await result(place, request).map { report($0, request, on: place.now().utcDate) }
      },
      door.get("/studies/:study/report.html", name: "report as one file", needs: .reports, kind: .export) { request, _ in
        try await result(place, request).map { result in
          let page = ReportPage.html(result, language: request.language, generatedOn: place.now().utcDate)
          return .file(page.text, type: "text/html; charset=utf-8", name: "\(result.study).html")
        }
      },
      door.get("/studies/:study/figures.csv", name: "report as CSV", needs: .reports, kind: .export) { request, _ in
        try await result(place, request).map { result in
          .file(ReportCSV.text(result, language: request.language), type: "text/csv; charset=utf-8", name: "\(result.study).csv")
        }
      },
      door.get("/studies/:study/figures.json", name: "report as JSON", needs: .reports, kind: .export) { request, _ in
        try await result(place, request).map { result in
          .file(ReportJSON.text(result), type: "application/json", name: "\(result.study).json")
        }
      },
    ]
  }

  private static func list(_ place: Workplace, _ request: PageRequest) -> PageResponse {
    let rows = place.studyTitles().map { study -> [HTML] in
      let base = "/studies/\(study.id)"
      return [
        "<a href=\"\(base)\">\(study.title[request.language])</a>",
        "<a href=\"\(base)/report.html\">HTML</a> · <a href=\"\(base)/figures.csv\">CSV</a> · <a href=\"\(base)/figures.json\">JSON</a>",
      ]
    }
    let table = DataTable(
      id: "reports", caption: request.say("Rapporter", "Reports"),
      columns: [.init(request.say("Undersøgelse", "Study")), .init(request.say("Som fil", "As a file"))], rows: rows,
      empty: request.say("Der er ingen undersøgelser i kataloget.", "There are no studies in the catalog."))
    return Frame.page(
      request, title: request.say("Rapporter", "Reports"),
      lead: request.say(
        "Rapporten regnes ud, når du åbner den. Den kan gemmes og sendes som én fil og udskrives på A4.",
        "The report is computed when you open it. It can be saved and sent as one file and printed on A4."),
      current: .studies, content: table.html)
  }

  private static func report(_ result: StudyResult, _ request: PageRequest, on day: CivilDate?) -> PageResponse {
    let base = "/studies/\(result.study)"
    let body = ReportPage.body(result, language: request.language, generatedOn: day)
    let content: HTML = """
      <ul class="b-files b-no-print">
      <li><a href="\(base)/report.html">\(request.say("Hent rapporten som én fil", "Fetch the report as one file"))</a></li>
      <li><a href="\(base)/figures.csv">\(request.say("Alle tal som CSV", "All figures as CSV"))</a></li>
      <li><a href="\(base)/figures.json">\(request.say("Alle tal som JSON", "All figures as JSON"))</a></li>
      </ul>
      <div class="b-report-body">\(body)</div>
      """
    return Frame.page(
      request, title: result.title[request.language], current: .studies,
      path: [PageLink(request.say("Rapporter", "Reports"), href: "/studies")], content: content)
  }

  private static func result(_ place: Workplace, _ request: PageRequest) async throws -> StudyResult? {
    guard let id = request.parameters["study"] else { return nil }
    return try await place.evaluate(study: id)
  }
}
