import Base

/// The columns a study is computed from: a few tables, each a set of columns of equal length.
///
/// Tables and their fixed columns (built from Records, never from files):
/// - `persons`: one row a person; `id` is the row number. Columns: `source` (category), `site` (category), `registered` (days).
/// - `form:<instrument id>`: one row a form; `person` (row in `persons`, -1 when not linked), `wave` (category), `site`, `day` (days since
///   1970), `answer` (k-th form of the person, from 1), one column an item (`numbers` for numeric items, `categories` for choices by
///   code), and `score:<scale>` for each scored scale.
/// - `contacts`: `person`, `day`, `site`, `kind`, `place`, `channel`, `outcome`.
/// - `steps`: `person`, `day`, `step`, `reason`: what happened in a course.
/// - `events`: `person`, `day`, `kind`, `what`, `amount`: doses, use days, tests.
/// - `hours`: `quarter`, `site`, `costType`, `activity`, `staffGroup`, `hours`, `rate`. `costs`: the same with `item` and `kr`.
public struct Dataset: Sendable {
  /// The tables by name.
  public var tables: [String: Table]

  /// A set of tables.
  public init(tables: [String: Table] = [:]) { self.tables = tables }

  /// A set of columns of equal length.
  public struct Table: Sendable {
    /// The number of rows.
    public var count: Int
    /// The columns by name.
    public var columns: [String: Column]

    /// A table; every column has `count` values.
    public init(count: Int, columns: [String: Column]) {
      self.count = count
      self.columns = columns
    }
  }

  /// One column.
  public enum Column: Sendable {
    /// Numbers; NaN where missing.
    case numbers([Double])
    /// Whole numbers; `Int32.min` where missing. Days and person rows are of this kind.
    case integers([Int32])
    /// Codes of a closed list; -1 where missing.
    case categories([Int32], labels: [String])
  }
}
