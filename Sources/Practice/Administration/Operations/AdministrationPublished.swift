import Base
import CatalogFiles
import Journal
import Records

/// What every operation works with: the book, the tables computed from it, what services do, and the time.
package struct Workplace: Sendable {
  /// The book.
  package let journal: Journal
  /// The tables computed from it.
  package let records: RecordsEngine
  /// What services do.
  package let catalog: Catalog
  /// The time, as an argument.
  package let now: @Sendable () -> Instant

  /// Gathers a workplace.
  package init(journal: Journal, records: RecordsEngine, catalog: Catalog, now: @escaping @Sendable () -> Instant) {
    self.journal = journal
    self.records = records
    self.catalog = catalog
    self.now = now
  }
}
