import ArgumentParser
import Foundation

/// Where the data, the master key and the catalog are: options that every command shares.
struct Places: ParsableArguments {
  @Option(name: .long, help: "The data folder. Else BROBYGGER_DATA, else ~/.local/share/brobygger.")
  var data: String?

  @Option(name: .long, help: "A catalog folder; may be given several times. Else BROBYGGER_CATALOG, else ./Catalog.")
  var catalog: [String] = []

  @Option(name: .long, help: "The file with the master key. Else BROBYGGER_MASTER_KEY, else ~/.config/brobygger/master.key.")
  var key: String?

  private static func home(_ variable: String, _ fallback: String) -> URL {
    let environment = ProcessInfo.processInfo.environment
    if let path = environment[variable], !path.isEmpty { return URL(fileURLWithPath: path) }
    // Foundation asks the list of users and passes over HOME, which is what everybody sets.
    if let home = environment["HOME"], home.hasPrefix("/") { return URL(fileURLWithPath: home).appendingPathComponent(fallback) }
    return FileManager.default.homeDirectoryForCurrentUser.appendingPathComponent(fallback)
  }

  /// The data folder.
  var dataFolder: URL {
    if let data { return URL(fileURLWithPath: data) }
    if let path = ProcessInfo.processInfo.environment["BROBYGGER_DATA"], !path.isEmpty { return URL(fileURLWithPath: path) }
    return Self.home("XDG_DATA_HOME", ".local/share").appendingPathComponent("brobygger")
  }

  /// Keys and what else must not lie with the data.
  static var configurationFolder: URL { home("XDG_CONFIG_HOME", ".config").appendingPathComponent("brobygger") }

  /// The file of the master key.
  var keyFile: URL { key.map { URL(fileURLWithPath: $0) } ?? Self.configurationFolder.appendingPathComponent("master.key") }

  /// The catalog folders, base first.
  var catalogFolders: [URL] {
    if !catalog.isEmpty { return catalog.map { URL(fileURLWithPath: $0) } }
    if let path = ProcessInfo.processInfo.environment["BROBYGGER_CATALOG"], !path.isEmpty {
      return path.split(separator: ":").map { URL(fileURLWithPath: String($0)) }
    }
    return [URL(fileURLWithPath: "Catalog")]
  }
}

extension Places {
  /// The key that signs the seals: beside the master key, never with the data.
  var sealKeyFile: URL { keyFile.deletingLastPathComponent().appendingPathComponent("seal.key") }

  /// Where the seals are published: outside the data folder.
  var anchorFile: URL { keyFile.deletingLastPathComponent().appendingPathComponent("seals.anchor") }

  /// The demonstration has data folder and keys of its own, unless others are named.
  mutating func useDemonstration() {
    if data == nil && ProcessInfo.processInfo.environment["BROBYGGER_DATA"] == nil {
      data = dataFolder.appendingPathComponent("demo").path
    }
    if key == nil { key = Self.configurationFolder.appendingPathComponent("demo/master.key").path }
  }
}
