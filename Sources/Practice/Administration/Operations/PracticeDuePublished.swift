import PracticeRules

/// What the ticker asks, in one list: a new feature adds its line here.
package enum PracticeDue {
  package static let contributions: [DueContribution] = [Tasks.due, Citizens.due, RetentionMonth.contribution]
  /// What is thrown away when it has become old. Signing in has a desk of its own and adds what is its.
  package static let forgetting: [Forgetting] = [Access.forgetting, Tasks.forgetting, Measures.forgetting]
}

/// What a day shows beside tasks, in one list: a new feature adds its line here.
package enum PracticeToday {
  package static let contributions: [TodayContribution] = []
}
