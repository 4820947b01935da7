import Base
import PracticeRules

extension Access {
  /// Who has signed in, as a request finds him.
  package struct Visitor: Hashable, Sendable {
    package var caller: Caller
    /// The name in the frame.
    package var name: String
    package var organisation: String
    /// What stands in every form against forgery from elsewhere.
    package var formToken: String
    /// Seconds until the session ends, when that is near.
    package var secondsLeft: Int?
    /// False until what the user must do first is done: a new password, a second factor.
    package var isComplete: Bool
    /// The new value of the cookie `session`, when it changes with this request.
    package var newSession: String?

    package init(
      caller: Caller, name: String, organisation: String, formToken: String, secondsLeft: Int? = nil, isComplete: Bool = true,
      newSession: String? = nil
    ) {
      self.caller = caller
      self.name = name
      self.organisation = organisation
      self.formToken = formToken
      self.secondsLeft = secondsLeft
      self.isComplete = isComplete
      self.newSession = newSession
    }
  }

  /// What a request's cookies say of who asks.
  package enum Standing: Hashable, Sendable {
    case nobody
    /// The session has ended; the user it belonged to, so that what he had written is kept for him.
    case ended(user: String)
    case signedIn(Visitor)
    /// The session holds, and what its user may is being computed from the journal: nothing is shown until then.
    case preparing(user: String)
  }

  /// One form with one act at a time: a resend waits for the first and then gets its answer.
  package actor ActGate {
    private var busy: Set<String> = []
    private var waiting: [String: [CheckedContinuation<Void, Never>]] = [:]

    package init() {}

    package func enter(_ act: String) async {
      while busy.contains(act) {
        await withCheckedContinuation { waiting[act, default: []].append($0) }
      }
      busy.insert(act)
    }

    package func leave(_ act: String) {
      busy.remove(act)
      for continuation in waiting.removeValue(forKey: act) ?? [] { continuation.resume() }
    }
  }
}
