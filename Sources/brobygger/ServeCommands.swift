import ArgumentParser
import Base
import Foundation
import Interface
import Logging
import PracticeOperations
import PracticePages
import PracticeRules
import Server

/// Where the server listens, and over what.
struct Listening: ParsableArguments {
  @Option(help: "The host to listen on. Without TLS only this machine.")
  var host = "127.0.0.1"
  @Option(help: "The port.")
  var port = 8080
  @Option(name: .customLong("tls-cert"), help: "The certificate with its chain, a PEM file.")
  var certificate: String?
  @Option(name: .customLong("tls-key"), help: "The certificate's private key, a PEM file.")
  var certificateKey: String?
  @Option(
    name: .customLong("behind-proxy"),
    help: "The IP address of a proxy that does TLS; what it says of the asker is believed. May be given several times.")
  var proxies: [String] = []
  @Option(name: .customLong("name"), help: "A host name that browsers use for the site. May be given several times.")
  var names: [String] = []
}

struct Serve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Serves the pages: on this machine, or on the network over TLS.")
  @OptionGroup var places: Places
  @OptionGroup var listening: Listening
  @OptionGroup var mailing: Mailing
  @Option(help: "A file with other systems to sign in with (OpenID Connect). Else BROBYGGER_OPENID.")
  var openid: String?

  func run() async throws {
    try await telling {
      let address = try address(of: listening)
      let outbox = try mailing.outbox()
      let open = try OpenWorkplace.open(places)
      let providers = try providers(open.place.policy)
      try await serve(SignIn.Desk(place: open.place, people: .people, providers: providers), open, at: address, outbox: outbox)
    }
  }

  private func providers(_ policy: Access.Policy) throws -> [SignIn.Provider] {
    let environment = ProcessInfo.processInfo.environment
    guard let path = openid ?? environment["BROBYGGER_OPENID"], !path.isEmpty else { return [] }
    return try SignIn.ProviderFile.read(
      URL(fileURLWithPath: path), roles: Set(policy.roles.keys), environment: environment)
  }
}

struct Demo: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Loads the examples into a data folder of their own, and serves them on this machine.")
  @OptionGroup var places: Places
  @Option(help: "The host: this machine only.") var host = "127.0.0.1"
  @Option(help: "The port.") var port = 8080
  @Option(help: "The folder with the examples.") var examples = "Examples"
  @Flag(help: "Loads the examples and stops.") var loadOnly = false

  func run() async throws {
    try await telling {
      let address = try listen { () throws(ServerRefusal) in try WebServer.Address(host: host, port: port) }
      var mine = places
      mine.useDemonstration()
      let open = try OpenWorkplace.open(mine, makeKeys: true)
      for study in ["urs-2016", "help", "ctn"] {
        let folder = URL(fileURLWithPath: examples).appendingPathComponent(study)
        guard FileManager.default.fileExists(atPath: folder.path) else { continue }
        try await Import.load(open, study: study, from: folder, acceptGoodRows: false)
      }
      try open.prepare()
      let desk = SignIn.Desk(place: open.place, policy: .demonstration, people: .people)
      let logins = try await people(of: open, desk)
      if loadOnly { return try open.close() }
      try await serve(desk, open, at: address, logins: logins)
    }
  }
}

/// The made-up people, registered once through the operations, and given the password that holds on this machine only.
private func people(of open: OpenWorkplace, _ desk: SignIn.Desk) async throws -> [SignIn.Demonstration.Login] {
  let simulator = DemonstrationSimulator(open.place)
  let found: [DemonstrationSimulator.LogIn]
  if try DemonstrationSimulator.isLoaded(open.place) {
    found = try simulator.logIns()
  } else {
    let progress = Progress("Making up people", unit: "citizens")
    found = try await simulator.run { progress.show($0, of: $1) }
    progress.end()
  }
  var logins: [SignIn.Demonstration.Login] = []
  for person in found {
    try await desk.setPassword(SignIn.Demonstration.password, of: person.user, isDemonstration: true)
    logins.append(
      .init(login: person.login, password: SignIn.Demonstration.password, name: person.name, roles: person.roles))
  }
  return logins
}

private func address(of listening: Listening) throws -> WebServer.Address {
  var certificate: WebServer.Address.Certificate?
  switch (listening.certificate, listening.certificateKey) {
  case (let chain?, let key?): certificate = .init(chain: chain, key: key)
  case (nil, nil): break
  default: throw Advice("Give both --tls-cert and --tls-key.")
  }
  return try listen { () throws(ServerRefusal) in
    try WebServer.Address(
      host: listening.host, port: listening.port, certificate: certificate, proxies: listening.proxies, names: listening.names)
  }
}

private func listen(_ make: () throws(ServerRefusal) -> WebServer.Address) throws -> WebServer.Address {
  do { return try make() } catch { throw Advice(error.description) }
}

/// Serves until told to stop. Tables that are not ready are built meanwhile; their pages say so.
private func serve(
  _ desk: SignIn.Desk, _ open: OpenWorkplace, at address: WebServer.Address, logins: [SignIn.Demonstration.Login] = [],
  outbox: Outbox? = nil
) async throws {
  var logger = Logger(label: "brobygger")
  logger.logLevel = .warning
  let place = open.place
  let door = Doorway(place: place) { try SignInPage.standing(desk, $0) }
  let server = WebServer(
    routes: Pages.routes(door, desk),
    assets: [WebServer.Asset(path: Stylesheet.path, type: "text/css; charset=utf-8", text: Stylesheet.css)],
    notFound: { Frame.notFound($0) }, failed: { Frame.failed($0) })
  if case .readOnly(let reason) = place.journal.condition {
    print("The journal can only be read: \(reason.description)")
  }
  try await open.finishErasures()
  let preparing = Task.detached { try place.records.prepare() }
  let ticking = Ticking(desk, outbox: outbox, after: preparing)
  let verifying = open.verifyBehind()
  do {
    try await server.run(at: address, logger: logger) { port in tell(address, port: port, logins) }
  } catch let refusal as ServerRefusal {
    throw Advice(refusal.description)
  }
  _ = try? await preparing.value
  await ticking.stop()
  await verifying.value
  try open.close()
}

private func tell(_ address: WebServer.Address, port: Int, _ logins: [SignIn.Demonstration.Login]) {
  let site =
    address.certificate == nil ? "http://\(address.host):\(port)" : "https://\(address.names.min() ?? address.host):\(port)"
  print("")
  print("Brobygger is ready. Look at:  \(site)/")
  if !address.proxies.isEmpty { print("  through the proxy only:     https://\(address.names.min() ?? "")/") }
  print("  the URS report              \(site)/studies/urs-2016")
  print("  citizens and timelines      \(site)/citizens")
  print("  how the journal is doing    \(site)/health")
  if !logins.isEmpty { print("Made-up people to sign in as (on this machine only):") }
  for login in logins { print("  \(login.login)  \(login.password)  (\(login.roles.joined(separator: ", ")))") }
  print("Stop with Ctrl-C.")
  fflush(nil)
}
