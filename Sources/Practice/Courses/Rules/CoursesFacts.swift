import Base

/// The course of a citizen through a programme, step by step.
package enum Courses {}

extension Courses {
  /// A citizen came to a step of a programme's course: first contact, motivational work, enrolment, discharge.
  package struct CourseStep: FactPayload {
    package static let type = "course.step"
    package static let schema = 1

    /// The step, by the programme's code.
    package var step: String
    /// Why, such as a reason of discharge.
    package var reason: String?
    /// The programme's id in the catalog.
    package var programme: String?
    /// The place of work, where it is another than the citizen's own.
    package var site: String?
    /// The day counted from the study's own day zero, where the source gives no date.
    package var relativeDay: Int?

    package init(step: String, reason: String? = nil, programme: String? = nil, site: String? = nil, relativeDay: Int? = nil) {
      self.step = step
      self.reason = reason
      self.programme = programme
      self.site = site
      self.relativeDay = relativeDay
    }

    package func write(to writer: inout PayloadWriter) throws {
      writer.member("step", step)
      writer.member("reason", reason)
      writer.member("programme", programme)
      writer.member("site", site)
      writer.member("relativeDay", relativeDay)
    }

    package init(schema: Int, from reader: inout PayloadReader) throws {
      var read = Self(step: "")
      try reader.object { reader, key in
        switch key {
        case "step": read.step = try reader.string()
        case "reason": read.reason = try reader.string()
        case "programme": read.programme = try reader.string()
        case "site": read.site = try reader.string()
        case "relativeDay": read.relativeDay = try reader.integer()
        default: throw Self.unknown(key)
        }
      }
      _ = try Self.required(read.step.isEmpty ? nil : read.step, "step")
      self = read
    }
  }
}
