import Base

/// Why a link does not open. An unknown link and one for something else are the same refusal.
package enum LinkRefusal: Error, Sendable, Hashable {
  /// No such link, or not for this.
  case unknown
  /// Its time is over.
  case expired
  /// It was used.
  case used

  /// What to tell the person.
  package var words: Words {
    switch self {
    case .unknown:
      Words(
        da: "Linket gælder ikke. Kontrollér, at hele linket er med, eller bed om et nyt.",
        en: "The link does not hold. See that the whole link is there, or ask for a new one.")
    case .expired: Words(da: "Linket er udløbet. Bed om et nyt.", en: "The link has expired. Ask for a new one.")
    case .used:
      Words(da: "Linket er allerede brugt. Bed om et nyt.", en: "The link was used already. Ask for a new one.")
    }
  }
}

/// A link that opens one thing once. Its token is shown to one person; this is what is stored.
package struct OneTimeLink: Sendable, Hashable {
  /// The hash to look it up by.
  package let hash: TokenHash
  /// What it is for.
  package let use: TokenUse
  /// It does not open at or after this moment.
  package let expires: Instant
  /// When it was used.
  package var used: Instant?

  /// A link as it was stored.
  package init(hash: TokenHash, use: TokenUse, expires: Instant, used: Instant? = nil) {
    self.hash = hash
    self.use = use
    self.expires = expires
    self.used = used
  }

  /// How long a link of a use lasts, in seconds: an invitation 7 days, a new password 1 hour, a form on an own phone 2 hours.
  package static func lifetime(of use: TokenUse) -> Int {
    switch use {
    case .invite: 604_800
    case .passwordReset: 3_600
    case .ownPhone: 7_200
    case .session, .signingIn: 600
    }
  }

  /// A new link: the token for the person, and what to store.
  ///
  /// - Parameter lifetime: seconds; nil takes the usual time of the use.
  package static func issue(
    for use: TokenUse, now: Instant, lifetime: Int? = nil, using random: inout some RandomNumberGenerator
  ) -> (token: SecretToken, stored: OneTimeLink) {
    let token = SecretToken.random(using: &random)
    let seconds = Int64(lifetime ?? OneTimeLink.lifetime(of: use))
    let expires = Instant(milliseconds: now.milliseconds + seconds * 1_000)
    return (token, OneTimeLink(hash: token.hash(for: use), use: use, expires: expires))
  }

  /// The hash to look up for what stood in a link; nil when it can be no token.
  package static func lookup(_ text: String, for use: TokenUse) -> TokenHash? { SecretToken(text: text)?.hash(for: use) }

  /// Uses a link that was looked up. Store the result, with the condition that it was still unused, before acting on it.
  package func use(_ text: String, for wanted: TokenUse, now: Instant) throws(LinkRefusal) -> OneTimeLink {
    guard wanted == use, let shown = OneTimeLink.lookup(text, for: use), ConstantTime.equal(shown.bytes, hash.bytes)
    else { throw .unknown }
    if used != nil { throw .used }
    if now >= expires { throw .expired }
    var after = self
    after.used = now
    return after
  }
}
