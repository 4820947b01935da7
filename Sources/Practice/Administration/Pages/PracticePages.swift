import Interface
import PracticeOperations

/// All pages, in one list: a feature adds its line here, with the features whose tables its pages read.
package enum Pages {
  /// Every route of the product.
  package static func routes(_ place: Workplace) -> [Route] {
    ReadyPages.when(["citizens"], of: place, OverviewPage.routes(place) + CitizensListPage.routes(place))
      + ReadyPages.when(["citizens", "timeline", "measures"], of: place, CitizenPage.routes(place))
      + ReadyPages.when([], of: place, ProgrammesPage.routes(place) + MeasuresPage.routes(place) + StudiesPage.listRoutes(place))
      + ReadyPages.when(StudiesPage.reads, of: place, StudiesPage.routes(place))
      + JournalHealthPage.routes(place)
  }
}
