import Base

extension Journal {
  /// Writes an act whole, durable when this returns, or not at all.
  ///
  /// The same act sent again gets the same receipt, marked as repeated. A refusal is not kept: the act may be decided
  /// and sent again under the same id.
  /// - Throws: `AppendRefusal`, or `JournalError` when nothing could be written.
  package func append(_ act: Act) async throws -> Receipt {
    guard let result = try await append([act]).first else { throw AppendRefusal.empty }
    return try result.get()
  }

  /// Writes many acts with one commit; each is written whole or refused whole, in the order given.
  ///
  /// - Throws: `JournalError` when nothing could be written.
  package func append(_ acts: [Act]) async throws -> [Result<Receipt, AppendRefusal>] {
    guard !acts.isEmpty else { return [] }
    let prepared = try prepare(acts)
    let answer: GroupWriter.Answer = await withCheckedContinuation { continuation in
      writer.submit(prepared) { continuation.resume(returning: $0) }
    }
    return try answer.get()
  }

  private func prepare(_ acts: [Act]) throws -> [PreparedAct] {
    let key = keys.digestKey
    guard acts.count >= 64 else { return acts.map { PreparedAct($0, digestKey: key) } }
    var prepared = acts.map { _ in PreparedAct?.none }
    try prepared.inChunks(smallest: 32) { start, chunk in
      for index in chunk.indices { chunk[index] = PreparedAct(acts[start + index], digestKey: key) }
    }
    return prepared.compactMap { $0 }
  }

  /// Seals everything written since the last seal, now: on a timer, before a backup, before closing.
  ///
  /// - Returns: the seal, or nil when there was nothing to seal or no key to sign with.
  package func seal() throws -> Seal? { try writer.sealNow() }
}

// MARK: - Erasing

extension Journal {
  /// Destroys the keys of a stream, so that what was sealed with them can never be read again.
  ///
  /// - Parameter retentions: the retention classes whose keys go; nil for all, which also gives up the stream's claims
  ///   and closes it for ever.
  /// - Returns: the keys that went with this call.
  package func erase(
    stream: StreamID, retentions: Set<String>? = nil, reason: String
  ) throws -> [KeyRing.ErasedKey] {
    try erase([KeyRing.Erasure(stream: stream, retentions: retentions)], reason: reason)
  }

  /// Destroys the keys of many streams at once, as a retention run or a restored backup needs it. Doing it twice is harmless.
  package func erase(_ erasures: [KeyRing.Erasure], reason: String) throws -> [KeyRing.ErasedKey] {
    try writer.alone {
      try conditionBox.checkWritable()
      let erased = try mapped { try keys.erase(erasures, at: clock(), reason: reason) }
      let whole = erasures.filter { $0.retentions == nil }
      if !whole.isEmpty {
        try store.write { transaction in for erasure in whole { try transaction.removeClaims(of: erasure.stream) } }
      }
      for erasure in erasures {
        try attachments.sweep(keys: erased, references: store.attachments(of: erasure.stream))
      }
      return erased
    }
  }

  /// The keys that have been erased, oldest first: what a restored backup must lose again.
  package func erasedKeys() throws -> [KeyRing.ErasedKey] { try mapped { try keys.erasedKeys() } }

  /// The streams that have been erased whole.
  package var erasedStreams: Set<StreamID> { keys.erasedStreams() }

  /// The keys that are there: what the retention run goes through.
  package func liveKeys() throws -> [KeyRing.ListedKey] { try mapped { try keys.liveKeys() } }

  func mapped<Value>(_ body: () throws -> Value) throws -> Value {
    do { return try body() } catch { throw JournalError(storage: error) }
  }
}
