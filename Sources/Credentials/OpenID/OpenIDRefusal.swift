import Base

/// Why a signed-in identity from another system is not taken. No case holds a token, a code or a person's data.
package enum OpenIDRefusal: Error, Sendable, Hashable {
  /// The answer does not belong to the attempt that this browser began: begin again.
  case anotherAttempt
  /// More time than allowed has gone since the attempt began.
  case tooLate
  /// The other system says that the person was not let in, or gave up.
  case declined
  /// The other system answered with an error of its own; the word is one of the protocol's.
  case provider(OpenIDProviderError)
  /// The code was used already, is too old, or was never given out.
  case code
  /// The token is not what it should be.
  case token(IDTokenRefusal)
  /// The person is known there but not let in here.
  case claims(ClaimsRefusal)
  /// The other system cannot be asked now, or answers what it should not.
  case trouble(OpenIDTrouble)

  /// What to tell the person.
  package var words: Words {
    switch self {
    case .anotherAttempt, .tooLate, .code:
      Words(
        da: "Login blev afbrudt eller tog for lang tid. Begynd forfra på login-siden.",
        en: "Signing in was interrupted or took too long. Begin again on the sign-in page.")
    case .declined:
      Words(
        da: "Login-systemet lukkede dig ikke ind. Prøv igen, eller kontakt din it-afdeling.",
        en: "The sign-in system did not let you in. Try again, or ask your IT department.")
    case .claims(let refusal): refusal.words
    case .provider, .token:
      Words(
        da: "Login-systemets svar kunne ikke godkendes. Kontakt din it-afdeling, og oplys tidspunktet.",
        en: "The sign-in system's answer could not be accepted. Ask your IT department, and tell them the time.")
    case .trouble:
      Words(
        da: "Login-systemet kan ikke nås lige nu. Prøv igen om lidt.",
        en: "The sign-in system cannot be reached just now. Try again in a little while.")
    }
  }
}

/// The errors that an authorisation or token endpoint may name (RFC 6749, OpenID Connect Core 3.1.2.6); any other word is `other`,
/// so that no text of another system's choosing reaches a log.
package enum OpenIDProviderError: String, Sendable, Hashable, CaseIterable {
  case invalidRequest = "invalid_request"
  case unauthorizedClient = "unauthorized_client"
  case unsupportedResponseType = "unsupported_response_type"
  case invalidScope = "invalid_scope"
  case serverError = "server_error"
  case temporarilyUnavailable = "temporarily_unavailable"
  case invalidClient = "invalid_client"
  case unsupportedGrantType = "unsupported_grant_type"
  case interactionRequired = "interaction_required"
  case loginRequired = "login_required"
  case consentRequired = "consent_required"
  case other
}

/// Trouble around the other system, for the log and the journal health page.
package struct OpenIDTrouble: Error, Sendable, Hashable, CustomStringConvertible {
  /// What it was about.
  package enum Part: String, Sendable, Hashable {
    /// The discovery document.
    case discovery
    /// The keys.
    case keys
    /// The token endpoint.
    case token
  }

  /// What was wrong.
  package enum Cause: Sendable, Hashable {
    /// There was no answer.
    case fetch(FetchTrouble)
    /// Another status than the one expected.
    case status(Int)
    /// The answer is not JSON of the right form.
    case form
    /// The document is for another issuer than the one that was asked.
    case issuer
    /// It names an address that may not be used.
    case address
    /// It does not offer what is needed: the code flow, S256 or an allowed algorithm.
    case unsuitable
  }

  /// What it was about.
  package var part: Part
  /// What was wrong.
  package var cause: Cause

  /// Trouble.
  package init(_ part: Part, _ cause: Cause) {
    self.part = part
    self.cause = cause
  }

  package var description: String { "OpenID Connect, \(part.rawValue): \(cause)" }
}
