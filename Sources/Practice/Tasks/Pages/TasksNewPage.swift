import Base
import Interface
import Markup
import PracticeOperations
import PracticeRules

/// A new task, about a citizen or about none.
package enum TasksNewPage {
  /// `/tasks/new`.
  package static func routes(_ door: Doorway) -> [Route] {
    let place = door.place
    return [
      door.get("/tasks/new", name: "new task", needs: .tasks) { request, visit in
        try page(place, request, visit, citizen: request.query["citizen"])
      },
      door.post("/tasks/new", name: "open a task", needs: .tasks) { request, visit in
        try await take(place, request, visit)
      },
    ]
  }

  private static func page(
    _ place: Workplace, _ request: PageRequest, _ visit: Access.Visit, citizen: String?, problems: [FormProblem] = []
  ) throws -> PageResponse? {
    // What was typed before the session ended knows whom it was about.
    let id = citizen ?? request.kept?["citizen"]
    var about: Tasks.About?
    if let id {
      guard let found = try Tasks.about(place, visit, id: id) else { return nil }
      about = found
    }
    let form = TasksForms.form(place, request, "new", action: "/tasks/new", problems: problems)
    let choices = try Tasks.directory.choices(place, visit.caller)
    let fields: HTML = """
      \(form.hidden("form", "new"))\(about.map { form.hidden("citizen", $0.id) } ?? .empty)\
      \(form.select("reason", request.say("Hvad skal gøres?", "What must be done?"), reasons(request), empty: request.say("Vælg", "Choose")))\
      \(form.text("title", request.say("Med få ord (behøves kun ved »Andet«)", "In few words (needed only with “Other”)"), maxLength: Tasks.Limits.title))\
      \(TasksForms.deadlineFields(form, request, day: "deadline", time: "time"))\
      \(form.select("owner", request.say("Hvem har opgaven?", "Who has the task?"), TasksForms.owners(choices, request), value: Tasks.Owner.user(visit.caller.user).formValue))
      """
    let lead = about == nil ? request.say("Opgaven handler ikke om en borger.", "The task is not about a citizen.") : nil
    let title = request.say("Ny opgave", "New task")
    return try TasksListPage.page(
      place, request, visit, about: about, title: title, lead: lead, status: problems.isEmpty ? 200 : 422,
      form.html(fields, submit: request.say("Opret", "Open")))
  }

  private static func reasons(_ request: PageRequest) -> [PageForm.Choice] {
    Tasks.Reason.chosen.map { PageForm.Choice($0.rawValue, $0.words[request.language]) }
  }

  private static func take(_ place: Workplace, _ request: PageRequest, _ visit: Access.Visit) async throws -> PageResponse? {
    let form = request.form
    let citizen = form["citizen"]
    let (deadline, problems) = TasksForms.deadline(form, request, day: "deadline", time: "time")
    let reason = form["reason"].flatMap { Tasks.Reason(rawValue: $0) }.flatMap { Tasks.Reason.chosen.contains($0) ? $0 : nil }
    let draft = Tasks.Draft(
      reason: reason, title: form["title"], deadline: deadline, owner: form["owner"].flatMap { Tasks.Owner(formValue: $0) })
    guard problems.isEmpty else { return try page(place, request, visit, citizen: citizen, problems: problems) }
    switch try await Tasks.open(place, visit, draft, citizen: citizen) {
    case .taken(let id): return .redirect("/tasks/\(id)")
    case .notFound: return nil
    case .refused(let refusals):
      let problems = TasksForms.problems(refusals, request, fields: ["outcome": "reason"])
      return try page(place, request, visit, citizen: citizen, problems: problems)
    }
  }
}
