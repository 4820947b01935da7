import Base
import Foundation
import HTTPTypes
import Hummingbird
import Interface
import Logging
import Markup
import NIOCore

/// The web server: routes in, HTTP out.
package struct WebServer: Sendable {
  /// Where it listens.
  package struct Address: Sendable, Hashable {
    /// A loopback host.
    package var host: String
    /// A TCP port, 0...65535 (0: any free one).
    package var port: Int

    /// An address on this machine. Until there is log-in, no other is accepted.
    package init(host: String, port: Int) throws(ServerRefusal) {
      guard ["127.0.0.1", "::1", "localhost"].contains(host) else { throw .notLoopback(host) }
      guard (0...65535).contains(port) else { throw .noSuchPort(port) }
      self.host = host
      self.port = port
    }
  }

  let routes: [Route]
  let assets: [Asset]
  let notFound: @Sendable (PageRequest) -> HTML
  let failed: @Sendable (PageRequest) -> HTML

  /// A file that pages refer to, such as the style sheet.
  package struct Asset: Sendable {
    let path: String
    let type: String
    let text: String

    /// An asset under an address that changes with its content, so that it may be kept for ever.
    package init(path: String, type: String, text: String) {
      self.path = path
      self.type = type
      self.text = text
    }
  }

  /// Gathers what is served.
  package init(
    routes: [Route], assets: [Asset], notFound: @escaping @Sendable (PageRequest) -> HTML,
    failed: @escaping @Sendable (PageRequest) -> HTML
  ) {
    self.routes = routes
    self.assets = assets
    self.notFound = notFound
    self.failed = failed
  }

  func router() -> Router<SiteContext> {
    let router = Router(context: SiteContext.self, options: .autoGenerateHeadEndpoints)
    router.addMiddleware {
      SecurityHeaders()
      LoopbackHost(allowed: ["127.0.0.1", "localhost", "[::1]"])
      KnownMethods()
      NotFoundPage(page: notFound)
      LanguageCookie()
    }
    for asset in assets {
      router.get(RouterPath(asset.path)) { _, _ in
        Response(
          status: .ok, headers: [.contentType: asset.type, .cacheControl: "public, max-age=31536000, immutable"],
          body: .init(byteBuffer: ByteBuffer(string: asset.text)))
      }
    }
    PageRouter(routes: routes, notFound: notFound, failed: failed, isSecure: false).register(on: router)
    return router
  }

  /// The application, for tests and for `run`.
  package func application(at address: Address, logger: Logger, onStart: @escaping @Sendable (Int) -> Void = { _ in })
    -> some ApplicationProtocol
  {
    Application(
      router: router(),
      configuration: .init(address: .hostname(address.host, port: address.port), serverName: nil),
      onServerRunning: { channel in onStart(channel.localAddress?.port ?? address.port) }, logger: logger)
  }

  /// Serves until the process is told to stop.
  package func run(at address: Address, logger: Logger, onStart: @escaping @Sendable (Int) -> Void) async throws {
    do {
      try await application(at: address, logger: logger, onStart: onStart).runService()
    } catch let error as IOError where error.errnoCode == EADDRINUSE {
      throw ServerRefusal.portTaken(address.port)
    }
  }
}

/// Why the server does not start.
package enum ServerRefusal: Error, Sendable, Hashable, CustomStringConvertible {
  /// Only this machine may ask until there is log-in.
  case notLoopback(String)
  /// No such port.
  case noSuchPort(Int)
  /// Another program listens there.
  case portTaken(Int)

  /// What to do, in Danish and English.
  package var description: String {
    switch self {
    case .notLoopback(let host):
      "Serveren lytter kun på denne maskine (127.0.0.1), indtil der er log-in. \(host) er afvist.\n"
        + "Until there is log-in the server listens on this machine only (127.0.0.1). \(host) was refused."
    case .noSuchPort(let port): "Der er ingen port \(port). Vælg 1-65535.\nThere is no port \(port). Choose 1-65535."
    case .portTaken(let port):
      "Port \(port) er optaget af et andet program. Vælg en anden med --port, fx --port \(port + 1).\n"
        + "Port \(port) is taken by another program. Choose another with --port, such as --port \(port + 1)."
    }
  }
}

/// An address without a page gets a page that says so.
struct NotFoundPage: RouterMiddleware {
  typealias Context = SiteContext
  let page: @Sendable (PageRequest) -> HTML

  func handle(
    _ request: Request, context: Context, next: (Request, Context) async throws -> Response
  ) async throws -> Response {
    do {
      return try await next(request, context)
    } catch let error as HTTPError where error.status == .notFound {
      return PageRouter.response(.page(page(PageRouter.pageRequest(request, parameters: context.parameters)), status: 404))
    }
  }
}
