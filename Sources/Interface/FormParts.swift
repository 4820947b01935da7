import Base
import Markup

/// One thing that is wrong with a form, and where.
public struct FormProblem: Hashable, Sendable {
  /// The name of the field.
  public var field: String
  /// What is wrong and what to do.
  public var message: String

  /// A problem.
  public init(_ field: String, _ message: String) {
    self.field = field
    self.message = message
  }
}

/// A form: fields, what is wrong with them, and what stands against forgery and double sending.
public struct PageForm: Sendable {
  /// One choice of a list.
  public struct Choice: Hashable, Sendable {
    /// What is sent.
    public var value: String
    /// What is read.
    public var label: String
    /// A line of help under it.
    public var hint: String?

    /// A choice.
    public init(_ value: String, _ label: String, hint: String? = nil) {
      self.value = value
      self.label = label
      self.hint = hint
    }
  }

  /// Where it is sent.
  public var action: String
  /// The request whose page it stands on.
  public var request: PageRequest
  /// What was sent and is shown again; else what was kept from an ended session; else the values given with the fields.
  public var sent: FormData?
  /// What is wrong.
  public var problems: [FormProblem]

  /// A form.
  public init(action: String, request: PageRequest, sent: FormData? = nil, problems: [FormProblem] = []) {
    self.action = action
    self.request = request
    self.sent = sent ?? request.kept
    self.problems = problems
  }

  /// The whole form around its fields and buttons. The summary of problems stands first and is read aloud.
  public func html(_ fields: HTML, submit: String, id: String? = nil) -> HTML {
    let token: HTML? = request.signedIn.map { "<input type=\"hidden\" name=\"token\" value=\"\($0.formToken)\">" }
    let name: HTML? = id.map { " id=\"\($0)\"" }
    return """
      \(summary)<form method="post" action="\(action)"\(name) novalidate>\(token)\
      <input type="hidden" name="act" value="\(request.newAct)">\
      <input type="hidden" name="page" value="\(request.path)">
      \(fields)<p class="b-actions"><button class="b-button" type="submit">\(submit)</button></p></form>

      """
  }

  /// What is wrong, with links to the fields.
  public var summary: HTML {
    guard !problems.isEmpty else { return .empty }
    let lines = problems.map { problem -> HTML in "<li><a href=\"#f-\(problem.field)\">\(problem.message)</a></li>" }
    let title = request.say("Ret dette, og prøv igen", "Mend this and try again")
    return """
      <div class="b-notice b-notice--error" role="alert" tabindex="-1" id="problems"><p class="b-notice__title">\(title)</p>\
      <ul>\(lines)</ul></div>

      """
  }

  private func problem(_ name: String) -> String? { problems.first { $0.field == name }?.message }

  private func value(_ name: String, _ given: String?) -> String { sent.map { $0.exact(name) ?? "" } ?? given ?? "" }

  private func described(_ name: String, hint: String?) -> (html: HTML, attribute: HTML) {
    var html = HTML.empty
    var ids: [String] = []
    if let hint {
      html = "<p class=\"b-hint\" id=\"h-\(name)\">\(hint)</p>"
      ids.append("h-\(name)")
    }
    guard let problem = problem(name) else {
      return (html, ids.isEmpty ? .empty : " aria-describedby=\"\(ids.joined(separator: " "))\"")
    }
    let word = request.say("Fejl: ", "Error: ")
    ids.append("e-\(name)")
    return (
      "\(html)<p class=\"b-error\" id=\"e-\(name)\"><span class=\"b-visually-hidden\">\(word)</span>\(problem)</p>",
      " aria-invalid=\"true\" aria-describedby=\"\(ids.joined(separator: " "))\""
    )
  }

  /// One line of text.
  ///
  /// - Parameters:
  ///   - type: of the HTML input, such as `text`, `password`, `date`, `tel`, `email`.
  ///   - autocomplete: what browsers may fill in, such as `username`.
  public func text(
    _ name: String, _ label: String, value given: String? = nil, hint: String? = nil, type: String = "text",
    autocomplete: String? = nil, inputMode: String? = nil, isRequired: Bool = false, maxLength: Int? = nil, wide: Bool = true
  ) -> HTML {
    let (help, attribute) = described(name, hint: hint)
    let shown: HTML? = type == "password" ? nil : " value=\"\(value(name, given))\""
    let filled: HTML? = autocomplete.map { " autocomplete=\"\($0)\"" }
    let mode: HTML? = inputMode.map { " inputmode=\"\($0)\"" }
    let limit: HTML? = maxLength.map { " maxlength=\"\($0)\"" }
    let required: HTML? = isRequired ? " aria-required=\"true\"" : nil
    let narrow: HTML? = wide ? nil : " b-input--narrow"
    return """
      <div class="b-field"><label for="f-\(name)">\(label)</label>\(help)\
      <input class="b-input\(narrow)" id="f-\(name)" name="\(name)" type="\(type)"\(shown)\(filled)\(mode)\(limit)\(required)\(attribute)></div>

      """
  }

