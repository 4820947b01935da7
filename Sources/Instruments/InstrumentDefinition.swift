public import Base

/// A form as data: what is asked, when, of whom, and how the answers are scored.
///
/// A definition is read from JSON (``read(_:)``), checked (``problems(unreadable:)``) and then never changed: new wording is a new
/// version, and every answered form names the version it was answered with. Example:
/// ```swift
/// let scores = Scoring.score(definition, answers: ["m1": .number(4), "m2": .missing(.declined)])
/// ```
public struct InstrumentDefinition: Sendable, Hashable {
  /// Stable id in lower case with hyphens, such as `ces-d`.
  public var id: String
  /// Version, from 1.
  public var version: Int
  /// Title.
  public var title: Words
  /// What it is for, and what must be known before it is used.
  public var purpose: Words?
  /// What the item texts are.
  public var wording: Wording
  /// Where the instrument is from.
  public var source: String
  /// What may be shipped and on what terms.
  public var licence: Licence
  /// Which way is better for the instrument as a whole.
  public var direction: Direction
  /// The days a respondent looks back over; nil when the instrument sets none.
  public var recallDays: Int?
  /// The days a finished answer counts as current, from 1; nil counts until it is answered again.
  public var validDays: Int?
  /// True for a screening: whoever shows a result says that a screening is not a diagnosis.
  public var screen: Bool
  /// What it takes to answer it, or to be shown its results; nil asks for nothing.
  public var gate: Gate?
  /// Who may answer.
  public var respondents: [Respondent]
  /// Whom the answers are about.
  public var subject: Subject
  /// Headings that items stand under.
  public var groups: [Group]
  /// The items in their order.
  public var items: [Item]
  /// The scales that are scored.
  public var scales: [Scale]
  /// Answers that call for action at once.
  public var alerts: [Alert]
  /// Answers with the scores a source outside this product gives them.
  public var examples: [Example]

  /// Gathers a definition.
  public init(
    id: String, version: Int, title: Words, purpose: Words? = nil, wording: Wording = .labels, source: String, licence: Licence,
    direction: Direction = .none, recallDays: Int? = nil, validDays: Int? = nil, screen: Bool = false, gate: Gate? = nil,
    respondents: [Respondent] = [.selfReport], subject: Subject = .citizen, groups: [Group] = [], items: [Item],
    scales: [Scale] = [], alerts: [Alert] = [], examples: [Example] = []
  ) {
    self.id = id
    self.version = version
    self.title = title
    self.purpose = purpose
    self.wording = wording
    self.source = source
    self.licence = licence
    self.direction = direction
    self.recallDays = recallDays
    self.validDays = validDays
    self.screen = screen
    self.gate = gate
    self.respondents = respondents
    self.subject = subject
    self.groups = groups
    self.items = items
    self.scales = scales
    self.alerts = alerts
    self.examples = examples
  }

  /// `id@version`, as an answered form names it.
  public var key: String { "\(id)@\(version)" }

  /// The item with an id.
  public func item(_ id: String) -> Item? { items.first { $0.id == id } }

  /// The scale with an id.
  public func scale(_ id: String) -> Scale? { scales.first { $0.id == id } }
}

extension InstrumentDefinition {
  /// What the texts of the items are.
  public enum Wording: String, CaseIterable, Sendable {
    /// Short labels in this product's own words; the official wording is loaded by whoever holds it.
    case labels
    /// The instrument's own wording.
    case official
  }

  /// Which way is better.
  public enum Direction: String, CaseIterable, Sendable {
    /// A higher figure is better for the citizen.
    case higherIsBetter
    /// A higher figure is worse for the citizen.
    case higherIsWorse
    /// Neither, or it differs from item to item.
    case none
  }

  /// Who answers.
  public enum Respondent: String, CaseIterable, Sendable {
    /// The citizen alone.
    case selfReport = "self"
    /// The citizen with somebody's help.
    case selfWithHelp
    /// A relative.
    case relative
    /// A professional.
    case professional
  }

  /// Whom the answers are about.
  public enum Subject: String, CaseIterable, Sendable {
    /// A citizen.
    case citizen
    /// A child.
    case child
    /// A relative.
    case relative
    /// A programme at a place.
    case programme
    /// A partner organisation.
    case organisation
    /// A meeting or session.
    case gathering
  }

  /// What may be shipped.
  public struct Licence: Sendable, Hashable {
    /// The class.
    public var kind: Kind
    /// The terms in a sentence.
    public var terms: String

    /// Names class and terms.
    public init(kind: Kind, terms: String) {
      self.kind = kind
      self.terms = terms
    }

    /// Licence classes.
    public enum Kind: String, CaseIterable, Sendable {
      /// The full text may be shipped.
      case fullText = "A"
      /// The text may be used where the use is not commercial.
      case nonCommercial = "B"
      /// The definition only; the holder loads the text.
      case definitionOnly = "C"
      /// The result only.
      case resultOnly = "D"
    }
  }

  /// A heading that items stand under.
  public struct Group: Sendable, Hashable {
    /// Stable id.
    public var id: String
    /// What is read.
    public var label: Words
    /// The page that staff see it on, from 1.
    public var page: Int
    /// How often its items can be answered, such as once for each child; nil is once.
    public var repeats: Repeats?

    /// A heading.
    public init(id: String, label: Words, page: Int = 1, repeats: Repeats? = nil) {
      self.id = id
      self.label = label
      self.page = page
      self.repeats = repeats
    }
  }

  /// How often the items of a group can be answered. The answers of round 2 and later have an ``AnswerKey`` of their own.
  public struct Repeats: Sendable, Hashable {
    /// The most rounds, at least 2.
    public var max: Int

    /// At most so many rounds.
    public init(max: Int) { self.max = max }
  }

  /// What it takes to answer a form, or to be shown its results.
  public struct Gate: Sendable, Hashable {
    /// The certificate that whoever asks the questions must hold; nil asks for none.
    public var certificate: String?
    /// The days without use before some of the results mean anything, from 1; nil asks for none.
    public var abstinenceDays: Int?

    /// A gate.
    public init(certificate: String? = nil, abstinenceDays: Int? = nil) {
      self.certificate = certificate
      self.abstinenceDays = abstinenceDays
    }
  }

  /// An answer, or answers together, that call for action at once, also before the form is finished.
  public struct Alert: Sendable, Hashable {
    /// Stable id.
    public var id: String
    /// When it goes off.
    public var when: ItemCondition
    /// What the professional is told.
    public var message: Words

    /// An alert.
    public init(id: String, when: ItemCondition, message: Words) {
      self.id = id
      self.when = when
      self.message = message
    }
  }

  /// The alerts that these answers set off, in the order of the definition, each once. An alert on items of a group that repeats goes
  /// off when one of the rounds sets it off.
  ///
  /// - Parameter wave: which items count in the scales that an alert compares; nil counts all.
  public func alerts(for answers: Answers, wave: String? = nil) -> [Alert] {
    var values: [String: Double] = [:]
    if alerts.contains(where: { !$0.when.scales.isEmpty }) {
      for score in Scoring.score(self, answers: answers, wave: wave) { values[score.scale] = score.value }
    }
    return alerts.filter { alert in
      let group = alert.when.items.lazy.compactMap { repeatingGroup(of: $0) }.first
      let rounds = group.map { self.rounds(of: $0.id, in: answers) } ?? 1
      return (1...rounds).contains { round in
        alert.when.holds({ answers[key(of: $0, round: round, in: group?.id).text] }, scale: { values[$0] })
      }
    }
  }
}
