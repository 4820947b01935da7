import PracticeOperations

/// The one-time links that the command line prints: the one place where users meet signing in.
enum PeopleLinks {
  static func invite(_ place: Workplace, user: String) -> String {
    "The user cannot sign in yet: this program has no signing in. Then run brobygger user reset-link for a one-time link."
  }

  static func reset(_ place: Workplace, user: String) -> String { invite(place, user: user) }
}
