import NIOCore
import NIOHTTPTypes

/// Closes a connection whose request does not arrive in time, however busily its bytes trickle: a few hundred of those would hold
/// every connection otherwise. A page that takes long to make is not meant: time counts only while the asker is to send.
final class SlowRequests: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  /// How long the parts of a request may take.
  struct Limits: Sendable {
    /// From the connection, or the answer before, to the whole head of a request.
    var head: TimeAmount = .seconds(30)
    /// From the head to the end of the body.
    var body: TimeAmount = .seconds(60)
  }

  private let limits: Limits
  private var deadline: Scheduled<Void>?

  init(_ limits: Limits = Limits()) { self.limits = limits }

  func handlerAdded(context: ChannelHandlerContext) { expect(context, within: limits.head) }

  func handlerRemoved(context: ChannelHandlerContext) { deadline?.cancel() }

  func channelInactive(context: ChannelHandlerContext) {
    deadline?.cancel()
    context.fireChannelInactive()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head: expect(context, within: limits.body)
    case .body: break
    case .end: deadline?.cancel()
    }
    context.fireChannelRead(data)
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    if case .end = unwrapOutboundIn(data) { expect(context, within: limits.head) }
    context.write(data, promise: promise)
  }

  private func expect(_ context: ChannelHandlerContext, within time: TimeAmount) {
    deadline?.cancel()
    let channel = context.channel
    deadline = context.eventLoop.scheduleTask(in: time) { channel.close(mode: .all, promise: nil) }
  }
}
