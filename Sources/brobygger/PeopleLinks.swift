import PracticeOperations

/// The one-time links that the command line prints: the one place where users meet signing in.
enum PeopleLinks {
  static func invite(_ place: Workplace, user: String) throws -> String {
    """
    Give the user this link, by hand or by telephone; it works once, and for seven days. Put the site's address before it:
    \(try SignInLinks.invite(place, user: user))
    """
  }

  static func reset(_ place: Workplace, user: String) throws -> String {
    """
    Give the user this link, by hand or by telephone; it works once, and for an hour. Put the site's address before it:
    \(try SignInLinks.reset(place, user: user))
    """
  }
}
