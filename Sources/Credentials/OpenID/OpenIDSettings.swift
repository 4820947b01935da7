import Base

/// How one provider is used. The client's secret is no part of it: it comes from outside like every key.
package struct OpenIDSettings: Sendable, Hashable {
  /// The provider's issuer, letter by letter as its discovery document and tokens write it.
  package var issuer: String
  /// Our id at the provider.
  package var client: String
  /// Where the provider sends the browser back to; registered there.
  package var redirect: String
  /// Where the provider sends the browser after signing out; registered there.
  package var signedOut: String?
  /// What is asked for; `openid` is always among them.
  package var scopes: [String]
  /// Levels of assurance asked for (`acr_values`), best first; what was given is for the claims mapping to judge.
  package var levels: [String]
  /// The signature algorithms that are taken.
  package var algorithms: Set<SignatureAlgorithm>
  /// How many seconds the clocks may differ.
  package var skew: Int
  /// How many seconds an attempt to sign in may take.
  package var attempt: Int
  /// What the button says.
  package var title: Words
  /// What the claims mean here.
  package var claims: ClaimsMapping

  /// Settings; what is left out has its usual value.
  package init(
    issuer: String, client: String, redirect: String, claims: ClaimsMapping, signedOut: String? = nil,
    scopes: [String] = ["openid"],
    levels: [String] = [], algorithms: Set<SignatureAlgorithm> = Set(SignatureAlgorithm.allCases), skew: Int = 60,
    attempt: Int = 600, title: Words = Words(da: "Log ind med arbejdskonto", en: "Sign in with your work account")
  ) {
    self.issuer = issuer
    self.client = client
    self.redirect = redirect
    self.claims = claims
    self.signedOut = signedOut
    self.scopes = scopes.contains("openid") ? scopes : ["openid"] + scopes
    self.levels = levels
    self.algorithms = algorithms
    self.skew = skew
    self.attempt = attempt
    self.title = title
  }

  /// Reads settings from JSON; all problems are reported to `problems`, and the result is used only when there are none.
  ///
  /// ```json
  /// {"issuer": "https://login.example.org/realms/office", "client": "brobygger", "redirect": "https://…/sign-in/back",
  ///  "signedOut": "https://…/", "scopes": ["openid", "profile"], "levels": [], "algorithms": ["RS256", "ES256"],
  ///  "clockSkew": 60, "attemptSeconds": 600, "title": {"da": "…", "en": "…"}, "claims": {…}}
  /// ```
  /// - Parameters:
  ///   - roles: The role ids that exist; nil takes any.
  ///   - teams: The team ids that exist; nil takes any.
  package static func read(
    _ tree: JSONTree, file: String, problems: ProblemCollector, roles: Set<String>? = nil, teams: Set<String>? = nil
  ) -> OpenIDSettings? {
    JSONReader.read(tree, file: file, problems: problems) { r in
      let algorithms = r.elements("algorithms").compactMap { algorithm($0) }
      let claims = r.object("claims") { ClaimsMapping.read($0, roles: roles, teams: teams) }
      var settings = OpenIDSettings(
        issuer: address("issuer", r), client: r.string("client"), redirect: address("redirect", r),
        claims: claims ?? ClaimsMapping(organisation: .always("")), scopes: r.strings("scopes"), levels: r.strings("levels"))
      if r.has("signedOut") { settings.signedOut = address("signedOut", r) }
      if r.has("algorithms") { settings.algorithms = Set(algorithms) }
      settings.skew = number("clockSkew", r, 0...300) ?? settings.skew
      settings.attempt = number("attemptSeconds", r, 60...3_600) ?? settings.attempt
      settings.title = r.optionalWords("title") ?? settings.title
      return settings
    }
  }

  private static func address(_ key: String, _ r: JSONReader) -> String {
    let text = r.string(key)
    if !text.isEmpty, !WebAddress.isAllowed(text) {
      r.report(key, "the address must begin with https:// (http:// is taken on this machine only) and have no # in it")
    }
    return text
  }

  private static func number(_ key: String, _ r: JSONReader, _ range: ClosedRange<Int>) -> Int? {
    guard let number = r.optionalInt(key) else { return nil }
    if !range.contains(number) {
      r.report(key, "a number of seconds from \(range.lowerBound) to \(range.upperBound) is expected here")
    }
    return number
  }

  private static func algorithm(_ element: JSONElement) -> SignatureAlgorithm? {
    guard let text = element.string else { return nil }
    if let known = SignatureAlgorithm(rawValue: text) { return known }
    element.report("only RS256, PS256 and ES256 are taken")
    return nil
  }
}
