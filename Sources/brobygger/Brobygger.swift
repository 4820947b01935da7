import ArgumentParser

@main
struct Brobygger: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "brobygger",
    abstract: "The open system for services around citizens with drug use, mental illness and complex social problems.",
    version: "0.1.0",
    subcommands: [
      Demo.self, Serve.self, Import.self, Evaluate.self, CatalogCommand.self, Verify.self, Backup.self, Restore.self, Erase.self,
      Retention.self, Export.self, InstrumentsCommand.self, RecordsCommand.self, UserCommand.self, OrganisationCommand.self,
    ])
}
