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

  func register(on router: Router<BasicRequestContext>) {
    for route in routes {
      router.get(RouterPath(Self.hummingbirdPattern(route.pattern))) { request, context in
        try await self.answer(route, Self.pageRequest(request, parameters: context.parameters), context.logger)
      }
    }
  }

  /// `:name` parts are the same in both; a missing page is answered by the house, not by an empty body.
  static func hummingbirdPattern(_ pattern: String) -> String { pattern }

  private func answer(_ route: Route, _ request: PageRequest, _ logger: Logger) async throws -> Response {
    do {
      guard let page = try await route.answer(request) else {
        return Self.response(.page(notFound(request), status: 404))
      }
      return Self.response(page)
    } catch {
      // The pattern, never the address: an address can hold what belongs to a citizen.
      logger.error("a page failed", metadata: ["page": .string(route.pattern), "kind": .string("\(type(of: error))")])
      return Self.response(.page(failed(request), status: 500))
    }
  }

  static func pageRequest(_ request: Request, parameters: Parameters) -> PageRequest {
    var values: [String: String] = [:]
    for (key, value) in parameters { values[String(key)] = String(value).removingPercentEncoding ?? String(value) }
    var query: [String: String] = [:]
    for (key, value) in request.uri.queryParameters where query[String(key)] == nil { query[String(key)] = String(value) }
    return PageRequest(
      path: request.uri.path, parameters: values, query: query, language: language(of: request, asked: query["lang"]))
  }

  /// The language asked for in the address, else the one kept in the cookie, else Danish.
  static func language(of request: Request, asked: String?) -> Language {
    if let asked = asked.flatMap(Language.init(rawValue:)) { return asked }
    return request.cookies["lang"].flatMap { Language(rawValue: $0.value) } ?? .da
  }

  static func response(_ page: PageResponse) -> Response {
    switch page.content {
    case .html(let html):
      var headers: HTTPFields = [.contentType: "text/html; charset=utf-8", .cacheControl: "no-store"]
      headers[.contentSecurityPolicy] = page.selfContained ? SecurityHeaders.selfContainedPolicy : SecurityHeaders.policy
      return Response(status: .init(code: page.status), headers: headers, body: .init(byteBuffer: ByteBuffer(string: html.text)))
    case .file(let text, let type, let name):
      var headers: HTTPFields = [.contentType: type, .cacheControl: "no-store"]
      if let name { headers[.contentDisposition] = "attachment; filename=\"\(name)\"" }
      return Response(status: .init(code: page.status), headers: headers, body: .init(byteBuffer: ByteBuffer(string: text)))
    case .redirect(let path):
      return Response(status: .seeOther, headers: [.location: path], body: .init())
    }
  }
}
