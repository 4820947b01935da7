import PracticeOperations

/// The one-time links that the command line prints: the one place where users meet signing in.
enum PeopleLinks {
  static func invite(_ place: Workplace, user: String) throws -> String {
    """
    The invitation, good once and for seven days. Put it after the site's address and hand it to the user alone:
      \(try SignInLinks.invite(place, user: user))
    """
  }

  /// - Parameter secondFactor: Also takes the second factor away: it is lost.
  static func reset(_ place: Workplace, user: String, secondFactor: Bool = false) throws -> String {
    """
    The link for a new password, good once and for an hour. Put it after the site's address and hand it to the user alone:
      \(try SignInLinks.reset(place, user: user, secondFactor: secondFactor))
    """
  }
}
