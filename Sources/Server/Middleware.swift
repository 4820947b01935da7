import Base
import HTTPTypes
import Hummingbird

/// Headers that every answer carries.
struct SecurityHeaders: RouterMiddleware {
  typealias Context = SiteContext
  /// Whether browsers reach the site over TLS: then they are told never to try otherwise.
  let isSecure: Bool

  /// Nothing from elsewhere, no script, styles only from here.
  static let policy =
    "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
  /// A report carries its style inside, so that it can be saved and sent as one file.
  static let selfContainedPolicy =
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

  func handle(
    _ request: Request, context: Context, next: (Request, Context) async throws -> Response
  ) async throws -> Response {
    var response: Response
    do {
      response = try await next(request, context)
    } catch let error as any HTTPResponseError {
      // A form that is refused unread is an answer too; left to the library it would go out without what follows.
      response = try error.response(from: request, context: context)
    }
    if response.headers[.cacheControl] == nil { response.headers[.cacheControl] = "no-store" }
    if response.headers[.contentSecurityPolicy] == nil { response.headers[.contentSecurityPolicy] = Self.policy }
    response.headers[.xContentTypeOptions] = "nosniff"
    if let name = HTTPField.Name("Referrer-Policy") { response.headers[name] = "no-referrer" }
    if let name = HTTPField.Name("X-Frame-Options") { response.headers[name] = "DENY" }
    if let name = HTTPField.Name("Cross-Origin-Opener-Policy") { response.headers[name] = "same-origin" }
    if let name = HTTPField.Name("Cross-Origin-Resource-Policy") { response.headers[name] = "same-origin" }
    if isSecure { response.headers[.strictTransportSecurity] = "max-age=63072000" }
    return response
  }
}

/// Other methods than reading and sending a form are told so, with what is allowed.
struct KnownMethods: RouterMiddleware {
  typealias Context = SiteContext

  func handle(
    _ request: Request, context: Context, next: (Request, Context) async throws -> Response
  ) async throws -> Response {
    switch request.method {
    case .get, .post: return try await next(request, context)
    case .head:
      let response = try await next(request, context)
      return Response(status: response.status, headers: response.headers)
    default: return Response(status: .methodNotAllowed, headers: [.allow: "GET, HEAD, POST"])
    }
  }
}

/// The names of cookies on the wire.
enum CookieName {
  /// Over TLS the name says that no other host and no plain connection can have set it.
  static func of(_ cookie: String, isSecure: Bool) -> String { isSecure ? "__Host-" + cookie : cookie }
}

/// Keeps the language chosen with `?lang=` for the pages to come.
struct LanguageCookie: RouterMiddleware {
  typealias Context = SiteContext

  func handle(
    _ request: Request, context: Context, next: (Request, Context) async throws -> Response
  ) async throws -> Response {
    var response = try await next(request, context)
    if let asked = request.uri.queryParameters["lang"], let language = Language(rawValue: String(asked)) {
      response.setCookie(
        Cookie(
          name: CookieName.of("lang", isSecure: context.isSecure), value: language.rawValue, maxAge: 31_536_000, path: "/",
          secure: context.isSecure, httpOnly: true, sameSite: .strict)
      )
    }
    return response
  }
}
