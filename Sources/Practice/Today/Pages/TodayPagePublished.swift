import Base
import Interface
import Markup
import PracticeOperations
import PracticeRules

/// The first page of those who work with citizens: what is there for me today.
package enum TodayPage {
  /// The page at `/`.
  package static func show(_ place: Workplace, _ request: PageRequest, _ visit: Access.Visit) throws -> PageResponse {
    let view = try TodayView.read(place, visit)
    let saved: HTML =
      request.query["done"] == nil
      ? .empty : Notice(.success, title: request.say("Gemt. Opgaven er færdig.", "Saved. The task is finished.")).html
    let parts = Tasks.Urgency.allCases.filter { $0 != .later }.map { mine(view, $0, request) }
    let content: HTML = """
      \(saved)\(view.tasks.mine.isEmpty && view.tasks.unclaimed.isEmpty && view.sections.isEmpty ? nothing(request) : .empty)\
      \(parts)\(view.sections.map { section($0, request) })\(unclaimed(place, view, request))\(later(view, request))\
      \(told(view, request))\(teams(view, request))
      <p><a class="b-button b-button--quiet" href="/tasks/new">\(request.say("Ny opgave", "New task"))</a></p>
      """
    return Frame.page(
      request, title: request.say("I dag", "Today"), lead: DateText.long(view.today, language: request.language),
      current: .today, content: content)
  }

  private static func nothing(_ request: PageRequest) -> HTML {
    "<p>\(request.say("Du har ingen opgaver, der venter.", "No tasks are waiting for you."))</p>"
  }

  private static func mine(_ view: TodayView, _ urgency: Tasks.Urgency, _ request: PageRequest) -> HTML {
    let lines = view.tasks.mine.filter { $0.urgency == urgency }
    guard !lines.isEmpty else { return .empty }
    return "<h2>\(urgency.words[request.language])</h2>\(TasksPart.list(lines, request))"
  }

  private static func later(_ view: TodayView, _ request: PageRequest) -> HTML {
    guard view.tasks.later > 0 else { return .empty }
    let number = NumberText.format(view.tasks.later, language: request.language)
    return "<p><a href=\"/tasks\">\(request.say("Senere: \(number)", "Later: \(number)"))</a></p>"
  }

  private static func unclaimed(_ place: Workplace, _ view: TodayView, _ request: PageRequest) -> HTML {
    guard !view.tasks.unclaimed.isEmpty else { return .empty }
    let list = TasksPart.list(view.tasks.unclaimed, request) { shown in
      var own = request
      own.newAct = place.newAct().description
      own.kept = nil
      let form = PageForm(action: "/tasks/\(shown.task)/take", request: own)
      return form.html(form.hidden("form", "take"), submit: request.say("Tag opgaven", "Take the task"))
    }
    let more: HTML? =
      view.tasks.unclaimedCount > view.tasks.unclaimed.count
      ? "<p><a href=\"/tasks?show=team\">\(request.say("Alle teamets opgaver", "All the team's tasks"))</a></p>" : nil
    return
      "<h2>\(request.say("Teamets opgaver, som ingen har taget", "The team's tasks that nobody has taken"))</h2>\(list)\(more)"
  }

  private static func section(_ section: TodaySection, _ request: PageRequest) -> HTML {
    let items = section.lines.map { line -> HTML in
      let late: HTML? =
        line.isLate ? " <span class=\"b-tag b-tag--late\">\(request.say("Over fristen", "Past the deadline"))</span>" : nil
      return """
        <li class="b-tasks__item"><p class="b-tasks__title"><a href="\(line.href)">\(line.title)</a>\(late)</p>\
        <p class="b-tasks__more">\(line.detail)</p></li>

        """
    }
    return "<h2>\(section.title[request.language])</h2><ul class=\"b-tasks\">\(items)</ul>"
  }

  private static func told(_ view: TodayView, _ request: PageRequest) -> HTML {
    guard !view.told.isEmpty else { return .empty }
    let title = request.say("Over fristen i mere end tre dage", "Past the deadline for more than three days")
    return "<h2>\(title)</h2>\(TasksPart.list(view.told, request))"
  }

  private static func teams(_ view: TodayView, _ request: PageRequest) -> HTML {
    guard !view.teams.isEmpty else { return .empty }
    let number = { (value: Int) -> HTML in HTML(escaping: NumberText.format(value, language: request.language)) }
    let table = DataTable(
      id: "teams", caption: request.say("Åbne opgaver hos teamene", "Open tasks of the teams"),
      columns: [
        .init(request.say("Team", "Team")), .init(request.say("Åbne", "Open"), isNumeric: true),
        .init(request.say("Over fristen", "Past the deadline"), isNumeric: true),
        .init(request.say("Ikke taget", "Not taken"), isNumeric: true),
      ],
      rows: view.teams.map { [HTML(escaping: $0.name), number($0.open), number($0.overdue), number($0.unclaimed)] }, empty: "")
    return "<h2>\(request.say("Teamene", "The teams"))</h2>\(table.html)"
  }
}
