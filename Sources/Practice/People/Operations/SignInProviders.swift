import Base
import Credentials
import Foundation

extension SignIn {
  /// Other systems that one can sign in with, as a configuration file names them.
  package enum ProviderFile {
    /// Reads the file; all that is wrong with it is told at once.
    ///
    /// ```json
    /// {"providers": [{"id": "office", "secretFile": "office.secret", "settings": {"issuer": "https://…", "client": "…",
    ///   "redirect": "https://…/login/openid/office/callback", "claims": {…}}}]}
    /// ```
    /// The client's secret stands in a file of its own (a path beside this file) or in a variable of the environment
    /// (`secretVariable`), never here.
    /// - Throws: `ProblemList`.
    package static func read(
      _ file: URL, roles: Set<String>, environment: [String: String], fetching: (any HTTPFetching)? = nil
    ) throws -> [Provider] {
      let problems = ProblemCollector()
      let name = file.lastPathComponent
      guard let content = try? Data(contentsOf: file) else {
        problems.report(file: name, path: "", "the file cannot be read")
        try problems.throwIfAny()
        return []
      }
      guard let tree = try? JSONTree.parse(Array(content)) else {
        problems.report(file: name, path: "", "this is no JSON")
        try problems.throwIfAny()
        return []
      }
      let fetcher = fetching ?? URLSessionFetcher()
      let found = JSONReader.read(tree, file: name, problems: problems) { r in
        r.array("providers", required: true) { entry in
          provider(entry, file: file, roles: roles, environment: environment, problems: problems, fetching: fetcher)
        }
      }
      var seen: Set<String> = []
      for provider in found ?? [] where !seen.insert(provider.id).inserted {
        problems.report(file: name, path: "providers", "the id \"\(provider.id)\" stands twice")
      }
      try problems.throwIfAny()
      return found ?? []
    }

    private static func provider(
      _ r: JSONReader, file: URL, roles: Set<String>, environment: [String: String], problems: ProblemCollector,
      fetching: any HTTPFetching
    ) -> Provider? {
      let id = r.string("id")
      if !id.isEmpty, !id.utf8.allSatisfy({ (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }) {
        r.report("id", "only small letters, digits and hyphens are taken")
      }
      let secret = secret(r, file: file, environment: environment)
      guard let tree = r.tree("settings") else {
        r.report(nil, "the key \"settings\" is missing")
        return nil
      }
      guard
        let settings = OpenIDSettings.read(tree, file: "\(file.lastPathComponent), \(id)", problems: problems, roles: roles)
      else { return nil }
      let path = "/login/openid/\(id)/callback"
      if !settings.redirect.isEmpty, !settings.redirect.hasSuffix(path) {
        r.report("settings", "the redirect must end in \(path)")
      }
      return Provider(id: id, settings: settings, secret: secret, fetching: fetching)
    }

    private static func secret(_ r: JSONReader, file: URL, environment: [String: String]) -> SecretBytes? {
      if let variable = r.optionalString("secretVariable") {
        if let value = environment[variable], !value.isEmpty { return SecretBytes(Array(value.utf8)) }
        r.report("secretVariable", "the variable \(variable) is not set")
      }
      guard let path = r.optionalString("secretFile") else { return nil }
      let place = URL(fileURLWithPath: path, relativeTo: file.deletingLastPathComponent())
      guard let text = try? String(contentsOf: place, encoding: .utf8) else {
        r.report("secretFile", "the file cannot be read")
        return nil
      }
      return SecretBytes(Array(text.trimmingCharacters(in: .whitespacesAndNewlines).utf8))
    }
  }
}
