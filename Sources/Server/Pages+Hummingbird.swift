import Base
import Foundation
import HTTPTypes
import Hummingbird
import Interface
import Logging
import Markup

/// Turns the house's routes into Hummingbird's, and its answers into HTTP.
struct PageRouter {
  let routes: [Route]
  let notFound: @Sendable (PageRequest) -> HTML
  let failed: @Sendable (PageRequest) -> HTML

  func register(on router: Router<SiteContext>) {
    for route in routes {
      router.on(RouterPath(route.pattern), method: route.method == .get ? .get : .post) { request, context in
        var asked = Self.pageRequest(request, context: context)
        if route.method == .post { asked.form = try await FormBody.read(request) }
        return try await self.answer(route, asked, context.logger)
      }
    }
    let readable = Set(routes.filter { $0.method == .get }.map(\.pattern))
    let sendable = Set(routes.filter { $0.method == .post }.map(\.pattern))
    for pattern in readable.subtracting(sendable) { refuse(.post, pattern, allow: "GET, HEAD", on: router) }
    for pattern in sendable.subtracting(readable) { refuse(.get, pattern, allow: "POST", on: router) }
  }

  /// A known address asked in another way is told which way there is.
  private func refuse(_ method: HTTPRequest.Method, _ pattern: String, allow: String, on router: Router<SiteContext>) {
    router.on(RouterPath(pattern), method: method) { _, _ in Response(status: .methodNotAllowed, headers: [.allow: allow]) }
  }

  private func answer(_ route: Route, _ request: PageRequest, _ logger: Logger) async throws -> Response {
    do {
      guard let page = try await route.answer(request) else {
        return Self.response(.page(notFound(request), status: 404))
      }
      var response = Self.response(page)
      for cookie in page.cookies { response.setCookie(Self.hummingbird(cookie, isSecure: request.isSecure)) }
      return response
    } catch let error as HTTPError {
      throw error
    } catch {
      // The pattern, never the address: an address can hold what belongs to a citizen.
      logger.error("a page failed", metadata: ["page": .string(route.pattern), "kind": .string("\(type(of: error))")])
      return Self.response(.page(failed(request), status: 500))
    }
  }

  /// The names of cookies that pages may read.
  private static let cookies = ["session", "signing-in"]

  private static func hummingbird(_ cookie: PageCookie, isSecure: Bool) -> Cookie {
    Cookie(
      name: CookieName.of(cookie.name, isSecure: isSecure), value: cookie.value,
      maxAge: cookie.value.isEmpty ? 0 : cookie.seconds, path: "/", secure: isSecure, httpOnly: true,
      sameSite: cookie.followsLinks ? .lax : .strict)
  }

  static func pageRequest(_ request: Request, context: SiteContext) -> PageRequest {
    var values: [String: String] = [:]
    for (key, value) in context.parameters { values[String(key)] = String(value).removingPercentEncoding ?? String(value) }
    var query: [String: String] = [:]
    var doubled: Set<String> = []
    for (key, value) in request.uri.queryParameters {
      let name = String(key)
      if query[name] == nil { query[name] = String(value) } else { doubled.insert(name) }
    }
    let language = language(of: request, asked: query["lang"], isSecure: context.isSecure)
    var asked = PageRequest(path: request.uri.path, parameters: values, query: query, language: language)
    asked.doubled = doubled
    asked.source = context.source
    asked.isSecure = context.isSecure
    asked.device = BrowserKind.name(of: request.headers[.userAgent])
    for cookie in cookies { asked.cookies[cookie] = request.cookies[CookieName.of(cookie, isSecure: context.isSecure)]?.value }
    return asked
  }

  /// The language asked for in the address, else the one kept in the cookie, else Danish.
  private static func language(of request: Request, asked: String?, isSecure: Bool) -> Language {
    if let asked = asked.flatMap(Language.init(rawValue:)) { return asked }
    return request.cookies[CookieName.of("lang", isSecure: isSecure)].flatMap { Language(rawValue: $0.value) } ?? .da
  }

  static func response(_ page: PageResponse) -> Response {
    var response = content(page)
    if page.clearsBrowser, let name = HTTPField.Name("Clear-Site-Data") {
      response.headers[name] = "\"cache\", \"storage\""
    }
    return response
  }

  private static func content(_ page: PageResponse) -> Response {
    switch page.content {
    case .html(let html):
      var headers: HTTPFields = [.contentType: "text/html; charset=utf-8", .cacheControl: "no-store"]
      if page.status == 503 { headers[.retryAfter] = "30" }
      headers[.contentSecurityPolicy] = page.selfContained ? SecurityHeaders.selfContainedPolicy : SecurityHeaders.policy
      return Response(status: .init(code: page.status), headers: headers, body: .init(byteBuffer: ByteBuffer(string: html.text)))
    case .file(let text, let type, let name):
      var headers: HTTPFields = [.contentType: type, .cacheControl: "no-store"]
      if let name { headers[.contentDisposition] = "attachment; filename=\"\(name)\"" }
      return Response(status: .init(code: page.status), headers: headers, body: .init(byteBuffer: ByteBuffer(string: text)))
    case .bytes(let bytes, let type, let name):
      var headers: HTTPFields = [.contentType: type, .cacheControl: "no-store"]
      headers[.contentDisposition] = name.map { "attachment; filename=\"\($0)\"" } ?? "inline"
      return Response(status: .init(code: page.status), headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
    case .redirect(let path):
      return Response(status: .seeOther, headers: [.location: path], body: .init())
    }
  }
}
