import Base

/// How long a session lasts.
package struct SessionPolicy: Sendable, Hashable {
  /// It ends so many seconds after the last request.
  package var idle: Int
  /// It ends so many seconds after signing in, whatever happens.
  package var absolute: Int
  /// So many seconds before either end the person is told.
  package var warning: Int

  /// A policy; by default 30 minutes without a request, 12 hours in all, told 2 minutes before.
  package init(idle: Int = 1_800, absolute: Int = 43_200, warning: Int = 120) {
    self.idle = idle
    self.absolute = absolute
    self.warning = warning
  }
}

/// The moments of a session that its end is reckoned from.
package struct SessionTimes: Sendable, Hashable {
  /// When the person signed in.
  package var signedIn: Instant
  /// The last request that a person made; a page that asks by itself does not count.
  package var lastSeen: Instant
  /// When it was ended by signing out, by somebody else or by a new session in its place.
  package var revoked: Instant?

  /// The moments of a session.
  package init(signedIn: Instant, lastSeen: Instant, revoked: Instant? = nil) {
    self.signedIn = signedIn
    self.lastSeen = lastSeen
    self.revoked = revoked
  }
}

/// What a session is worth at a moment.
package enum SessionState: Sendable, Hashable {
  /// It goes on.
  case live
  /// It goes on, and ends in so many seconds; a request puts an idle end off, never the absolute one.
  case warn(secondsLeft: Int)
  /// No request for too long.
  case idleOut
  /// The longest time is over.
  case expired
  /// It was ended.
  case revoked

  /// True while requests are answered.
  package var holds: Bool {
    switch self {
    case .live, .warn: true
    case .idleOut, .expired, .revoked: false
    }
  }

  /// Why a session that no longer holds has ended; nil while it does.
  package var words: Words? {
    switch self {
    case .live, .warn: nil
    case .idleOut:
      Words(
        da: "Du har været væk et stykke tid og er logget ud. Log ind igen; din tekst er gemt.",
        en: "You were away for a while and are signed out. Sign in again; your text is kept.")
    case .expired:
      Words(
        da: "Du har været logget ind længe. Log ind igen for at fortsætte; din tekst er gemt.",
        en: "You have been signed in for long. Sign in again to go on; your text is kept.")
    case .revoked: Words(da: "Du er logget ud. Log ind igen.", en: "You are signed out. Sign in again.")
    }
  }
}

/// What happens to a session that may change its token.
package enum SessionEvent: Sendable, Hashable, CaseIterable {
  /// Password and second factor hold.
  case signedIn
  /// The person works in another role or organisation, or rights were given or taken.
  case privilegeChanged
  /// The person has a new password or a new second factor; the other sessions of that person end too.
  case credentialsChanged
  /// The person showed the password again before something serious.
  case confirmedAgain
}

/// The rules of sessions. Only the hash of a token is stored (``SecretToken``).
package enum SessionRule {
  /// What the session is worth now. An end counts from its very moment; a clock that was put back never ends a session early.
  package static func state(_ times: SessionTimes, policy: SessionPolicy, now: Instant) -> SessionState {
    if times.revoked != nil { return .revoked }
    let absolute = left(of: policy.absolute, since: times.signedIn, now: now)
    if absolute <= 0 { return .expired }
    let idle = left(of: policy.idle, since: times.lastSeen, now: now)
    if idle <= 0 { return .idleOut }
    let left = min(idle, absolute)
    guard left <= Int64(policy.warning) * 1_000 else { return .live }
    return .warn(secondsLeft: Int((left + 999) / 1_000))
  }

  /// The session that takes the old one's place under a new token; the old one is revoked at the same moment. Signing in begins
  /// the longest time anew, every other event keeps it.
  package static func rotated(_ times: SessionTimes, after event: SessionEvent, now: Instant) -> SessionTimes {
    SessionTimes(signedIn: event == .signedIn ? now : times.signedIn, lastSeen: now)
  }

  /// True when the person's other sessions end with the event.
  package static func endsOthers(_ event: SessionEvent) -> Bool { event == .credentialsChanged }

  /// True when the moment of the last request is worth writing again: a minute after the last writing, or a thirtieth of the idle
  /// time if that is less. A session is not written with every click.
  package static func shouldTouch(_ times: SessionTimes, policy: SessionPolicy, now: Instant) -> Bool {
    now.milliseconds - times.lastSeen.milliseconds >= Int64(min(60_000, policy.idle * 1_000 / 30))
  }

  private static func left(of seconds: Int, since start: Instant, now: Instant) -> Int64 {
    Int64(seconds) * 1_000 - max(0, now.milliseconds - start.milliseconds)
  }
}