  /// Several lines of text.
  public func area(
    _ name: String, _ label: String, value given: String? = nil, hint: String? = nil, rows: Int = 4, maxLength: Int? = nil
  ) -> HTML {
    let (help, attribute) = described(name, hint: hint)
    let limit: HTML? = maxLength.map { " maxlength=\"\($0)\"" }
    return """
      <div class="b-field"><label for="f-\(name)">\(label)</label>\(help)\
      <textarea class="b-input" id="f-\(name)" name="\(name)" rows="\(rows)"\(limit)\(attribute)>\(value(name, given))</textarea></div>

      """
  }

  /// One of many, as a list that opens.
  public func select(
    _ name: String, _ label: String, _ choices: [Choice], value given: String? = nil, hint: String? = nil, empty: String? = nil
  ) -> HTML {
    let (help, attribute) = described(name, hint: hint)
    let chosen = value(name, given)
    let all = (empty.map { [Choice("", $0)] } ?? []) + choices
    let options = all.map { choice -> HTML in
      let selected: HTML? = choice.value == chosen ? " selected" : nil
      return "<option value=\"\(choice.value)\"\(selected)>\(choice.label)</option>"
    }
    return """
      <div class="b-field"><label for="f-\(name)">\(label)</label>\(help)\
      <select class="b-input" id="f-\(name)" name="\(name)"\(attribute)>\(options)</select></div>

      """
  }

  /// One of few, all to be seen.
  public func radios(
    _ name: String, _ legend: String, _ choices: [Choice], value given: String? = nil, hint: String? = nil
  ) -> HTML { group(name, legend, choices, chosen: [value(name, given)], hint: hint, type: "radio", sentAs: name) }

  /// Any of few. Sent as `name[]`.
  public func boxes(
    _ name: String, _ legend: String, _ choices: [Choice], values given: [String] = [], hint: String? = nil
  ) -> HTML {
    let chosen = sent.map { $0.all(name) } ?? given
    return group(name, legend, choices, chosen: Set(chosen), hint: hint, type: "checkbox", sentAs: name + "[]")
  }

  private func group(
    _ name: String, _ legend: String, _ choices: [Choice], chosen: Set<String>, hint: String?, type: String, sentAs: String
  ) -> HTML {
    let (help, attribute) = described(name, hint: hint)
    let items = choices.enumerated().map { index, choice -> HTML in
      let id = index == 0 ? "f-\(name)" : "f-\(name)-\(index)"
      let checked: HTML? = chosen.contains(choice.value) ? " checked" : nil
      let more: HTML? = choice.hint.map { "<span class=\"b-hint\">\($0)</span>" }
      return """
        <div class="b-choice"><input id="\(id)" type="\(type)" name="\(sentAs)" value="\(choice.value)"\(checked)>\
        <label for="\(id)">\(choice.label)\(more)</label></div>
        """
    }
    return "<fieldset class=\"b-field\"\(attribute)><legend>\(legend)</legend>\(help)\(items)</fieldset>\n"
  }

  /// One box to tick.
  public func tick(_ name: String, _ label: String, isTicked given: Bool = false, hint: String? = nil) -> HTML {
    let (help, attribute) = described(name, hint: hint)
    let isOn = sent.map { $0.isTicked(name) } ?? given
    let checked: HTML? = isOn ? " checked" : nil
    return """
      <div class="b-field"><div class="b-choice"><input id="f-\(name)" type="checkbox" name="\(name)" value="1"\(checked)\(attribute)>\
      <label for="f-\(name)">\(label)</label></div>\(help)</div>

      """
  }

  /// A value that is sent along unseen.
  public static func hiddenField(_ name: String, _ value: String) -> HTML {
    "<input type=\"hidden\" name=\"\(name)\" value=\"\(value)\">"
  }

  /// A value that is sent along unseen.
  public func hidden(_ name: String, _ value: String) -> HTML { "<input type=\"hidden\" name=\"\(name)\" value=\"\(value)\">" }
}
