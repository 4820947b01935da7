/// The languages of the screen. Danish is the first, English is complete.
public enum Language: String, CaseIterable, Codable, Sendable {
  /// Danish.
  case da
  /// English.
  case en
}

/// The same text in each language of the screen.
public struct Words: Hashable, Codable, Sendable {
  /// The Danish text.
  public var da: String
  /// The English text.
  public var en: String

  /// The text in both languages.
  public init(da: String, en: String) {
    self.da = da
    self.en = en
  }

  /// The text in one language.
  public subscript(_ language: Language) -> String { language == .da ? da : en }
}
