import Base
import Interface
import Markup
import PracticeOperations
import PracticeRules

/// What forms about tasks send, and how they are shown again.
enum TasksForms {
  /// A form that stands on a page with others: it takes back only what it sent itself, and is an act of its own.
  static func form(
    _ place: Workplace, _ request: PageRequest, _ name: String, action: String, problems: [FormProblem] = []
  ) -> PageForm {
    var own = request
    own.newAct = place.newAct().description
    if own.kept?["form"] != name { own.kept = nil }
    let isSent = request.form["form"] == name
    return PageForm(action: action, request: own, sent: isSent ? request.form : nil, problems: isSent ? problems : [])
  }

  /// What is wrong, by the names of the form's fields.
  static func problems(
    _ refusals: [Tasks.Refusal], _ request: PageRequest, fields: [String: String] = [:], names: (String) -> String = { $0 }
  ) -> [FormProblem] {
    refusals.map { refusal in
      var message = refusal.words[request.language]
      switch refusal {
      case .alreadyDone(let by, let at), .alreadyWithdrawn(let by, let at):
        let day = DateText.long(Access.today(at: at), language: request.language)
        message += request.say(" Det gjorde \(names(by)) \(day).", " \(names(by)) did it on \(day).")
      default: break
      }
      return FormProblem(fields[refusal.field] ?? refusal.field, message)
    }
  }

  /// A day as browsers send it, or as it is typed: `2026-11-21`, `21-11-2026`, `21.11.2026`, `21/11/2026`.
  static func day(_ text: String?) -> CivilDate? {
    guard let text else { return nil }
    if let day = CivilDate(text) { return day }
    let parts = text.split(whereSeparator: { "-./ ".contains($0) }).map { Int($0) }
    guard parts.count == 3, let day = parts[0], let month = parts[1], let year = parts[2], year >= 1000 else { return nil }
    return CivilDate(year: year, month: month, day: day)
  }

  /// A time of day: `14:30` or `14.30`; nil for an empty field.
  ///
  /// - Throws: `NoTime` for anything else.
  static func minute(_ text: String?) throws(NoTime) -> Int? {
    guard let text else { return nil }
    let parts = text.split(whereSeparator: { ":.".contains($0) }).map { Int($0) }
    guard parts.count == 2 || parts.count == 3, let hour = parts[0], let minute = parts[1], (0..<24).contains(hour),
      (0..<60).contains(minute)
    else { throw NoTime() }
    return hour * 60 + minute
  }

  struct NoTime: Error {}

  /// The deadline of a form, and what is wrong with its time.
  static func deadline(_ form: FormData, _ request: PageRequest, day: String, time: String) -> (Tasks.Deadline?, [FormProblem]) {
    let date = Self.day(form[day])
    do throws(NoTime) {
      let minute = try Self.minute(form[time])
      return (date.map { Tasks.Deadline($0, minute: minute) }, [])
    } catch {
      let message = request.say(
        "Skriv klokkeslættet som 14:30, eller lad feltet stå tomt.", "Write the time as 14:30, or leave it empty.")
      return (date.map { Tasks.Deadline($0) }, [FormProblem(time, message)])
    }
  }

  /// The fields of a deadline.
  static func deadlineFields(
    _ form: PageForm, _ request: PageRequest, day: String, time: String, value: Tasks.Deadline? = nil
  ) -> HTML {
    let date = form.text(
      day, request.say("Frist", "Deadline"), value: value?.day.description, type: "date", isRequired: true, wide: false)
    let clock = form.text(
      time, request.say("Klokken (kan stå tom)", "Time (may be empty)"), value: value?.minute.map { Tasks.clock($0) },
      type: "time", wide: false)
    return date + clock
  }

  /// Whom a task can be given to: people first, then teams.
  static func owners(_ choices: [Tasks.Directory.Choice], _ request: PageRequest) -> [PageForm.Choice] {
    choices.map { choice in
      var label = choice.name
      if case .team = choice.owner { label = request.say("Team: \(choice.name)", "Team: \(choice.name)") }
      return PageForm.Choice(choice.owner.formValue, label)
    }
  }
}
