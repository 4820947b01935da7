import Base
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import HummingbirdTLS
import Interface
import Logging
import Markup
import NIOCore

/// The web server: routes in, HTTP out.
package struct WebServer: Sendable {
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

  func router(at address: Address) -> Router<SiteContext> {
    let router = Router(context: SiteContext.self, options: .autoGenerateHeadEndpoints)
    router.addMiddleware {
      SecurityHeaders(isSecure: address.isSecure)
      FrontDoor(address: address)
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
    PageRouter(routes: routes, notFound: notFound, failed: failed).register(on: router)
    return router
  }

  /// The application, for tests and for `run`.
  ///
  /// - Throws: `ServerRefusal.certificate`.
  package func application(
    at address: Address, logger: Logger, limits: Limits = Limits(), onStart: @escaping @Sendable (Int) -> Void = { _ in }
  ) throws -> some ApplicationProtocol {
    Application(
      router: router(at: address), server: try transport(address, limits),
      configuration: .init(
        address: .hostname(address.host, port: address.port), serverName: nil,
        availableConnectionsDelegate: MaximumAvailableConnections(limits.connections)),
      onServerRunning: { channel in onStart(channel.localAddress?.port ?? address.port) }, logger: logger)
  }

  /// What a connection may ask of the server.
  package struct Limits: Sendable {
    /// Connections at a time; more wait.
    package var connections = 2000
    /// Bytes of one header field, and of all of them.
    package var headerField = 16 * 1024
    package var headers = 32 * 1024
    package var headerCount = 100
    /// Seconds to send the head of a request, and the body.
    package var headSeconds: Int64 = 30
    package var bodySeconds: Int64 = 60

    package init() {}
  }

  private func transport(_ address: Address, _ limits: Limits) throws -> HTTPServerBuilder {
    let slow = SlowRequests.Limits(head: .seconds(limits.headSeconds), body: .seconds(limits.bodySeconds))
    let plain = HTTPServerBuilder.http1(
      configuration: .init(
        additionalChannelHandlers: [SlowRequests(slow)],
        httpDecoderConfiguration: .init(
          maxHeaderFieldSize: limits.headerField, maxHeaderListSize: limits.headers, maxHeaderFieldCount: limits.headerCount)))
    guard let files = address.certificate else { return plain }
    do {
      return try .tls(plain, tlsConfiguration: Self.settings(files))
    } catch {
      throw ServerRefusal.certificate("\(type(of: error))")
    }
  }

  /// TLS 1.2 and 1.3. With 1.2 only suites with forward secrecy and authenticated encryption; those of 1.3 all have both.
  static func settings(_ files: Address.Certificate) throws -> TLSConfiguration {
    let chain = try NIOSSLCertificate.fromPEMFile(files.chain)
    let key = try NIOSSLPrivateKey(file: files.key, format: .pem)
    var settings = TLSConfiguration.makeServerConfiguration(
      certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
    settings.minimumTLSVersion = .tlsv12
    settings.cipherSuiteValues = [
      .TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, .TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
      .TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384, .TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
      .TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256, .TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256,
    ]
    settings.applicationProtocols = ["http/1.1"]
    return settings
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
      return PageRouter.response(.page(page(PageRouter.pageRequest(request, context: context)), status: 404))
    }
  }
}
