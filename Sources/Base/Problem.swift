/// One thing that is wrong in a file a person can mend: where it is and what to do about it.
public struct Problem: Hashable, Sendable, CustomStringConvertible {
  /// The file, relative to the folder that was checked.
  public var file: String
  /// The place inside the file: a JSON path such as `$.items[3].options[0].code`, or `line 12, column age`.
  public var path: String
  /// What is wrong and what to do, in one plain sentence.
  public var message: String

  /// Names a problem.
  public init(file: String, path: String, message: String) {
    self.file = file
    self.path = path
    self.message = message
  }

  /// `file: path: message`, as it is printed.
  public var description: String { "\(file): \(path): \(message)" }
}

/// Everything that was found wrong, thrown whole so that a person can mend all of it at once.
public struct ProblemList: Error, Sendable, CustomStringConvertible {
  /// The problems, in the order of the files.
  public var problems: [Problem]

  /// Gathers problems.
  public init(_ problems: [Problem]) { self.problems = problems }

  /// One problem a line.
  public var description: String { problems.map(\.description).joined(separator: "\n") }
}
