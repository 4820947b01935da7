import Markup

/// A table of a page: caption, heads with scope, numbers to the right; when it is too wide it scrolls by itself.
package struct DataTable: Sendable {
  /// A column.
  package struct Column: Sendable {
    /// Its head.
    package var label: String
    /// Whether it holds numbers, which stand to the right under each other.
    package var isNumeric: Bool

    /// A column.
    package init(_ label: String, isNumeric: Bool = false) {
      self.label = label
      self.isNumeric = isNumeric
    }
  }

  /// Unique on the page; letters, digits and hyphens.
  package var id: String
  /// What the table shows.
  package var caption: String
  /// The columns.
  package var columns: [Column]
  /// The rows; each has as many cells as there are columns, and the first is the row's head.
  package var rows: [[HTML]]
  /// What is said when there are no rows.
  package var empty: String
  /// Whether each row becomes a card on a phone, with the heads beside the cells: for tables of words that are read row by row.
  package var isStacked: Bool

  /// A table.
  package init(
    id: String, caption: String, columns: [Column], rows: [[HTML]], empty: String, isStacked: Bool = false
  ) {
    precondition(rows.allSatisfy { $0.count == columns.count }, "every row of a table has a cell for each column")
    self.id = id
    self.caption = caption
    self.columns = columns
    self.rows = rows
    self.empty = empty
    self.isStacked = isStacked
  }

  /// The table, or the sentence that there is nothing.
  package var html: HTML {
    guard !rows.isEmpty else { return "<p class=\"b-muted\">\(empty)</p>\n" }
    let heads = columns.map { column -> HTML in
      "<th scope=\"col\"\(DataTable.numeric(column))>\(column.label)</th>"
    }
    let lines = rows.map { row -> HTML in
      let cells = zip(columns, row).enumerated().map { place, pair -> HTML in
        let (column, cell) = pair
        let kind = DataTable.numeric(column)
        guard isStacked else { return place == 0 ? "<th scope=\"row\">\(cell)</th>" : "<td\(kind)>\(cell)</td>" }
        let label: HTML = " data-label=\"\(column.label)\""
        return place == 0
          ? "<th scope=\"row\" role=\"rowheader\"\(label)>\(cell)</th>" : "<td role=\"cell\"\(kind)\(label)>\(cell)</td>"
      }
      // As cards the elements are no table any more to the browser: the roles say that they are.
      return isStacked ? "<tr role=\"row\">\(cells)</tr>\n" : "<tr>\(cells)</tr>\n"
    }
    let kind: HTML = isStacked ? "b-table b-table--stacked\" role=\"table" : "b-table"
    return """
      <div class="b-table-box" role="region" aria-labelledby="\(id)-caption" tabindex="0">
      <table class="\(kind)" id="\(id)"><caption id="\(id)-caption">\(caption)</caption>
      <thead><tr>\(heads)</tr></thead>
      <tbody>
      \(lines)</tbody></table></div>

      """
  }

  private static func numeric(_ column: Column) -> HTML { column.isNumeric ? " class=\"b-table__number\"" : .empty }
}
