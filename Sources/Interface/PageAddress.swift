import Base

extension PageRequest {
  /// The address of the same page in a language: its query is kept, in the order of the names.
  public func address(in language: Language) -> String {
    var pairs = query
    pairs["lang"] = language.rawValue
    let text = pairs.sorted { $0.key < $1.key }.map { "\(SitePath.encoded($0.key))=\(SitePath.encoded($0.value))" }
    return path + "?" + text.joined(separator: "&")
  }
}
