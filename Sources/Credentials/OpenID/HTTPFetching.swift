import Base

/// A request to another server. Its description leaves out the header fields and the form: they hold secrets and codes.
package struct FetchRequest: Sendable, Hashable, CustomStringConvertible, CustomReflectable {
  /// The whole address.
  package var url: String
  /// Header fields by name.
  package var headers: [String: String]
  /// A form to send (`application/x-www-form-urlencoded`); nil for GET.
  package var form: [UInt8]?

  /// A GET of JSON.
  package init(url: String) {
    self.url = url
    headers = ["Accept": "application/json"]
  }

  /// A POST of a form, for a JSON answer.
  package init(url: String, form: String) {
    self.init(url: url)
    self.form = Array(form.utf8)
    headers["Content-Type"] = "application/x-www-form-urlencoded"
  }

  package var description: String { "\(form == nil ? "GET" : "POST") \(url.prefix { $0 != "?" })" }
  package var customMirror: Mirror { Mirror(self, children: []) }
}

/// What another server answered. A redirect is an answer like any other: it is not followed. Its description leaves out the body.
package struct FetchAnswer: Sendable, Hashable, CustomStringConvertible, CustomReflectable {
  /// The status.
  package var status: Int
  /// The body, at most what the fetcher allows.
  package var body: [UInt8]

  /// An answer.
  package init(status: Int, body: [UInt8]) {
    self.status = status
    self.body = body
  }

  package var description: String { "answer \(status), \(body.count) bytes" }
  package var customMirror: Mirror { Mirror(self, children: []) }
}

/// Why there is no answer.
package enum FetchTrouble: Error, Sendable, Hashable {
  /// The address may not be asked: not https, and not this machine.
  case address
  /// No connection, or no trust in the other side's certificate.
  case unreachable
  /// No whole answer in time.
  case timeout
  /// More bytes than are taken.
  case tooLarge
}

/// Asks other servers. The live one is ``URLSessionFetcher``; tests hand in their own.
package protocol HTTPFetching: Sendable {
  /// Sends one request. It follows no redirect and keeps no cookies.
  func fetch(_ request: FetchRequest) async throws(FetchTrouble) -> FetchAnswer
}
