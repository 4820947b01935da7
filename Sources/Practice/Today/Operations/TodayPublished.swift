import Base
import PracticeRules

/// What a feature brings to the day's page: visits, promises, due measures. It adds one to `PracticeToday`.
package struct TodayContribution: Sendable {
  package var feature: String
  /// The permission without which it is not asked.
  package var needs: Access.Permission?
  /// What there is today for who visits; nil when there is nothing to say. It notes in the visit which citizens it shows.
  package var section: @Sendable (Workplace, Access.Visit) throws -> TodaySection?

  package init(
    feature: String, needs: Access.Permission? = nil,
    section: @escaping @Sendable (Workplace, Access.Visit) throws -> TodaySection?
  ) {
    self.feature = feature
    self.needs = needs
    self.section = section
  }
}

/// A part of the day's page.
package struct TodaySection: Hashable, Sendable {
  package struct Line: Hashable, Sendable {
    package var title: String
    package var detail: String
    package var href: String
    /// Only what is late is shown as late.
    package var isLate: Bool

    package init(title: String, detail: String = "", href: String, isLate: Bool = false) {
      self.title = title
      self.detail = detail
      self.href = href
      self.isLate = isLate
    }
  }

  package var title: Words
  package var lines: [Line]

  package init(title: Words, lines: [Line]) {
    self.title = title
    self.lines = lines
  }
}
