import Interface
import PracticeOperations

/// All pages, in one list: a feature adds its line here.
package enum Pages {
  /// Every route of the product.
  package static func routes(_ door: Doorway) -> [Route] {
    OverviewPage.routes(door) + CitizensListPage.routes(door) + CitizenNewPage.routes(door) + CitizenPage.routes(door)
      + CitizenDetailsPage.routes(door) + CitizenFilePages.routes(door) + CitizenLinkPages.routes(door)
      + CitizenMovePage.routes(door) + CitizenLookedPage.routes(door) + ProgrammesPage.routes(door)
      + MeasuresPage.routes(door) + StudiesPage.routes(door) + JournalHealthPage.routes(door)
  }
}
