import Base

/// Why a figure cannot be computed: the refusal of every function here. No function gives NaN or infinity instead.
public enum Undefined: Error, Sendable, Hashable {
  /// Fewer values than the figure needs, such as none for a mean or one for a standard deviation.
  case tooFew(needed: Int, got: Int)
  /// A value is NaN or infinite, or so large that its square is.
  case notFinite
  /// All values are the same (to rounding), so that nothing can be set against their spread.
  case noVariation
  /// Every pair is equal, or nobody changed: there is no difference to test.
  case noDifferences
  /// Two columns that belong together have not the same length.
  case unequalLengths(Int, Int)
  /// A row or column of a table sums to 0.
  case emptyMargin
  /// An argument lies outside what the figure is defined for.
  case outOfRange(Argument)
  /// The exact answer would take more steps than `limit`; take the asymptotic one.
  case tooLarge(limit: Int)
  /// The numerical library found no answer.
  case notComputable

  /// The arguments that can lie outside their range.
  public enum Argument: String, Sendable, Hashable {
    /// A level of confidence must lie strictly between 0 and 1.
    case confidence
    /// A probability must lie in 0...1.
    case probability
    /// A count must not be negative, nor a part larger than its whole.
    case count
    /// A reliability must lie in 0..<1.
    case reliability
    /// A standard deviation must be above 0.
    case standardDeviation
    /// A time must not be negative.
    case time
    /// Degrees of freedom must be above 0.
    case degreesOfFreedom
    /// A shape of a distribution must be above 0.
    case shape
    /// A value at which a distribution is asked for lies outside it.
    case value
  }

  /// What to say where the figure would have stood.
  public var words: Words {
    switch self {
    case .tooFew(let needed, let got):
      Words(
        da: "For få: der skal være mindst \(needed), der er \(got).",
        en: "Too few: at least \(needed) are needed, there are \(got).")
    case .notFinite:
      Words(
        da: "En værdi er ikke et tal, der kan regnes med. Ret den i data.",
        en: "A value is not a number that can be computed with. Correct it in the data.")
    case .noVariation:
      Words(
        da: "Alle værdier er ens, så spredningen er 0.",
        en: "All values are the same, so the spread is 0.")
    case .noDifferences:
      Words(da: "Ingen har ændret sig, så der er intet at teste.", en: "Nobody changed, so there is nothing to test.")
    case .unequalLengths(let first, let second):
      Words(
        da: "Kolonnerne skal være lige lange: \(first) og \(second).",
        en: "The columns must have the same length: \(first) and \(second).")
    case .emptyMargin:
      Words(
        da: "En række eller kolonne er tom. Udelad den, og test igen.",
        en: "A row or column is empty. Leave it out and test again.")
    case .outOfRange(let argument): argument.words
    case .tooLarge:
      Words(
        da: "For stor til en eksakt test. Brug den asymptotiske.",
        en: "Too large for an exact test. Use the asymptotic one.")
    case .notComputable:
      Words(da: "Tallet kunne ikke beregnes.", en: "The figure could not be computed.")
    }
  }
}

extension Undefined.Argument {
  /// What the argument must be.
  public var words: Words {
    switch self {
    case .confidence:
      Words(da: "Konfidensniveauet skal ligge mellem 0 og 1.", en: "The level of confidence must lie between 0 and 1.")
    case .probability:
      Words(da: "En sandsynlighed skal ligge fra 0 til 1.", en: "A probability must lie from 0 to 1.")
    case .count:
      Words(
        da: "Et antal må ikke være negativt og ikke større end helheden.",
        en: "A count must not be negative, nor larger than the whole.")
    case .reliability:
      Words(da: "Reliabiliteten skal være mindst 0 og under 1.", en: "The reliability must be at least 0 and below 1.")
    case .standardDeviation:
      Words(da: "Standardafvigelsen skal være over 0.", en: "The standard deviation must be above 0.")
    case .time:
      Words(da: "En tid må ikke være negativ.", en: "A time must not be negative.")
    case .degreesOfFreedom:
      Words(da: "Antal frihedsgrader skal være over 0.", en: "The degrees of freedom must be above 0.")
    case .shape:
      Words(da: "Fordelingens form skal være over 0.", en: "The shape of the distribution must be above 0.")
    case .value:
      Words(da: "Værdien ligger uden for fordelingen.", en: "The value lies outside the distribution.")
    }
  }
}
