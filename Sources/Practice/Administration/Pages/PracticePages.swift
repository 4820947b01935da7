import Interface
import PracticeOperations

/// All pages, in one list: a feature adds its line here.
package enum Pages {
  /// Every route of the product.
  package static func routes(_ place: Workplace) -> [Route] {
    OverviewPage.routes(place) + CitizensListPage.routes(place) + CitizenPage.routes(place) + ProgrammesPage.routes(place)
      + MeasuresPage.routes(place) + StudiesPage.routes(place) + JournalHealthPage.routes(place)
  }
}
