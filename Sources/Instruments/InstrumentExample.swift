extension InstrumentDefinition {
  /// Answers with what a source outside this product says of them.
  public struct Example: Sendable, Hashable {
    /// What it is.
    public var name: String
    /// Where the expected values are from; never this product.
    public var source: String
    /// The wave it is answered in.
    public var wave: String?
    /// The answers.
    public var answers: Answers
    /// Expected value of scales.
    public var expected: [String: Expected]
    /// How far a value may be off; 0 is not at all.
    public var tolerance: Double
    /// Items that must not be asked; nil is not checked.
    public var hidden: [String]?
    /// Items whose answer must be refused; empty means all must be taken; nil is not checked.
    public var invalid: [String]?
    /// Alerts that must go off; nil is not checked.
    public var alerts: [String]?

    /// An example.
    public init(
      name: String, source: String, wave: String? = nil, answers: Answers, expected: [String: Expected] = [:],
      tolerance: Double = 0,
      hidden: [String]? = nil, invalid: [String]? = nil, alerts: [String]? = nil
    ) {
      self.name = name
      self.source = source
      self.wave = wave
      self.answers = answers
      self.expected = expected
      self.tolerance = tolerance
      self.hidden = hidden
      self.invalid = invalid
      self.alerts = alerts
    }

    /// What is expected of a scale.
    public enum Expected: Sendable, Hashable {
      /// A value, and the band where one is named.
      case value(Double, band: String?)
      /// No score; the word is a ``ScoreRefusal/name``.
      case refused(String)
    }
  }
}
