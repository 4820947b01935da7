import Base
import Evaluation
import Interface
import Markup
import PracticeOperations

/// The studies, and each one's report: a page that can be saved and sent as one file, and its figures as CSV and JSON.
package enum StudiesPage {
  /// `/studies`, `/studies/:study`, `/studies/:study/figures.csv` and `.json`.
  package static func routes(_ door: Doorway) -> [Route] {
    let place = door.place
    return [
      door.get("/studies", name: "studies", needs: .reports) { request, _ in list(place, request) },
      door.get("/studies/:study", name: "report", needs: .reports) { request, _ in
        try await result(place, request).map { result in
          let day = place.now().utcDate
          return .page(ReportPage.html(result, language: request.language, generatedOn: day), selfContained: true)
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
        "<a href=\"\(base)/figures.csv\">CSV</a> · <a href=\"\(base)/figures.json\">JSON</a>",
      ]
    }
    let table = DataTable(
      id: "reports", caption: request.say("Rapporter", "Reports"),
      columns: [.init(request.say("Undersøgelse", "Study")), .init(request.say("Tal som fil", "Figures as a file"))], rows: rows,
      empty: request.say("Der er ingen undersøgelser i kataloget.", "There are no studies in the catalog."))
    return Frame.page(
      request, title: request.say("Rapporter", "Reports"),
      lead: request.say(
        "Rapporten regnes ud, når du åbner den. Den kan gemmes og sendes som én fil og udskrives på A4.",
        "The report is computed when you open it. It can be saved and sent as one file and printed on A4."),
      current: .studies, content: table.html)
  }

  private static func result(_ place: Workplace, _ request: PageRequest) async throws -> StudyResult? {
    guard let id = request.parameters["study"] else { return nil }
    return try await place.evaluate(study: id)
  }
}
