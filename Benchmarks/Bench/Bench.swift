import CatalogFiles
import Foundation
import PracticeOperations

/// `./bench`: each section measures in one run, on one machine, beside a peer where there is one, and prints rows of a table.
@main
enum Bench {
  static func main() async throws {
    let arguments = Array(CommandLine.arguments.dropFirst())
    let sections = arguments.isEmpty ? ["journal", "rebuild", "pages", "signin", "citizens", "tasks"] : arguments
    for section in sections {
      switch section {
      case "journal": try await JournalBench.run()
      case "rebuild": try await RebuildBench.run()
      case "pages": try await PagesBench.run()
      case "citizens": try await CitizensBench.run()
      case "tasks": try await TasksBench.run()
      case "access": try await AccessLogBench.run()
      case "signin": try await SignInBench.run()
      case "peer": try await PeerBench.run()
      case "peer-serve": try await PeerBench.serve()
      case "access-quick": try await AccessLogBench.run(.quick)
      default:
        print(
          "There is no section \(section). Choose among journal, rebuild, pages, signin, citizens, tasks, access, access-quick, "
            + "peer, peer-serve.")
        exit(2)
      }
    }
  }
}

/// One row of the printed table.
func row(_ what: String, _ measured: String, _ wanted: String = "") {
  func pad(_ text: String, _ width: Int) -> String { text + String(repeating: " ", count: max(1, width - text.count)) }
  print(pad(what, 72) + pad(measured, 26) + wanted)
  fflush(nil)
}

/// Seconds that a piece of work takes on the wall clock.
func seconds<Value>(_ work: () throws -> Value) rethrows -> (Double, Value) {
  let start = ContinuousClock.now
  let value = try work()
  return (elapsed(since: start), value)
}

/// Seconds since a moment.
func elapsed(since start: ContinuousClock.Instant) -> Double {
  let duration = ContinuousClock.now - start
  return Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
}

func text(_ number: Double, _ decimals: Int = 0) -> String { String(format: "%.\(decimals)f", number) }

/// The catalog that the environment names: without its roles the door opens for nobody.
func benchCatalog() throws -> Catalog {
  guard let folder = ProcessInfo.processInfo.environment["BROBYGGER_CATALOG"] else { throw BenchError.catalog }
  return try CatalogLoader.load(folders: [URL(fileURLWithPath: folder)], sections: StudyCatalog.sections)
}

/// A fresh folder that is removed afterwards.
func withFolder<Value>(_ body: (URL) async throws -> Value) async throws -> Value {
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent("brobygger-bench-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  return try await body(folder)
}

/// Resident memory of this process at its highest, in megabytes.
func peakMegabytes() -> Double {
  let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
  let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM") }
  let digits = line.map { $0.filter(\.isNumber) } ?? ""
  return (Double(digits) ?? 0) / 1024
}
