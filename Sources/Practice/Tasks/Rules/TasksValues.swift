import Base

extension Tasks {
  /// Who has hold of a task.
  package enum Owner: Hashable, Sendable {
    /// A user, by the id of the user's stream.
    case user(String)
    /// A team, by the id of the team's stream.
    case team(String)
    /// Everybody with a role in an organisation, such as its administrators.
    case role(String, organisation: String)

    /// The storage form: an id alone would not tell a role.
    package var id: String {
      switch self {
      case .user(let id), .team(let id): id
      case .role(let role, let organisation): "\(role)@\(organisation)"
      }
    }

    package var kind: String {
      switch self {
      case .user: "user"
      case .team: "team"
      case .role: "role"
      }
    }

    /// Reads the storage form; nil for an unknown kind.
    package init?(kind: String, id: String) {
      switch kind {
      case "user": self = .user(id)
      case "team": self = .team(id)
      case "role":
        let parts = id.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2 else { return nil }
        self = .role(parts[0], organisation: parts[1])
      default: return nil
      }
    }

    /// As a form sends it, such as `user:0190…`.
    package var formValue: String { "\(kind):\(id)" }

    /// Reads what a form sent.
    package init?(formValue: String) {
      guard let colon = formValue.firstIndex(of: ":") else { return nil }
      self.init(kind: String(formValue[..<colon]), id: String(formValue[formValue.index(after: colon)...]))
    }
  }

  /// Until when: a civil day, and a clock minute where one was set.
  package struct Deadline: Hashable, Sendable, Comparable {
    package var day: CivilDate
    /// Minutes since midnight where the services are, 0...1439; nil for the whole day.
    package var minute: Int?

    package init(_ day: CivilDate, minute: Int? = nil) {
      self.day = day
      self.minute = minute
    }

    package static func < (a: Deadline, b: Deadline) -> Bool { (a.day, a.minute ?? 1440) < (b.day, b.minute ?? 1440) }

    /// Whether the deadline has passed: the day after it, or once its minute is over.
    package func isPast(_ moment: LocalMoment) -> Bool {
      if day != moment.day { return day < moment.day }
      return minute.map { $0 < moment.minute } ?? false
    }
  }

  /// Day and minute on the clocks where the services are.
  package struct LocalMoment: Hashable, Sendable {
    package var day: CivilDate
    /// Minutes since midnight.
    package var minute: Int

    package init(day: CivilDate, minute: Int) {
      self.day = day
      self.minute = minute
    }

    /// - Parameter offsetMinutes: how far those clocks are ahead of UTC.
    package init(_ now: Instant, offsetMinutes: Int) {
      let local = now.milliseconds + Int64(offsetMinutes) * 60_000
      let days = (Double(local) / 86_400_000).rounded(.down)
      day = CivilDate(dayNumber: Int(days)) ?? .epoch
      minute = Int((local - Int64(days) * 86_400_000) / 60_000)
    }
  }

  /// Who made a task.
  package enum Source: Hashable, Sendable {
    /// The person who recorded the fact.
    case person
    /// A feature, by its name, through the ticker.
    case feature(String)
  }

  /// The longest texts, in characters as they are read, and in bytes against piles of combining letters.
  package enum Limits {
    package static let title = 120
    package static let note = 300
    package static let bytesPerCharacter = 8
    /// A deadline lies at most so many days ahead: five years.
    package static let daysAhead = 1827
  }
}
