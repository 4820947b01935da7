import Base
import Interface
import Markup
import PracticeOperations
import PracticeRules

/// One task: what it is, what can be done with it, and what has happened with it.
package enum TasksTaskPage {
  /// `/tasks/:task` and what its forms send.
  package static func routes(_ door: Doorway) -> [Route] {
    let place = door.place
    let steps: [(String, String, @Sendable (PageRequest) -> (Tasks.Command, [FormProblem]))] = [
      ("take", "take a task", { _ in (.acknowledge, []) }), ("finish", "finish a task", finish),
      ("give", "hand a task over", give), ("move", "move a deadline", move), ("withdraw", "withdraw a task", withdraw),
    ]
    let read = door.get("/tasks/:task", name: "task") { request, visit in
      guard TasksListPage.mayEnter(visit) else { return nil }
      return try page(place, request, visit)
    }
    let write = steps.map { step, name, command in
      door.post("/tasks/:task/\(step)", name: name) { request, visit in
        guard TasksListPage.mayEnter(visit) else { return nil }
        return try await change(place, request, visit, step, command(request))
      }
    }
    return [read] + write
  }

  // MARK: What the forms say

  private static func finish(_ request: PageRequest) -> (Tasks.Command, [FormProblem]) {
    (.finish(request.form["outcome"].flatMap { Tasks.Outcome(rawValue: $0) }, note: request.form["note"]), [])
  }

  private static func give(_ request: PageRequest) -> (Tasks.Command, [FormProblem]) {
    let owner = request.form["owner"].flatMap { Tasks.Owner(formValue: $0) }
    return (.handOver(to: owner, note: request.form["giveNote"], seen: request.form["seen"] ?? ""), [])
  }

  private static func move(_ request: PageRequest) -> (Tasks.Command, [FormProblem]) {
    let (deadline, problems) = TasksForms.deadline(request.form, request, day: "deadline", time: "time")
    let reason = request.form["moveReason"].flatMap { Tasks.MoveReason(rawValue: $0) }
    let seen = request.form["seen"] ?? ""
    return (.moveDeadline(to: deadline, reason: reason, note: request.form["moveNote"], seen: seen), problems)
  }

  private static func withdraw(_ request: PageRequest) -> (Tasks.Command, [FormProblem]) {
    (.withdraw(request.form["withdrawReason"].flatMap { Tasks.WithdrawReason(rawValue: $0) }), [])
  }

  private static let fields: [String: [String: String]] = [
    "give": ["note": "giveNote", "outcome": "owner"],
    "move": ["note": "moveNote", "reason": "moveReason", "outcome": "deadline"],
    "withdraw": ["reason": "withdrawReason", "outcome": "withdrawReason"],
  ]

  private static func change(
    _ place: Workplace, _ request: PageRequest, _ visit: Access.Visit, _ step: String,
    _ asked: (command: Tasks.Command, problems: [FormProblem])
  ) async throws -> PageResponse? {
    guard let id = request.parameters["task"] else { return nil }
    var request = request
    request.path = "/tasks/\(id)"
    if !asked.problems.isEmpty { return try page(place, request, visit, step, asked.problems) }
    switch try await Tasks.change(place, visit, task: id, asked.command) {
    case .taken(let id):
      if case .finish = asked.command { return .redirect("/?done=1") }
      return .redirect("/tasks/\(id)")
    case .notFound: return nil
    case .refused(let refusals):
      let names = try Tasks.names(place, refusals)
      return try page(
        place, request, visit, step,
        TasksForms.problems(refusals, request, fields: fields[step] ?? [:]) { names[$0] ?? $0 })
    }
  }
}

// MARK: - The page

extension TasksTaskPage {
  private static func page(
    _ place: Workplace, _ request: PageRequest, _ visit: Access.Visit, _ step: String? = nil, _ problems: [FormProblem] = []
  ) throws -> PageResponse? {
    guard let id = request.parameters["task"], let task = try Tasks.task(place, visit, id: id) else { return nil }
    let forms = TasksTaskForms(
      place: place, request: request, task: task, problems: problems, opened: step ?? request.kept?["form"],
      choices: task.mayHandOver ? try Tasks.directory.choices(place, visit.caller) : [])
    let title = TasksPart.title(task.shown, request)
    let content: HTML = """
      \(forms.summary)\(ended(task, request))\(facts(task, request))\(forms.html)
      <h2>\(request.say("Det er sket", "What has happened"))</h2>
      \(Timeline(task.history.reversed().map { entry($0, request) }).html)
      """
    let status = problems.isEmpty ? 200 : 422
    return try TasksListPage.page(place, request, visit, about: task.shown.citizen, title: title, status: status, content)
  }

  private static func ended(_ task: Tasks.Opened, _ request: PageRequest) -> HTML {
    guard task.state.condition != .open else { return .empty }
    let by = task.shown.endedBy ?? ""
    let day = task.shown.endedAt.map { DateText.long(Access.today(at: $0), language: request.language) } ?? ""
    let word = task.shown.outcome?[request.language] ?? ""
    let title =
      task.state.condition == .done
      ? request.say("Opgaven er færdig: \(word)", "The task is finished: \(word)")
      : request.say("Opgaven er trukket tilbage: \(word)", "The task was withdrawn: \(word)")
    return Notice(.success, title: title, content: "<p>\(by), \(day)</p>").html
  }

  private static func facts(_ task: Tasks.Opened, _ request: PageRequest) -> HTML {
    var deadline: HTML = HTML(escaping: Tasks.text(task.state.deadline, request.language))
    if task.state.condition == .open, task.line.urgency == .overdue {
      deadline += " <span class=\"b-tag b-tag--late\">\(request.say("Over fristen", "Past the deadline"))</span>"
    }
    var rows = [
      SummaryList.Row(request.say("Frist", "Deadline"), deadline),
      SummaryList.Row(request.say("Hos", "With"), text: task.shown.ownerName),
    ]
    if let takenBy = task.shown.takenBy { rows.append(.init(request.say("Taget af", "Taken by"), text: takenBy)) }
    if let about = task.shown.citizen {
      rows.append(
        .init(request.say("Borger", "Citizen"), "<a href=\"/citizens/\(about.id)\">\(about.label)</a>"))
    }
    let from = task.openedBy.isEmpty ? request.say("Brobygger, af sig selv", "Brobygger, by itself") : task.openedBy
    rows.append(.init(request.say("Oprettet af", "Opened by"), text: from))
    return SummaryList(rows).html
  }

  private static func entry(_ line: Tasks.HistoryLine, _ request: PageRequest) -> Timeline.Entry {
    let time = WhenText.format(line.occurredAt, relativeDay: nil, language: request.language)
    let body: HTML = line.note.map { "<p>\($0)</p>" } ?? .empty
    return Timeline.Entry(
      machineTime: line.occurredAt.description, time: time, title: line.words[request.language], body: body,
      by: line.by.isEmpty ? request.say("Brobygger, af sig selv", "Brobygger, by itself") : line.by)
  }
}
