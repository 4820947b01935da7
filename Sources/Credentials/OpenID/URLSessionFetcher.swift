import Foundation
import Synchronization

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// The live fetcher, over URLSession: certificates are checked against the machine's authorities, redirects are not followed,
/// cookies and answers are not kept, time and size are limited.
package final class URLSessionFetcher: HTTPFetching {
  private let receiver: Receiver
  private let session: URLSession

  /// A fetcher.
  ///
  /// - Parameters:
  ///   - timeout: Seconds for a whole answer; rounded up to whole ones, which is all that URLSession counts on Linux.
  ///   - mostBytes: The largest body taken.
  package init(timeout: Double = 10, mostBytes: Int = 1 << 20) {
    let settings = URLSessionConfiguration.ephemeral
    settings.timeoutIntervalForRequest = max(1, timeout.rounded(.up))
    settings.timeoutIntervalForResource = max(1, timeout.rounded(.up))
    settings.httpShouldSetCookies = false
    settings.httpCookieStorage = nil
    settings.urlCache = nil
    receiver = Receiver(mostBytes: mostBytes)
    session = URLSession(configuration: settings, delegate: receiver, delegateQueue: nil)
  }

  deinit { session.invalidateAndCancel() }

  package func fetch(_ request: FetchRequest) async throws(FetchTrouble) -> FetchAnswer {
    guard WebAddress.isAllowed(request.url), let url = URL(string: request.url) else { throw .address }
    var sent = URLRequest(url: url)
    for (name, value) in request.headers { sent.setValue(value, forHTTPHeaderField: name) }
    if let form = request.form {
      sent.httpMethod = "POST"
      sent.httpBody = Data(form)
    }
    let result = await withCheckedContinuation { (continuation: CheckedContinuation<Receiver.Outcome, Never>) in
      let task = session.dataTask(with: sent)
      receiver.expect(task.taskIdentifier) { continuation.resume(returning: $0) }
      task.resume()
    }
    return try result.get()
  }
}

/// Gathers the answers of the session's tasks.
private final class Receiver: NSObject, URLSessionDataDelegate, Sendable {
  typealias Outcome = Result<FetchAnswer, FetchTrouble>

  private struct Pending {
    var answer = FetchAnswer(status: 0, body: [])
    var isTooLarge = false
    let done: @Sendable (Outcome) -> Void
  }

  private let mostBytes: Int
  private let pending = Mutex<[Int: Pending]>([:])

  init(mostBytes: Int) {
    self.mostBytes = mostBytes
    super.init()
  }

  func expect(_ task: Int, done: @escaping @Sendable (Outcome) -> Void) {
    pending.withLock { $0[task] = Pending(done: done) }
  }

  func urlSession(
    _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
    newRequest request: URLRequest, completionHandler: @escaping @Sendable (URLRequest?) -> Void
  ) { completionHandler(nil) }

  func urlSession(
    _ session: URLSession, dataTask: URLSessionDataTask, didReceive response: URLResponse,
    completionHandler: @escaping @Sendable (URLSession.ResponseDisposition) -> Void
  ) {
    let status = (response as? HTTPURLResponse)?.statusCode ?? 0
    pending.withLock { $0[dataTask.taskIdentifier]?.answer.status = status }
    completionHandler(.allow)
  }

  func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
    let isTooLarge = pending.withLock { pending in
      guard var entry = pending[dataTask.taskIdentifier] else { return true }
      entry.isTooLarge = entry.isTooLarge || entry.answer.body.count + data.count > mostBytes
      if entry.isTooLarge { entry.answer.body = [] } else { entry.answer.body.append(contentsOf: data) }
      pending[dataTask.taskIdentifier] = entry
      return entry.isTooLarge
    }
    if isTooLarge { dataTask.cancel() }
  }

  func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
    guard let entry = pending.withLock({ $0.removeValue(forKey: task.taskIdentifier) }) else { return }
    if entry.isTooLarge {
      entry.done(.failure(.tooLarge))
    } else if let error {
      entry.done(.failure((error as? URLError)?.code == .timedOut ? .timeout : .unreachable))
    } else {
      var answer = entry.answer
      if answer.status == 0 { answer.status = (task.response as? HTTPURLResponse)?.statusCode ?? 0 }
      entry.done(.success(answer))
    }
  }
}
