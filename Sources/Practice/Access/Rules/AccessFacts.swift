import Base

extension Access {
  /// What a control of a sample of the access log came to.
  package enum SampleFinding: String, Sendable, CaseIterable {
    /// Every look had a reason that could be seen.
    case noRemark
    /// Somebody was asked, and could say why.
    case explained
    /// It goes further: to the data protection officer, to a talk with the employee.
    case followUp

    /// The finding on the screen.
    package var words: Words {
      switch self {
      case .noRemark: Words(da: "Ingen bemærkninger", en: "No remarks")
      case .explained: Words(da: "Spurgt til, og forklaret", en: "Asked about, and explained")
      case .followUp: Words(da: "Følges op", en: "Is followed up")
      }
    }
  }

  /// That a leader has gone through a sample of who looked. Stands on the organisation's stream.
  package struct SampleChecked: FactPayload {
    package static let type = "access.sampleChecked"
    package static let schema = 1
    /// The most characters of a note.
    package static let noteLimit = 500

    /// The month that was sampled, `yyyy-mm`.
    package var month: String
    /// How many looks were gone through.
    package var count: Int
    /// What the sample was drawn with, so that it can be drawn again.
    package var seed: Int
    package var finding: SampleFinding
    /// What was found; never about a citizen.
    package var note: String?

    package init(month: String, count: Int, seed: Int, finding: SampleFinding, note: String? = nil) {
      self.month = month
      self.count = count
      self.seed = seed
      self.finding = finding
      self.note = note
    }

    package func write(to writer: inout PayloadWriter) throws {
      writer.member("month", month)
      writer.member("count", count)
      writer.member("seed", seed)
      writer.member("finding", finding.rawValue)
      writer.member("note", note)
    }

    package init(schema: Int, from reader: inout PayloadReader) throws {
      var month: String?
      var count: Int?
      var seed: Int?
      var finding: SampleFinding?
      var note: String?
      try reader.object { reader, key in
        switch key {
        case "month": month = try reader.string()
        case "count": count = try reader.integer()
        case "seed": seed = try reader.integer()
        case "finding": finding = try Self.code(reader.string(), key)
        case "note": note = try reader.string()
        default: throw Self.unknown(key)
        }
      }
      self.init(
        month: try Self.required(month, "month"), count: try Self.required(count, "count"),
        seed: try Self.required(seed, "seed"), finding: try Self.required(finding, "finding"), note: note)
    }
  }
}
