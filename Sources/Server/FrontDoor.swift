import HTTPTypes
import Hummingbird
import NIOCore

/// What is checked before anything else: who asks, over what, and by which name.
///
/// A stranger's web page must not reach the server through a name of its own that points to this machine (DNS rebinding). What a
/// proxy says of the asker is believed only from the addresses that were named.
struct FrontDoor: RouterMiddleware {
  typealias Context = SiteContext

  /// The longest address of a page in bytes, query included.
  static let longestAddress = 8 * 1024

  let address: WebServer.Address

  func handle(
    _ request: Request, context: Context, next: (Request, Context) async throws -> Response
  ) async throws -> Response {
    guard request.head.path.map({ $0.utf8.count <= Self.longestAddress }) ?? true else {
      return Response(status: .uriTooLong)
    }
    var context = context
    context.source = context.remoteAddress?.ipAddress ?? ""
    context.isSecure = address.certificate != nil
    if !address.proxies.isEmpty {
      guard address.proxies.contains(Self.plain(context.source)) else { return Self.words(.forbidden, Self.notTheProxy) }
      guard Self.last(request, "X-Forwarded-Proto") == "https" else { return Self.words(.forbidden, Self.notSecure) }
      context.isSecure = true
      if let asker = Self.last(request, "X-Forwarded-For") { context.source = asker }
    }
    guard let authority = request.head.authority, address.hosts.contains(Self.host(of: authority)) else {
      return Response(status: .misdirectedRequest)
    }
    return try await next(request, context)
  }

  private static let notTheProxy = "Only the proxy is answered here."
  private static let notSecure = "This site is reached over https only."

  private static func words(_ status: HTTPResponse.Status, _ text: String) -> Response {
    Response(
      status: status, headers: [.contentType: "text/plain; charset=utf-8"],
      body: .init(byteBuffer: ByteBuffer(string: text + "\n")))
  }

  /// The last word of a list in a header: what the nearest proxy wrote; what stands before it anybody can have written.
  private static func last(_ request: Request, _ name: String) -> String? {
    guard let field = HTTPField.Name(name), let value = request.headers[values: field].last else { return nil }
    let word = value.split(separator: ",").last.map { $0.filter { $0 != " " } } ?? ""
    return word.isEmpty || word.utf8.count > 64 ? nil : word
  }

  /// An IPv4 address as itself, also where the system writes it as IPv6.
  private static func plain(_ address: String) -> String {
    address.lowercased().hasPrefix("::ffff:") ? String(address.dropFirst(7)) : address
  }

  /// The name without the port, also for `[::1]:8080`.
  static func host(of authority: String) -> String {
    if authority.hasPrefix("[") { return String(authority.prefix { $0 != "]" }) + "]" }
    return String(authority.prefix { $0 != ":" }).lowercased()
  }
}

/// The kind of browser and system, in words of our own: what a browser says about itself is not kept.
enum BrowserKind {
  static func name(of agent: String?) -> String {
    guard let agent, !agent.isEmpty, agent.utf8.count < 1024 else { return "" }
    let browsers = [
      ("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
      ("curl/", "curl"),
    ]
    let systems = [
      ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS X", "macOS"),
      ("Linux", "Linux"),
    ]
    let words = [browsers, systems].compactMap { known in known.first { agent.contains($0.0) }?.1 }
    return words.joined(separator: ", ")
  }
}
