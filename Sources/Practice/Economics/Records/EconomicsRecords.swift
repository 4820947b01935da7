import Base
import GRDB
import Journal
import PracticeRules
import Records

/// Hours and costs.
package struct EconomicsProjection: Projection {
  package let feature = "economics"
  package let version = 1
  package let types = [KnownType(Economics.HoursReported.self), KnownType(Economics.CostReported.self)]

  package init() {}

  package var tables: [RecordTable] {
    let common: [RecordColumn] = [.text("quarter"), .text("site"), .text("costType"), .text("activity")]
    return [
      RecordTable("economics_hours", columns: common + [.text("staffGroup"), .text("hours"), .text("rate")]),
      RecordTable("economics_cost", columns: common + [.text("item"), .text("kr")]),
    ]
  }

  package func project(_ fact: OpenedFact, standing: Standing, into rows: inout FeatureRows) throws {
    if fact.fact.draft.type == Economics.HoursReported.type {
      let payload = try fact.payload(Economics.HoursReported.self)
      rows.add(
        to: 0,
        [
          .text(payload.quarter), .text(payload.site), .text(payload.costType), .text(payload.activity),
          .text(payload.staffGroup),
          .text(orNull: payload.hours), .text(orNull: payload.rate),
        ])
    } else {
      let payload = try fact.payload(Economics.CostReported.self)
      rows.add(
        to: 1,
        [
          .text(payload.quarter), .text(payload.site), .text(payload.costType), .text(payload.activity), .text(payload.item),
          .text(orNull: payload.kr),
        ])
    }
  }
}

extension Economics {
  /// The hours that a study's subjects reported, in the order they were recorded.
  package static func hours(_ db: Database, _ scope: Citizens.StudyScope) throws -> [HoursReported] {
    var rows: [HoursReported] = []
    let sql = "SELECT stream, quarter, site, costType, activity, staffGroup, hours, rate FROM economics_hours ORDER BY id"
    try RawQuery(db, sql).each { row in
      guard scope.rows[row.integer(0)] != nil else { return }
      rows.append(
        HoursReported(
          quarter: row.text(1), site: row.text(2), costType: row.text(3), activity: row.text(4), staffGroup: row.text(5),
          hours: row.text(orNull: 6), rate: row.text(orNull: 7)))
    }
    return rows
  }

  /// The other costs that a study's subjects reported, in the order they were recorded.
  package static func costs(_ db: Database, _ scope: Citizens.StudyScope) throws -> [CostReported] {
    var rows: [CostReported] = []
    let sql = "SELECT stream, quarter, site, costType, activity, item, kr FROM economics_cost ORDER BY id"
    try RawQuery(db, sql).each { row in
      guard scope.rows[row.integer(0)] != nil else { return }
      rows.append(
        CostReported(
          quarter: row.text(1), site: row.text(2), costType: row.text(3), activity: row.text(4), item: row.text(5),
          kr: row.text(orNull: 6)))
    }
    return rows
  }
}
