import Base

extension Journal {
  /// Finds where the journal stands, and checks what was written last: that is where a crash would show.
  func begin() throws {
    do {
      let head = try store.last()?.position ?? 0
      let seal = try store.lastSeal()
      let progress = try checkTail(head: head, seal: seal)
      writer.begin(at: head, lastSeal: seal, progress: progress)
      if options.check == .everything { _ = try verify() }
    } catch let finding as Finding {
      conditionBox.note(JournalError(.damaged, finding.message, position: finding.position))
    } catch {
      let error = JournalError(storage: error)
      guard error.code == .damaged || error.code == .newer else { throw error }
      conditionBox.note(error)
    }
  }

  /// Goes from the last seal to the end. Without a key for seals only the last entries are looked at.
  private func checkTail(head: Int64, seal: Seal?) throws -> SealProgress {
    var progress = SealProgress()
    let sealed = seal?.last ?? 0
    if head < sealed {
      throw Finding(
        kind: .removed, position: head + 1, message: "Entries up to \(sealed) were sealed; the journal ends at \(head).")
    }
    let lately = max(1, head - 255)
    let seals = options.sealKey != nil && !options.readOnly
    let checks = options.check != .nothing
    guard seals || checks else { return progress }
    let start = seals ? min(sealed + 1, checks ? lately : .max) : lately
    var walker = ChainWalker(from: start, knowsAll: start == 1)
    while walker.next <= head {
      let rows = try store.entries(from: walker.next, limit: 4096)
      guard !rows.isEmpty else { break }
      for (row, hash) in zip(rows, try ChainWalker.hashes(of: rows)) {
        if row.format != SealedEntry.currentFormat {
          throw JournalError(
            .newer, "An entry has format \(row.format), which this program does not know.", position: row.position)
        }
        try walker.step(row, computed: hash)
        if row.position > sealed { progress.add(row) }
      }
    }
    return progress
  }
}
