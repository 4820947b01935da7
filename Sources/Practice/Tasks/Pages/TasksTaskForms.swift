import Base
import Interface
import Markup
import PracticeOperations
import PracticeRules

/// What can be done with one task. Finishing stands open, so that it is two taps from the day's page; the rest is folded.
struct TasksTaskForms {
  var place: Workplace
  var request: PageRequest
  var task: Tasks.Opened
  var problems: [FormProblem]
  /// The form that is shown unfolded, because something was wrong with it or it was kept from an ended session.
  var opened: String?
  var choices: [Tasks.Directory.Choice]

  private var isOpen: Bool { task.state.condition == .open }

  private func form(_ step: String) -> PageForm {
    TasksForms.form(place, request, step, action: "/tasks/\(task.shown.task)/\(step)", problems: problems)
  }

  /// What was wrong with a form that is no longer there, because the task has ended meanwhile.
  var summary: HTML {
    guard !isOpen, !problems.isEmpty else { return .empty }
    let lines = problems.map { problem -> HTML in "<p>\(problem.message)</p>" }
    return Notice(
      .error, title: request.say("Det blev ikke gemt", "It was not saved"), content: HTML.empty + lines.joined()
    ).html
  }

  var html: HTML {
    guard isOpen else { return .empty }
    guard task.mayChange || task.mayHandOver else {
      return "<p class=\"b-muted\">\(Tasks.Refusal.readOnly.words[request.language])</p>"
    }
    let change: HTML =
      task.mayChange ? "\(take)\(finish)\(folded("move", request.say("Flyt fristen", "Move the deadline"), move))" : .empty
    let give = task.mayHandOver ? folded("give", request.say("Giv videre", "Hand over"), give) : .empty
    let withdraw =
      task.mayChange ? folded("withdraw", request.say("Træk tilbage", "Withdraw"), withdraw) : .empty
    return change + give + withdraw
  }

  private func folded(_ step: String, _ title: String, _ content: HTML) -> HTML {
    let open: HTML? = opened == step ? " open" : nil
    return "<details class=\"b-fold\"\(open)><summary>\(title)</summary>\(content)</details>\n"
  }

  private var take: HTML {
    guard task.shown.takenBy == nil else { return .empty }
    let form = form("take")
    return form.html(form.hidden("form", "take"), submit: request.say("Tag opgaven", "Take the task"))
  }

  private var finish: HTML {
    let form = form("finish")
    let choices = Tasks.Outcome.allCases.filter { task.shown.citizen != nil || $0 != .citizenDeclined }
      .map { PageForm.Choice($0.rawValue, $0.words[request.language]) }
    let fields: HTML = """
      \(form.hidden("form", "finish"))\
      \(form.radios("outcome", request.say("Hvordan gik det?", "How did it go?"), choices, value: Tasks.Outcome.done.rawValue))\
      \(form.area("note", request.say("Note (kan stå tom)", "Note (may be empty)"), hint: limit, rows: 3, maxLength: Tasks.Limits.note))
      """
    return form.html(fields, submit: request.say("Færdig", "Finished"), id: "finish")
  }

  private var give: HTML {
    let form = form("give")
    let others = choices.filter { $0.owner != task.state.owner }
    let fields: HTML = """
      \(form.hidden("form", "give"))\(form.hidden("seen", task.state.ownerEntry))\
      \(form.select("owner", request.say("Til hvem?", "To whom?"), TasksForms.owners(others, request), empty: request.say("Vælg", "Choose")))\
      \(form.area("giveNote", request.say("Besked (kan stå tom)", "Message (may be empty)"), hint: limit, rows: 3, maxLength: Tasks.Limits.note))
      """
    return form.html(fields, submit: request.say("Giv videre", "Hand over"))
  }

  private var move: HTML {
    let form = form("move")
    let reasons = Tasks.MoveReason.allCases.map { PageForm.Choice($0.rawValue, $0.words[request.language]) }
    let deadline = TasksForms.deadlineFields(form, request, day: "deadline", time: "time", value: task.state.deadline)
    let fields: HTML = """
      \(form.hidden("form", "move"))\(form.hidden("seen", task.state.deadlineEntry))\(deadline)\
      \(form.select("moveReason", request.say("Hvorfor?", "Why?"), reasons, empty: request.say("Vælg", "Choose")))\
      \(form.area("moveNote", request.say("Note (kan stå tom)", "Note (may be empty)"), hint: limit, rows: 3, maxLength: Tasks.Limits.note))
      """
    return form.html(fields, submit: request.say("Flyt fristen", "Move the deadline"))
  }

  private var withdraw: HTML {
    let form = form("withdraw")
    let reasons = Tasks.WithdrawReason.allCases.filter { task.shown.citizen != nil || $0 != .wrongCitizen }
      .map { PageForm.Choice($0.rawValue, $0.words[request.language]) }
    let fields: HTML = """
      \(form.hidden("form", "withdraw"))\
      \(form.select("withdrawReason", request.say("Hvorfor?", "Why?"), reasons, empty: request.say("Vælg", "Choose")))
      """
    return form.html(fields, submit: request.say("Træk tilbage", "Withdraw"))
  }

  private var limit: String { request.say("Højst \(Tasks.Limits.note) tegn.", "At most \(Tasks.Limits.note) characters.") }
}
