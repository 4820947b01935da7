import Base
import Foundation

extension Citizens {
  /// Finds people who may already be registered, from what is known of them so far. It suggests; a person decides.
  ///
  /// Two steps. `blockingKeys` gives the texts under which a person is filed, and the texts to look under for a draft; whoever
  /// shares one is a candidate. `score` then weighs the candidate: for each field what was found (`Finding`) has a weight
  /// log2(m/u), m being how often that is found in two records of one person, u in records of two (Fellegi and Sunter, "A Theory
  /// for Record Linkage", JASA 64, 1969). The weights are added as if fields were independent; where they are not (twins, father
  /// and son) a finding says so.
  ///
  /// The errors it is made for: a typing error, day and month swapped, a digit of the birthday, the year one off, given and
  /// family name swapped, a middle name left out, the second given name used, another spelling of the same sound, a pet name, the
  /// alias in place of the name, a new family name, swapped digits in the CPR number, a birthday known as a year or a span. What
  /// is missing weighs nothing.
  ///
  /// Anonymous people (SEL § 101 a) have no keys, are no candidates, and get no suggestions.
  package enum Matching {
    /// What is compared: of a stored person, or of the form that is being filled.
    package struct Person: Hashable, Sendable {
      package var level: Level
      package let name: PersonName
      /// The name made ready for comparing, once for a person.
      let parts: NameParts
      package var birth: BirthDate?
      package var sex: Sex?
      /// The keyed hash of the number.
      package var cprHash: String?
      package var cprKind: CPRKind?
      /// The keyed hashes of `CPR.swappedNeighbours`; needed of the draft only.
      package var cprNeighbours: Set<String>
      package var phone: Phone?

      package init(
        level: Level = .identified, name: PersonName, birth: BirthDate? = nil, sex: Sex? = nil, cprHash: String? = nil,
        cprKind: CPRKind? = nil, cprNeighbours: Set<String> = [], phone: Phone? = nil
      ) {
        self.level = level
        self.name = name
        parts = NameParts(name)
        self.birth = birth
        self.sex = sex
        self.cprHash = cprHash
        self.cprKind = cprKind
        self.cprNeighbours = cprNeighbours
        self.phone = phone
      }
    }

    /// How strongly a candidate is suggested.
    package enum Grade: String, Sendable, CaseIterable {
      case possible, likely

      /// The grade on the screen.
      package var words: Words {
        switch self {
        case .possible: Words(da: "Kan være samme person", en: "May be the same person")
        case .likely: Words(da: "Er sandsynligvis samme person", en: "Is probably the same person")
        }
      }
    }

    /// Why a candidate is suggested, and how strongly.
    package struct Score: Hashable, Sendable {
      /// The sum of the weights, in bits: one more means twice the odds.
      package let weight: Double
      /// What was found, field by field in the order of the page.
      package let findings: [Finding]

      package var grade: Grade { weight >= Matching.likelyFrom ? .likely : .possible }

      /// One sentence of what agrees and one of what differs; holds nothing about the person.
      package var explanation: Words {
        let agree = findings.filter(\.speaksFor).map(\.words)
        let differ = findings.filter { !$0.speaksFor }.map(\.words)
        func sentence(_ list: [Words], _ language: Language, _ start: String) -> String {
          list.isEmpty ? "" : start + list.map { $0[language] }.joined(separator: ", ") + "."
        }
        func all(_ language: Language, _ first: String, _ second: String) -> String {
          [sentence(agree, language, first), sentence(differ, language, second)].filter { !$0.isEmpty }.joined(separator: " ")
        }
        return Words(da: all(.da, "Ens: ", "Forskel: "), en: all(.en, "Alike: ", "Different: "))
      }
    }

    /// Weighs a candidate against a draft; nil when it should not be suggested.
    package static func score(_ draft: Person, _ candidate: Person) -> Score? {
      guard draft.level != .anonymous, candidate.level != .anonymous else { return nil }
      let (findings, weight) = compare(draft, candidate)
      guard weight >= possibleFrom, findings.contains(where: \.namesSomebody) else { return nil }
      return Score(weight: weight, findings: findings)
    }

    /// The candidates to suggest, the heaviest first. Those who are only possible are left out beside one that is much likelier,
    /// or when there are many alike: six people of one common name are no hint.
    ///
    /// - Parameters:
    ///   - draft: What is known so far.
    ///   - candidates: Those who share a blocking key, each with what the caller knows them by.
    ///   - limit: At most so many.
    package static func suggestions<Key>(
      _ draft: Person, among candidates: [(key: Key, person: Person)], limit: Int = 5
    ) -> [(key: Key, score: Score)] {
      let scored = candidates.enumerated().compactMap { index, candidate in
        score(draft, candidate.person).map { (index: index, key: candidate.key, score: $0) }
      }
      // At most one of several can be the person, so they share the odds; what is likely by itself may be a third record of the
      // same.
      let odds = scored.reduce(0) { $0 + exp2($1.score.weight) }
      let kept = scored.filter { candidate in
        let weight = candidate.score.weight
        return candidate.score.grade == .likely || 2 * weight - log2(odds) >= possibleFrom
      }
      let ordered = kept.sorted { ($1.score.weight, $0.index) < ($0.score.weight, $1.index) }
      return ordered.prefix(max(0, limit)).map { ($0.key, $0.score) }
    }
  }
}
