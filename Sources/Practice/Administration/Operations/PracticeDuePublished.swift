import PracticeRules

/// What the ticker asks, in one list: a new feature adds its line here.
package enum PracticeDue {
  package static let contributions: [DueContribution] = [Tasks.due, Citizens.due, RetentionMonth.contribution]
}

/// What a day shows beside tasks, in one list: a new feature adds its line here.
package enum PracticeToday {
  package static let contributions: [TodayContribution] = []
}
