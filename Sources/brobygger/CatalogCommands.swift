import ArgumentParser
import Base
import CatalogFiles
import Foundation
import PracticeOperations

struct CatalogCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "catalog", abstract: "What services do, as data: checks and describes it.",
    subcommands: [Check.self, Describe.self, Publish.self])

  struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Lists all problems with file and place; exit code 2 when there are any.")
    @OptionGroup var places: Places

    func run() async throws {
      try await telling {
        let catalog = try OpenWorkplace.loadCatalog(places.catalogFolders)
        let instruments = catalog.instruments.values.reduce(0) { $0 + $1.count }
        let studies = catalog.documents["studies"]?.count ?? 0
        print(
          "The catalog is sound: \(instruments) instruments, \(catalog.programmes.count) programmes, \(studies) studies, "
            + "\(catalog.codeLists.count) code lists; all examples hold.")
      }
    }
  }

  struct Describe: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Tells in words what an instrument or a programme does.")
    @OptionGroup var places: Places
    @Argument(help: "The id, such as ces-d or urs.") var id: String
    @Option(help: "da or en.") var language = "da"

    func run() async throws {
      try await telling {
        let catalog = try OpenWorkplace.loadCatalog(places.catalogFolders)
        guard let language = Language(rawValue: language) else { throw Advice("The language is da or en.") }
        guard let text = CatalogDescription.text(id, in: catalog, language) else {
          throw Advice("The catalog has no instrument or programme \(id).")
        }
        print(text)
      }
    }
  }

  struct Publish: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Writes new versions into published.lock; from then on they cannot be changed, only followed by a newer version.")
    @OptionGroup var places: Places

    func run() async throws {
      try await telling {
        for folder in places.catalogFolders {
          let added = try CatalogLock.publish(folder: folder, sections: StudyCatalog.sections)
          print(added.isEmpty ? "Nothing new in \(folder.path)." : "Published: \(added.joined(separator: ", "))")
        }
      }
    }
  }
}
