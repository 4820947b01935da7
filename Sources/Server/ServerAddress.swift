import Foundation

extension WebServer {
  /// Where it listens, and who may ask: this machine, or the network over TLS.
  package struct Address: Sendable, Hashable {
    /// A certificate (with the chain behind it) and its private key, both PEM.
    package struct Certificate: Sendable, Hashable {
      package var chain: String
      package var key: String

      package init(chain: String, key: String) {
        self.chain = chain
        self.key = key
      }
    }

    /// The host to listen on: a name or an address.
    package let host: String
    /// A TCP port, 0...65535 (0: any free one).
    package let port: Int
    /// Nil for plain HTTP, which only this machine may use.
    package let certificate: Certificate?
    /// The addresses of the proxies that stand before it; what they say of the asker is believed, and nobody else is answered.
    package let proxies: Set<String>
    /// The names it answers to, beside those of this machine.
    package let names: Set<String>

    /// An address. Plain HTTP is taken on this machine alone, also behind a proxy: log-ins would be read on the way.
    package init(
      host: String, port: Int, certificate: Certificate? = nil, proxies: [String] = [], names: [String] = []
    ) throws(ServerRefusal) {
      guard (0...65535).contains(port) else { throw .noSuchPort(port) }
      guard certificate != nil || Self.loopback.contains(host) else { throw .notLoopback(host) }
      for proxy in proxies where !Self.isAddress(proxy) { throw .noSuchProxy(proxy) }
      let isElsewhere = !Self.loopback.contains(host) || !proxies.isEmpty
      if isElsewhere, names.isEmpty, Self.isAddress(host) { throw .noName }
      self.host = host
      self.port = port
      self.certificate = certificate
      self.proxies = Set(proxies)
      self.names = Set(names.map { $0.lowercased() }).union(Self.isAddress(host) ? [] : [host.lowercased()])
    }

    private static let loopback: Set<String> = ["127.0.0.1", "::1", "localhost"]

    /// True when browsers reach it over TLS, here or at the proxy.
    package var isSecure: Bool { certificate != nil || !proxies.isEmpty }

    /// The names that a request may ask for.
    var hosts: Set<String> {
      proxies.isEmpty && (certificate == nil || Self.loopback.contains(host))
        ? names.union(["127.0.0.1", "localhost", "[::1]"]) : names
    }

    /// An address of its own kind: four numbers, or with colons.
    private static func isAddress(_ text: String) -> Bool {
      if text.contains(":") { return text.allSatisfy { $0.isHexDigit || $0 == ":" || $0 == "." } }
      let parts = text.split(separator: ".", omittingEmptySubsequences: false)
      return parts.count == 4 && parts.allSatisfy { UInt8($0) != nil }
    }
  }
}

/// Why the server does not start.
package enum ServerRefusal: Error, Sendable, Hashable, CustomStringConvertible {
  /// Plain HTTP is for this machine only.
  case notLoopback(String)
  /// No such port.
  case noSuchPort(Int)
  /// Another program listens there.
  case portTaken(Int)
  /// The address of a proxy is none.
  case noSuchProxy(String)
  /// It is to be reached from elsewhere, and does not know its name.
  case noName
  /// The certificate or its key cannot be used.
  case certificate(String)

  /// What to do, in Danish and English.
  package var description: String {
    switch self {
    case .notLoopback(let host):
      "Uden TLS lytter serveren kun på denne maskine (127.0.0.1); log-in ville kunne læses undervejs. \(host) er afvist. "
        + "Giv --tls-cert og --tls-key, eller lad en proxy på samme maskine stå for TLS (--behind-proxy 127.0.0.1).\n"
        + "Without TLS the server listens on this machine only (127.0.0.1): log-ins could be read on the way. \(host) was refused. "
        + "Give --tls-cert and --tls-key, or let a proxy on the same machine do TLS (--behind-proxy 127.0.0.1)."
    case .noSuchPort(let port): "Der er ingen port \(port). Vælg 1-65535.\nThere is no port \(port). Choose 1-65535."
    case .portTaken(let port):
      "Port \(port) er optaget af et andet program. Vælg en anden med --port, fx --port \(port + 1).\n"
        + "Port \(port) is taken by another program. Choose another with --port, such as --port \(port + 1)."
    case .noSuchProxy(let text):
      "--behind-proxy skal være proxyens IP-adresse; \(text) er ingen.\n"
        + "--behind-proxy must be the proxy's IP address; \(text) is none."
    case .noName:
      "Giv det navn, browsere bruger, med --name, fx --name brobygger.example.org.\n"
        + "Give the name that browsers use with --name, such as --name brobygger.example.org."
    case .certificate(let what):
      "Certifikatet eller nøglen kan ikke bruges (\(what)). Begge skal være PEM-filer, som serveren må læse.\n"
        + "The certificate or its key cannot be used (\(what)). Both must be PEM files that the server may read."
    }
  }
}
