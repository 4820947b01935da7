import Base
import Interface
import Markup
import PracticeOperations
import PracticeRules

/// All my tasks, my team's, and what is finished.
package enum TasksListPage {
  /// `/tasks`.
  package static func routes(_ door: Doorway) -> [Route] {
    let place = door.place
    return [
      door.get("/tasks", name: "tasks", kind: .list) { request, visit in
        guard mayEnter(visit) else { return nil }
        return try show(place, request, visit)
      }
    ]
  }

  /// Tasks are for those who work with them, and for administrators, to whom the keeping of the journal gives some.
  static func mayEnter(_ visit: Access.Visit) -> Bool {
    if visit.may(.tasks) || visit.may(.manageSystem) { return true }
    visit.refuse(.notPermitted)
    return false
  }

  /// A page about one task: in the citizen's frame where it is about a citizen.
  static func page(
    _ place: Workplace, _ request: PageRequest, _ visit: Access.Visit, about: Tasks.About?, title: String, lead: String? = nil,
    status: Int, _ content: HTML
  ) throws -> PageResponse? {
    let crumb = PageLink(request.say("Opgaver", "Tasks"), href: "/tasks")
    guard let about else {
      var response = Frame.page(
        request, title: title, lead: lead, current: .tasks, path: [crumb], isWrong: status == 422, content: content)
      response.status = status
      return response
    }
    return try CitizenFrame.page(
      request, place, visit, citizen: about.id, title: title, lead: lead, path: [crumb], status: status
    ) { _ in content }
  }

  private enum Show: String { case mine, team, done }

  private static let limit = 200

  private static func show(_ place: Workplace, _ request: PageRequest, _ visit: Access.Visit) throws -> PageResponse {
    let show = request.query["show"].flatMap { Show(rawValue: $0) } ?? .mine
    let all =
      try show == .done
      ? Tasks.finished(place, visit, limit: limit) : Tasks.mine(place, visit, limit: limit)
    let lines = all.filter { line in
      guard show != .done, let shown = line.shown else { return show != .team }
      if case .user = shown.owner { return show == .mine }
      return show == .team || shown.isMine
    }
    let content: HTML = """
      \(choices(request, show))
      \(lines.isEmpty ? empty(request, show) : TasksPart.list(lines, request))
      \(all.count >= limit ? more(request) : .empty)
      <p><a class="b-button" href="/tasks/new">\(request.say("Ny opgave", "New task"))</a></p>
      """
    return Frame.page(request, title: request.say("Opgaver", "Tasks"), current: .tasks, content: content)
  }

  private static func choices(_ request: PageRequest, _ current: Show) -> HTML {
    let all: [(Show, String)] = [
      (.mine, request.say("Mine", "Mine")), (.team, request.say("Teamets", "The team's")),
      (.done, request.say("Færdige", "Finished")),
    ]
    let links = all.map { show, label -> HTML in
      let mark: HTML? = show == current ? " aria-current=\"page\"" : nil
      return "<li><a href=\"/tasks?show=\(show.rawValue)\"\(mark)>\(label)</a></li>"
    }
    return """
      <nav class="b-tabs" aria-label="\(request.say("Hvilke opgaver", "Which tasks"))"><ul>\(links)</ul></nav>

      """
  }

  private static func empty(_ request: PageRequest, _ show: Show) -> HTML {
    let text =
      switch show {
      case .mine: request.say("Du har ingen opgaver.", "You have no tasks.")
      case .team: request.say("Dit team har ingen opgaver.", "Your team has no tasks.")
      case .done:
        request.say(
          "Ingen opgaver er gjort færdige i de seneste \(Tasks.finishedDays) dage.",
          "No tasks were finished in the last \(Tasks.finishedDays) days.")
      }
    return "<p class=\"b-muted\">\(text)</p>"
  }

  private static func more(_ request: PageRequest) -> HTML {
    let text = request.say(
      "Her vises de første \(limit). Resten kommer frem, når disse er færdige.",
      "The first \(limit) are shown. The rest appear when these are finished.")
    return "<p class=\"b-muted\">\(text)</p>"
  }
}
