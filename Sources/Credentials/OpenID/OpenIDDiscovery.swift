import Base

/// What a provider says about itself (OpenID Connect Discovery 1.0), as far as it is used.
package struct OpenIDDiscovery: Sendable, Hashable {
  /// Where the browser is sent to sign in.
  package let authorization: String
  /// Where the code is exchanged.
  package let token: String
  /// Where the keys are.
  package let keys: String
  /// Where the browser is sent to sign out there too.
  package let endSession: String?
  /// True when the token endpoint takes the client's secret as HTTP Basic (also when it says nothing).
  package let takesBasic: Bool
  /// True when the answer to the browser must name the issuer (RFC 9207).
  package let namesIssuer: Bool

  /// The address of an issuer's document.
  package static func address(of issuer: String) -> String {
    "\(issuer.hasSuffix("/") ? String(issuer.dropLast()) : issuer)/.well-known/openid-configuration"
  }

  /// Reads a document and checks that it is this issuer's and can be used with these settings.
  package init(_ body: [UInt8], settings: OpenIDSettings) throws(OpenIDTrouble) {
    guard let tree = try? JSONTree.parse(body) else { throw OpenIDTrouble(.discovery, .form) }
    guard tree["issuer"]?.text == settings.issuer else { throw OpenIDTrouble(.discovery, .issuer) }
    authorization = try OpenIDDiscovery.address("authorization_endpoint", in: tree, settings: settings)
    token = try OpenIDDiscovery.address("token_endpoint", in: tree, settings: settings)
    keys = try OpenIDDiscovery.address("jwks_uri", in: tree, settings: settings)
    endSession =
      tree["end_session_endpoint"] == nil
      ? nil : try OpenIDDiscovery.address("end_session_endpoint", in: tree, settings: settings)
    takesBasic = tree["token_endpoint_auth_methods_supported"]?.texts?.contains("client_secret_basic") ?? true
    namesIssuer = tree["authorization_response_iss_parameter_supported"] == .bool(true)
    let methods = tree["code_challenge_methods_supported"]?.texts ?? ["S256"]
    let flows = tree["response_types_supported"]?.texts ?? ["code"]
    let offered = Set(tree["id_token_signing_alg_values_supported"]?.texts ?? ["RS256"])
    let isUsable = settings.algorithms.contains { offered.contains($0.rawValue) }
    guard methods.contains("S256"), flows.contains("code"), isUsable else { throw OpenIDTrouble(.discovery, .unsuitable) }
  }

  /// An address in the document. A provider on the network may not point at this machine's own plain ports.
  private static func address(
    _ key: String, in tree: JSONTree, settings: OpenIDSettings
  ) throws(OpenIDTrouble) -> String {
    guard let text = tree[key]?.text else { throw OpenIDTrouble(.discovery, .form) }
    let isHome = WebAddress.isPlainLoopback(settings.issuer)
    guard WebAddress.isAllowed(text), isHome || !WebAddress.isPlainLoopback(text) else {
      throw OpenIDTrouble(.discovery, .address)
    }
    return text
  }
}

extension JSONTree {
  var text: String? { if case .string(let text) = self { text } else { nil } }

  var texts: [String]? { if case .array(let values) = self { values.compactMap(\.text) } else { nil } }

  /// A moment in seconds since 1970 as JSON Web Tokens write it, perhaps with decimals.
  var moment: Instant? {
    guard case .number(let text) = self, let seconds = Double(text), seconds.isFinite, (0...1e11).contains(seconds) else {
      return nil
    }
    return Instant(milliseconds: Int64(seconds * 1_000))
  }

  /// True for an object in which no key stands twice.
  var isPlainObject: Bool {
    guard case .object(let members) = self else { return false }
    return Set(members.map(\.key)).count == members.count
  }
}
