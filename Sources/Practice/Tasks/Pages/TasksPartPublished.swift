import Base
import Interface
import Markup
import PracticeOperations
import PracticeRules

/// Tasks as a part of a page: a list, and the part of a citizen's front page.
package enum TasksPart {
  /// A list of tasks. A line leads to the task; what is about a citizen who is not open to the reader says no more than that.
  ///
  /// - Parameters:
  ///   - showsCitizen: false on the citizen's own page.
  ///   - take: makes the button with which a team's task is taken; nil where there is none.
  package static func list(
    _ lines: [Tasks.Line], _ request: PageRequest, showsCitizen: Bool = true, take: ((Tasks.Shown) -> HTML)? = nil
  ) -> HTML {
    let items = lines.map { line -> HTML in item(line, request, showsCitizen, take) }
    return "<ul class=\"b-tasks\">\n\(items)</ul>\n"
  }

  private static func item(
    _ line: Tasks.Line, _ request: PageRequest, _ showsCitizen: Bool, _ take: ((Tasks.Shown) -> HTML)?
  ) -> HTML {
    let isOpen = line.shown.map { $0.condition == .open } ?? true
    let late: HTML? =
      isOpen && line.urgency == .overdue
      ? " <span class=\"b-tag b-tag--late\">\(request.say("Over fristen", "Past the deadline"))</span>" : nil
    guard let shown = line.shown else {
      let title = request.say(
        "En opgave om en borger, du ikke har adgang til", "A task about a citizen who is not open to you")
      let advice = request.say(
        "Bed din leder om at blive knyttet til borgeren eller om at give opgaven videre.",
        "Ask your leader to name you on the citizen's file or to hand the task on.")
      return """
        <li class="b-tasks__item"><p class="b-tasks__title">\(title)\(late)</p>\
        <p class="b-tasks__more">\(request.say("Frist", "Deadline")): \(Tasks.text(line.deadline, request.language)). \(advice)</p></li>

        """
    }
    let citizen: HTML? = showsCitizen ? shown.citizen.map { " <span class=\"b-tasks__who\">\($0.label)</span>" } : nil
    let button: HTML? = take.map { $0(shown) }
    return """
      <li class="b-tasks__item"><p class="b-tasks__title"><a href="/tasks/\(shown.task)">\(title(shown, request))</a>\(citizen)\(late)</p>\
      <p class="b-tasks__more">\(more(line, shown, request))</p>\(button)</li>

      """
  }

  /// What a task is called: its own title, else what it is about.
  package static func title(_ shown: Tasks.Shown, _ request: PageRequest) -> String {
    guard let title = shown.title else { return shown.reason.words[request.language] }
    return shown.reason == .other ? title : "\(shown.reason.words[request.language]): \(title)"
  }

  private static func more(_ line: Tasks.Line, _ shown: Tasks.Shown, _ request: PageRequest) -> String {
    var parts: [String] = []
    if shown.condition == .open {
      parts.append("\(request.say("Frist", "Deadline")): \(Tasks.text(line.deadline, request.language))")
      parts.append(shown.ownerName)
      if let takenBy = shown.takenBy, takenBy != shown.ownerName {
        parts.append(request.say("taget af \(takenBy)", "taken by \(takenBy)"))
      }
    } else {
      parts.append(shown.outcome?[request.language] ?? request.say("Færdig", "Finished"))
      if let day = shown.endedAt.map({ Access.today(at: $0) }) { parts.append(DateText.long(day, language: request.language)) }
      if let by = shown.endedBy { parts.append(by) }
    }
    return parts.filter { !$0.isEmpty }.joined(separator: " · ")
  }

  /// The tasks on a citizen's front page, under a heading of the third level.
  package static func html(_ part: Tasks.CitizenPart, _ request: PageRequest) -> HTML {
    let add: HTML? =
      part.mayOpen
      ? """
      <p><a class="b-button b-button--quiet" href="/tasks/new?citizen=\(part.citizen)">\(request.say("Ny opgave", "New task"))</a></p>
      """ : nil
    let list: HTML =
      part.lines.isEmpty
      ? "<p class=\"b-muted\">\(request.say("Der er ingen opgaver.", "There are no tasks."))</p>"
      : list(part.lines, request, showsCitizen: false)
    return """
      <section aria-labelledby="tasks-h"><h3 id="tasks-h">\(request.say("Opgaver", "Tasks"))</h3>\(list)\(add)</section>

      """
  }
}
