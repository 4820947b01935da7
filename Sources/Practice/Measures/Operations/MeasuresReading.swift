import Instruments

extension Workplace {
  /// The newest version of every instrument, by id.
  package func instrumentsInForce() -> [InstrumentDefinition] {
    catalog.instruments.keys.sorted().compactMap { catalog.instrument($0) }
  }
}
