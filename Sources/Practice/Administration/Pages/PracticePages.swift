import Interface
import PracticeOperations

/// All pages, in one list: a feature adds its line here, with the features whose tables its pages read.
package enum Pages {
  /// Every route of the product.
  package static func routes(_ door: Doorway, _ desk: SignIn.Desk) -> [Route] {
    SignInPage.routes(door, desk) + SignInLinkPage.routes(door, desk) + SignInAccountPage.routes(door, desk)
      + SignInFactorPage.routes(door, desk) + SignInUserPage.routes(door.reading("people"), desk) + routes(door)
  }

  /// The routes that need no more than the door: all but those of signing in.
  package static func routes(_ door: Doorway) -> [Route] {
    OverviewPage.routes(door.reading("citizens", "tasks", "people")) + tasks(door.reading("tasks", "citizens", "people"))
      + citizens(door) + ProgrammesPage.routes(door)
      + MeasuresPage.routes(door) + StudiesPage.routes(door) + JournalHealthPage.routes(door) + AdministrationPage.routes(door)
      + AccessSamplesPage.routes(door) + PeoplePages.routes(door.reading("people", "citizens"))
  }

  private static func tasks(_ door: Doorway) -> [Route] {
    TasksListPage.routes(door) + TasksNewPage.routes(door) + TasksTaskPage.routes(door)
  }

  private static func measures(_ door: Doorway) -> [Route] {
    MeasuresSheetsPage.routes(door) + MeasuresSheetPage.routes(door) + MeasuresResultPage.routes(door)
  }

  private static func citizens(_ door: Doorway) -> [Route] {
    let (file, whole) = (door.reading("citizens"), door.reading("citizens", "timeline"))
    return CitizensListPage.routes(file) + CitizenNewPage.routes(file)
      + CitizenPage.routes(door.reading("citizens", "timeline", "measures")) + CitizenDetailsPage.routes(file)
      + CitizenFilePages.routes(file) + CitizenLinkPages.routes(whole) + CitizenMovePage.routes(whole)
      + CitizenLookedPage.routes(file) + ExportPage.routes(file) + measures(door.reading("citizens", "measures"))
  }
}
