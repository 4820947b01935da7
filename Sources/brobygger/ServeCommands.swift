import ArgumentParser
import Base
import Foundation
import Interface
import Logging
import PracticeOperations
import PracticePages
import PracticeRules
import Server

/// Where the server listens.
struct Listening: ParsableArguments {
  @Option(help: "The host: this machine only, until there is log-in.")
  var host = "127.0.0.1"
  @Option(help: "The port.")
  var port = 8080
}

struct Serve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Serves the pages on this machine.")
  @OptionGroup var places: Places
  @OptionGroup var listening: Listening
  @OptionGroup var mailing: Mailing

  func run() async throws {
    try await telling {
      let address = try address(of: listening)
      let outbox = try mailing.outbox()
      let open = try OpenWorkplace.open(places)
      try await serve(open, at: address, outbox: outbox)
    }
  }
}

struct Demo: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Loads the examples into a data folder of their own, and serves them.")
  @OptionGroup var places: Places
  @OptionGroup var listening: Listening
  @Option(help: "The folder with the examples.") var examples = "Examples"
  @Flag(help: "Loads the examples and stops.") var loadOnly = false

  func run() async throws {
    try await telling {
      let address = try address(of: listening)
      var mine = places
      mine.useDemonstration()
      let open = try OpenWorkplace.open(mine, makeKeys: true)
      for study in ["urs-2016", "help", "ctn"] {
        let folder = URL(fileURLWithPath: examples).appendingPathComponent(study)
        guard FileManager.default.fileExists(atPath: folder.path) else { continue }
        try await Import.load(open, study: study, from: folder, acceptGoodRows: false)
      }
      try open.prepare()
      if loadOnly { return try open.close() }
      try await serve(open, at: address)
    }
  }
}

private func address(of listening: Listening) throws -> WebServer.Address {
  do {
    return try WebServer.Address(host: listening.host, port: listening.port)
  } catch {
    throw Advice(error.description)
  }
}

/// Whoever sits at this machine.
private let onThisMachine = Access.Visitor(
  caller: Access.Caller(user: "cli:loopback", organisation: "", roles: ["evaluator", "administrator"]),
  name: "Denne maskine", organisation: "", formToken: "")

/// Serves until told to stop. Tables that are not ready are built meanwhile; their pages say so.
private func serve(_ open: OpenWorkplace, at address: WebServer.Address, outbox: Outbox? = nil) async throws {
  var logger = Logger(label: "brobygger")
  logger.logLevel = .warning
  let place = open.place
  let server = WebServer(
    routes: Pages.routes(Doorway(place: place) { _ in .signedIn(onThisMachine) }),
    assets: [WebServer.Asset(path: Stylesheet.path, type: "text/css; charset=utf-8", text: Stylesheet.css)],
    notFound: { Frame.notFound($0) }, failed: { Frame.failed($0) })
  if case .readOnly(let reason) = place.journal.condition {
    print("The journal can only be read: \(reason.description)")
  }
  try await open.finishErasures()
  let preparing = Task.detached { try place.records.prepare() }
  let ticking = Ticking(place, outbox: outbox, after: preparing)
  let verifying = open.verifyBehind()
  do {
    try await server.run(at: address, logger: logger) { port in
      print("")
      print("Brobygger is ready. Look at:  http://\(address.host):\(port)/")
      print("  the URS report              http://\(address.host):\(port)/studies/urs-2016")
      print("  citizens and timelines      http://\(address.host):\(port)/citizens")
      print("  how the journal is doing    http://\(address.host):\(port)/health")
      print("Stop with Ctrl-C.")
      fflush(nil)
    }
  } catch let refusal as ServerRefusal {
    throw Advice(refusal.description)
  }
  _ = try? await preparing.value
  await ticking.stop()
  await verifying.value
  try open.close()
}
