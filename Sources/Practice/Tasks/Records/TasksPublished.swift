import PracticeRules
import Records

extension Tasks {
  /// What others may join: `tasks_open(stream, task, about, ownerKind, owner, deadlineDay, minute)`, the tasks that are open.
  /// `stream` is the engine's number, `minute` is -1 where the deadline is a whole day.
  static let publishedViews = [
    RecordView(
      "tasks_open",
      """
      SELECT stream, task, about, ownerKind, owner, deadlineDay, minute FROM tasks_task WHERE condition = 'open'
      """)
  ]
}
