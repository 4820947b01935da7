import Hummingbird
import NIOCore

/// What is known of a connection beside the request.
struct SiteContext: RequestContext, RemoteAddressRequestContext {
  var coreContext: CoreRequestContextStorage
  let remoteAddress: SocketAddress?
  /// The address that asks, as far as it can be believed.
  var source = ""
  /// Whether the asker came over TLS.
  var isSecure = false

  init(source: ApplicationRequestContextSource) {
    coreContext = .init(source: source)
    remoteAddress = source.channel.remoteAddress
  }
}
