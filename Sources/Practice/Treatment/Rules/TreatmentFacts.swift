import Base

/// What happens in treatment from day to day: doses, use, screens.
package enum Treatment {}

extension Treatment {
  /// What happened.
  package enum EventKind: String, Sendable, CaseIterable {
    /// Medicine was given.
    case dose
    /// A drug was used, as told.
    case use
    /// A drug was found, or not, in a sample.
    case screen
    /// Withdrawal was observed.
    case withdrawal
    /// Admission to or discharge from detoxification.
    case detox
    /// A person was allocated to a treatment by lot.
    case randomised
  }

  /// Something that happened in a citizen's treatment.
  package struct TreatmentEvent: FactPayload {
    package static let type = "treatment.event"
    package static let schema = 1

    /// What happened.
    package var kind: EventKind
    /// With what: the medicine, the drug, the treatment.
    package var what: String?
    /// How much.
    package var amount: Double?
    /// The unit of the amount, such as `mg`.
    package var unit: String?
    /// What came of it, such as `positive`.
    package var result: String?
    /// First, second: where the source numbers them.
    package var order: Int?
    /// The day counted from the study's own day zero, where the source gives no date.
    package var relativeDay: Int?

    package init(
      kind: EventKind, what: String? = nil, amount: Double? = nil, unit: String? = nil, result: String? = nil,
      order: Int? = nil, relativeDay: Int? = nil
    ) {
      self.kind = kind
      self.what = what
      self.amount = amount
      self.unit = unit
      self.result = result
      self.order = order
      self.relativeDay = relativeDay
    }

    package func write(to writer: inout PayloadWriter) throws {
      writer.member("kind", kind.rawValue)
      writer.member("what", what)
      try writer.member("amount", amount)
      writer.member("unit", unit)
      writer.member("result", result)
      writer.member("order", order)
      writer.member("relativeDay", relativeDay)
    }

    package init(schema: Int, from reader: inout PayloadReader) throws {
      var read = Self(kind: .dose)
      var kind: EventKind?
      try reader.object { reader, key in
        switch key {
        case "kind": kind = try Self.code(reader.string(), key)
        case "what": read.what = try reader.string()
        case "amount": read.amount = try reader.number()
        case "unit": read.unit = try reader.string()
        case "result": read.result = try reader.string()
        case "order": read.order = try reader.integer()
        case "relativeDay": read.relativeDay = try reader.integer()
        default: throw Self.unknown(key)
        }
      }
      read.kind = try Self.required(kind, "kind")
      self = read
    }
  }
}
