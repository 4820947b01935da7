import Base
import Interface
import Markup
import PracticeOperations
import PracticeRules

/// Makes routes that go through the door: who asks is found, what is sent is checked, and what was shown is in the log before the
/// answer leaves.
package struct Doorway: Sendable {
  package typealias Handler = @Sendable (PageRequest, Access.Visit) async throws -> PageResponse?

  package let place: Workplace
  /// The features whose tables the pages made here read: until those are built, the pages say how far it is.
  private var reads: Set<String> = []
  private let standing: @Sendable (PageRequest) async throws -> Access.Standing
  private let gate = Access.ActGate()

  /// - Parameter standing: who a request comes from, by its cookies.
  package init(place: Workplace, standing: @escaping @Sendable (PageRequest) async throws -> Access.Standing) {
    self.place = place
    self.standing = standing
  }

  /// The same door for pages that read the tables of these features.
  package func reading(_ features: String...) -> Doorway {
    var door = self
    door.reads = Set(features)
    return door
  }

  /// A page for those who are signed in.
  ///
  /// - Parameter needs: the permission that the page asks for, where it is not about one citizen.
  package func get(
    _ pattern: String, name: String, needs: Access.Permission? = nil, kind: Access.PageKind = .page,
    answer: @escaping Handler
  ) -> Route {
    Route(.get, pattern, name: name) { request in
      try await enter(request, pattern, needs: needs, kind: kind, takesForm: false) { request, visit in
        try await ReadyPages.answer(request, reading: reads, of: place) { try await answer($0, visit) }
      }
    }
  }

  /// A form of those who are signed in. Its token is checked, and the same form sent twice gets the same answer.
  package func post(
    _ pattern: String, name: String, needs: Access.Permission? = nil, answer: @escaping Handler
  ) -> Route {
    Route(.post, pattern, name: name) { request in
      try await enter(request, pattern, needs: needs, kind: .page, takesForm: true, answer)
    }
  }

  /// A page that is open to everybody and shows nothing of any citizen: signing in, the accessibility statement.
  package func open(
    _ pattern: String, name: String, method: Route.Method = .get,
    answer: @escaping @Sendable (PageRequest) async throws -> PageResponse?
  ) -> Route {
    Route(method, pattern, name: name) { request in
      var request = request
      request.newAct = place.newAct().description
      guard case .signedIn(let visitor) = try await standing(request) else {
        return try await ReadyPages.answer(request, reading: [], of: place, answer)
      }
      request.signedIn = signedIn(visitor)
      return renewed(try await ReadyPages.answer(request, reading: [], of: place, answer), visitor)
    }
  }

  private func signedIn(_ visitor: Access.Visitor) -> SignedIn {
    let permissions = Access.Permission.allCases.filter { place.policy.permits(visitor.caller, $0) }
    return SignedIn(
      name: visitor.name, organisation: visitor.organisation, formToken: visitor.formToken,
      permissions: Set(permissions.map(\.rawValue)), secondsLeft: visitor.secondsLeft)
  }
}

// MARK: - One request

extension Doorway {
  private func enter(
    _ request: PageRequest, _ pattern: String, needs: Access.Permission?, kind: Access.PageKind, takesForm: Bool,
    _ answer: Handler
  ) async throws -> PageResponse? {
    switch try await standing(request) {
    case .nobody: return signInFirst(request)
    case .ended(let user):
      if takesForm { try place.keepDraft(request.form.values, user: user, path: back(request, takesForm)) }
      return signInFirst(request)
    case .preparing(let user):
      if takesForm { try place.keepDraft(request.form.values, user: user, path: back(request, takesForm)) }
      return try await ReadyPages.answer(request, reading: ["people"], of: place) { .redirect($0.path) }
    case .signedIn(let visitor):
      guard visitor.isComplete || pattern.hasPrefix("/account") || pattern == "/logout" else {
        return .redirect("/account/first")
      }
      let response = try await serve(request, visitor, pattern, needs: needs, kind: kind, takesForm: takesForm, answer)
      return renewed(response, visitor)
    }
  }

  /// The answer with the session's new cookie, where it has one and the page sets none itself.
  private func renewed(_ response: PageResponse?, _ visitor: Access.Visitor) -> PageResponse? {
    guard var response, let cookie = visitor.newSession, !response.cookies.contains(where: { $0.name == "session" }) else {
      return response
    }
    response.cookies.append(PageCookie("session", cookie))
    return response
  }

  /// To the sign-in, and from there to the page that was asked for; in the language that the address asks for, since its cookie does
  /// not come along when a link on another site led here.
  private func signInFirst(_ request: PageRequest) -> PageResponse {
    let language = request.query["lang"].flatMap(Language.init(rawValue:)).map { "&lang=\($0.rawValue)" } ?? ""
    return .redirect("/login?next=\(SitePath.encoded(back(request, !request.form.values.isEmpty)))\(language)")
  }

  /// A form is shown again on the page it stood on: its address without the last step, unless it names another.
  private func back(_ request: PageRequest, _ takesForm: Bool) -> String {
    takesForm ? SitePath.safe(request.form["page"] ?? request.path) : request.path
  }

  private func serve(
    _ request: PageRequest, _ visitor: Access.Visitor, _ pattern: String, needs: Access.Permission?, kind: Access.PageKind,
    takesForm: Bool, _ answer: Handler
  ) async throws -> PageResponse? {
    var request = request
    request.signedIn = signedIn(visitor)
    request.newAct = place.newAct().description
    let act = place.act(request.form["act"])
    let visit = Access.Visit(
      caller: visitor.caller, policy: place.policy, page: pattern, kind: kind, today: place.today, act: act)
    if let needs, !visit.may(needs) {
      visit.refuse(.notPermitted)
      return try await leave(visit, nil)
    }
    if !takesForm {
      request.kept = try place.takeDraft(user: visitor.caller.user, path: request.path).map { FormData($0) }
      return try await leave(visit, answer(request, visit))
    }
    guard Access.FormTokens.hold(request.form.exact("token"), visitor.formToken) else {
      visit.refuse(.forged)
      return try await leave(visit, .page(Frame.forged(request), status: 403))
    }
    await gate.enter(act.description)
    do {
      let response = try await once(request, visit, visitor, answer)
      await gate.leave(act.description)
      return try await leave(visit, response)
    } catch {
      await gate.leave(act.description)
      throw error
    }
  }

  private func once(
    _ request: PageRequest, _ visit: Access.Visit, _ visitor: Access.Visitor, _ answer: Handler
  ) async throws -> PageResponse? {
    let digest = place.digest(of: request.form.values, path: request.path, user: visitor.caller.user)
    switch try place.earlier(visit.act, digest: digest) {
    case .taken(let location): return .redirect(location)
    case .otherContent:
      visit.refuse(.sameIdOtherContent)
      return .page(Frame.usedForm(request), status: 409)
    case .none: break
    }
    if try place.isWritten(visit.act) { return .page(Frame.savedBefore(request)) }
    let response = try await answer(request, visit)
    if case .redirect(let location)? = response?.content { try place.keep(visit.act, digest: digest, location: location) }
    return response
  }

  /// The log has the entry before the answer leaves; when it cannot be written, nothing is shown.
  private func leave(_ visit: Access.Visit, _ response: PageResponse?) async throws -> PageResponse? {
    try await place.log(visit, found: response != nil)
    return response
  }
}
