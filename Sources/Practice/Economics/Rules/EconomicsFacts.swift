import Base

/// What the work costs: hours and other costs by quarter, place and activity.
package enum Economics {}

extension Economics {
  /// Hours of a staff group on an activity in a quarter.
  package struct HoursReported: FactPayload {
    package static let type = "hours.reported"
    package static let schema = 1

    /// The quarter, such as `2014Q4`.
    package var quarter: String
    /// The place of work.
    package var site: String
    /// Such as `direkte` or `indirekte`.
    package var costType: String
    /// The activity.
    package var activity: String
    /// The staff group.
    package var staffGroup: String
    /// Hours, as the decimal text it was reported with; absent when the report was missing.
    package var hours: String?
    /// Kroner an hour, as decimal text; absent when not reported.
    package var rate: String?

    package init(
      quarter: String, site: String, costType: String, activity: String, staffGroup: String, hours: String?, rate: String?
    ) {
      self.quarter = quarter
      self.site = site
      self.costType = costType
      self.activity = activity
      self.staffGroup = staffGroup
      self.hours = hours
      self.rate = rate
    }

    package func write(to writer: inout PayloadWriter) throws {
      writer.member("quarter", quarter)
      writer.member("site", site)
      writer.member("costType", costType)
      writer.member("activity", activity)
      writer.member("staffGroup", staffGroup)
      writer.member("hours", hours)
      writer.member("rate", rate)
    }

    package init(schema: Int, from reader: inout PayloadReader) throws {
      var read: [String: String] = [:]
      try reader.object { reader, key in
        guard Self.members.contains(key) else { throw Self.unknown(key) }
        read[key] = try reader.string()
      }
      self.init(
        quarter: try Self.required(read["quarter"], "quarter"), site: try Self.required(read["site"], "site"),
        costType: try Self.required(read["costType"], "costType"), activity: try Self.required(read["activity"], "activity"),
        staffGroup: try Self.required(read["staffGroup"], "staffGroup"), hours: try Self.decimal(read["hours"], "hours"),
        rate: try Self.decimal(read["rate"], "rate"))
    }

    private static let members: Set<String> = ["quarter", "site", "costType", "activity", "staffGroup", "hours", "rate"]
  }

  /// A cost that is no hours: materials, transport, rent.
  package struct CostReported: FactPayload {
    package static let type = "cost.reported"
    package static let schema = 1

    /// The quarter, such as `2014Q4`.
    package var quarter: String
    /// The place of work.
    package var site: String
    /// Such as `direkte` or `indirekte`.
    package var costType: String
    /// The activity.
    package var activity: String
    /// What was paid for.
    package var item: String
    /// Kroner, as decimal text; absent when not reported.
    package var kr: String?

    package init(quarter: String, site: String, costType: String, activity: String, item: String, kr: String?) {
      self.quarter = quarter
      self.site = site
      self.costType = costType
      self.activity = activity
      self.item = item
      self.kr = kr
    }

    package func write(to writer: inout PayloadWriter) throws {
      writer.member("quarter", quarter)
      writer.member("site", site)
      writer.member("costType", costType)
      writer.member("activity", activity)
      writer.member("item", item)
      writer.member("kr", kr)
    }

    package init(schema: Int, from reader: inout PayloadReader) throws {
      var read: [String: String] = [:]
      try reader.object { reader, key in
        guard Self.members.contains(key) else { throw Self.unknown(key) }
        read[key] = try reader.string()
      }
      self.init(
        quarter: try Self.required(read["quarter"], "quarter"), site: try Self.required(read["site"], "site"),
        costType: try Self.required(read["costType"], "costType"), activity: try Self.required(read["activity"], "activity"),
        item: try Self.required(read["item"], "item"), kr: try Self.decimal(read["kr"], "kr"))
    }

    private static let members: Set<String> = ["quarter", "site", "costType", "activity", "item", "kr"]
  }
}

extension FactPayload {
  /// A decimal number that must be exact, kept as its text.
  fileprivate static func decimal(_ text: String?, _ name: String) throws -> String? {
    guard let text else { return nil }
    guard Fraction(decimal: text) != nil else {
      throw PayloadFault.member(type: type, name: name, reason: "not a decimal number")
    }
    return text
  }
}
