package import Base

/// An organisational model: what a service does with whom, in what phases, with what forms.
package struct Programme: Sendable, Hashable {
  package var id: String
  package var version: Int
  package var title: Words
  package var purpose: Words
  package var source: String
  package var phases: [Phase]
  package var targetGroup: TargetGroup
  package var roles: [Code]
  package var contactLevels: [Code]
  package var forms: [Form]
  package var limits: [Limit]
  /// Instruments that measure how true the service is to the model.
  package var fidelity: [String]
  package var statuses: [Code]
  package var reasons: [Reason]

  /// `id@version`.
  package var key: String { "\(id)@\(version)" }

  /// A code with its label.
  package struct Code: Sendable, Hashable {
    package var code: String
    package var label: Words
  }

  /// A phase; where it is re-enterable the citizen may stop and come back to it.
  package struct Phase: Sendable, Hashable {
    package var id: String
    package var title: Words
    package var reenterable: Bool
    package var steps: [Step]
  }

  /// A step of a phase and what is to be kept from it.
  package struct Step: Sendable, Hashable {
    package var id: String
    package var title: Words
    package var documents: [Words]
  }

  /// Whom the service is for.
  package struct TargetGroup: Sendable, Hashable {
    package var criteria: [Criterion]
    /// A high load on at least so many of the domains; nil when the model has no such rule.
    package var load: Load?

    /// What must be so; a professional judges.
    package struct Criterion: Sendable, Hashable {
      package var id: String
      package var label: Words
      /// True when the load rule decides it.
      package var loadRule: Bool
    }

    /// At least so many of the domains.
    package struct Load: Sendable, Hashable {
      package var atLeast: Int
      package var domains: [Code]

      /// Whether these domains with a high load are enough.
      package func isMet(_ high: Set<String>) -> Bool { domains.count { high.contains($0.code) } >= atLeast }
    }
  }

  /// A form and when it is asked.
  package struct Form: Sendable, Hashable {
    package var instrument: String
    package var waves: [Wave]
  }

  /// A time a form is asked.
  package struct Wave: Sendable, Hashable {
    package var id: String
    package var label: Words
    /// Months after the first of the form's waves; nil when the course decides.
    package var afterMonths: Int?
  }

  /// A number that should not be passed.
  package struct Limit: Sendable, Hashable {
    package var id: String
    package var label: Words
    package var kind: Kind
    package var max: Int

    /// What is counted.
    package enum Kind: String, CaseIterable, Sendable {
      /// Open courses per worker, as a mean over the team.
      case meanPerWorker
      /// Open courses at the same time.
      case simultaneous
    }
  }

  /// Why a course is closed, and the status that gives.
  package struct Reason: Sendable, Hashable {
    package var code: String
    package var label: Words
    package var status: String
  }
}
