import Base

/// Why an ID token is refused; the first thing that is wrong.
package enum IDTokenRefusal: String, Error, Sendable, Hashable {
  /// Not three parts of base64url JSON, larger than 64 KiB, or a required claim is missing or of the wrong kind.
  case form
  /// Signed with an algorithm that is not taken, among them `none` and every symmetric one.
  case algorithm
  /// No key of the provider fits.
  case key
  /// The signature is not of the provider's key.
  case signature
  /// Of another issuer.
  case issuer
  /// For somebody else.
  case audience
  /// Its time is over.
  case expired
  /// Its time has not come.
  case early
  /// Not the answer to this attempt.
  case nonce
}

/// What a token must say to be taken.
package struct IDTokenExpectation: Sendable {
  /// The issuer, letter by letter.
  package var issuer: String
  /// Our own id there.
  package var client: String
  /// The attempt's nonce.
  package var nonce: String
  /// The algorithms that are taken.
  package var algorithms: Set<SignatureAlgorithm>
  /// How many seconds the clocks may differ.
  package var skew: Int

  /// An expectation.
  package init(issuer: String, client: String, nonce: String, algorithms: Set<SignatureAlgorithm>, skew: Int) {
    self.issuer = issuer
    self.client = client
    self.nonce = nonce
    self.algorithms = algorithms
    self.skew = skew
  }
}

/// The claims of a token that was verified.
package struct VerifiedClaims: Sendable, CustomStringConvertible, CustomReflectable {
  /// The issuer.
  package let issuer: String
  /// The person's id at the issuer; with the issuer it names the person for ever.
  package let subject: String
  /// All claims.
  package let all: JSONTree

  package var description: String { "(claims)" }
  package var customMirror: Mirror { Mirror(self, children: []) }
}

/// Verifying ID tokens (OpenID Connect Core 1.0, section 3.1.3.7).
package enum IDToken {
  /// The largest token in bytes.
  package static let mostBytes = 65_536

  private struct Parts {
    let algorithm: SignatureAlgorithm
    let key: String?
    let claims: JSONTree
  }

  /// Verifies a token: first the form and the algorithm, then the signature, then every claim.
  package static func verify(
    _ token: String, expecting wanted: IDTokenExpectation, keys: OpenIDKeys, now: Instant
  ) async throws(IDTokenRefusal) -> VerifiedClaims {
    let parts = try read(token, allowing: wanted.algorithms)
    let candidates = keys.candidates(for: parts.algorithm, id: parts.key)
    guard !candidates.isEmpty else { throw .key }
    var isSigned = false
    for key in candidates.prefix(10) where !isSigned {
      isSigned = await TokenSignature.holds(token, key: key, algorithm: parts.algorithm)
    }
    guard isSigned else { throw .signature }
    return try check(parts.claims, expecting: wanted, now: now)
  }

  private static func read(_ token: String, allowing allowed: Set<SignatureAlgorithm>) throws(IDTokenRefusal) -> Parts {
    guard token.utf8.count <= mostBytes else { throw .form }
    let parts = token.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3, let header = object(parts[0]), let claims = object(parts[1]), Base64URL.decode(parts[2]) != nil
    else { throw .form }
    guard let name = header["alg"]?.text else { throw .form }
    guard let algorithm = SignatureAlgorithm(rawValue: name), allowed.contains(algorithm) else { throw .algorithm }
    // A header that demands something unknown, or a token of another kind (an access token), is no ID token.
    guard header["crit"] == nil, header["b64"] == nil, header["typ"]?.text?.uppercased() ?? "JWT" == "JWT" else { throw .form }
    return Parts(algorithm: algorithm, key: header["kid"]?.text, claims: claims)
  }

  private static func object(_ part: Substring) -> JSONTree? {
    guard let bytes = Base64URL.decode(part), let tree = try? JSONTree.parse(bytes), tree.isPlainObject else { return nil }
    return tree
  }

  private static func check(
    _ claims: JSONTree, expecting wanted: IDTokenExpectation, now: Instant
  ) throws(IDTokenRefusal) -> VerifiedClaims {
    guard let issuer = claims["iss"]?.text, let subject = claims["sub"]?.text, (1...255).contains(subject.utf8.count),
      let expires = claims["exp"]?.moment, let issued = claims["iat"]?.moment
    else { throw .form }
    guard issuer == wanted.issuer else { throw .issuer }
    try checkAudience(claims, client: wanted.client)
    let skew = Int64(wanted.skew) * 1_000
    guard now.milliseconds < expires.milliseconds + skew else { throw .expired }
    guard issued.milliseconds <= now.milliseconds + skew else { throw .early }
    if let start = claims["nbf"] {
      guard let start = start.moment else { throw .form }
      guard start.milliseconds <= now.milliseconds + skew else { throw .early }
    }
    guard let nonce = claims["nonce"]?.text, ConstantTime.equal(nonce, wanted.nonce) else { throw .nonce }
    return VerifiedClaims(issuer: issuer, subject: subject, all: claims)
  }

  /// The audience is us; where it names others too, or an authorised party, that party is us.
  private static func checkAudience(_ claims: JSONTree, client: String) throws(IDTokenRefusal) {
    let audiences: [String]
    switch claims["aud"] {
    case .string(let one)?: audiences = [one]
    case .array(let several)?: audiences = several.compactMap(\.text)
    default: throw .form
    }
    guard audiences.contains(client) else { throw .audience }
    let party = claims["azp"]
    guard party == nil ? audiences.count == 1 : party?.text == client else { throw .audience }
  }
}
