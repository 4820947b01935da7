import Base
import Foundation
import Instruments

extension ScoreStream {
  /// Scores a file with one JSON object a line, each with answers by item: a number, a text, an array of codes or
  /// `{"missing": "declined"}`. The keys that are no items are the ids: those named, else those of the first row.
  ///
  /// - Parameters:
  ///   - path: the file, unpacked when its name ends in `.gz`.
  ///   - write: takes bytes of the output, some tens of thousands at a time.
  ///   - issue: is told of each row that is not scored.
  package func scoreNDJSON(
    path: String, write: (borrowing [UInt8]) throws(ScoreFailure) -> Void, issue: (ScoreRowIssue) -> Void
  ) throws(ScoreFailure) -> Summary {
    let source: any ByteSource
    do {
      source = path.hasSuffix(".gz") ? try GzipSource(path: path) : try FileSource(path: path)
    } catch { throw .file(error) }
    return try scoreNDJSON(source: source, chunk: 1 << 18, write: write, issue: issue)
  }

  func scoreNDJSON(
    source: any ByteSource, chunk: Int, limit: Int = 1 << 20, write: (borrowing [UInt8]) throws(ScoreFailure) -> Void,
    issue: (ScoreRowIssue) -> Void
  ) throws(ScoreFailure) -> Summary {
    var summary = Summary()
    var lines: ScoreLines?
    var names = ids
    var pending: [UInt8] = []
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: max(chunk, 16), alignment: 16)
    defer { buffer.deallocate() }
    var number = 0

    func line(_ bytes: [UInt8]) throws(ScoreFailure) {
      number += 1
      if bytes.allSatisfy({ $0 == 32 || $0 == 9 || $0 == 13 }) { return }
      switch row(bytes) {
      case .failure(let refused):
        issue(ScoreRowIssue(line: number, problem: refused.problem))
        summary.refused += 1
      case .success(let members):
        if lines == nil {
          if names.isEmpty { names = members.map(\.key).filter { place($0) == nil } }
          if members.allSatisfy({ place($0.key) == nil }) { throw .noItems }
          var first = ScoreLines(self, ids: names)
          first.begin()
          lines = first
        }
        switch scores(members, names) {
        case .failure(let refused):
          issue(ScoreRowIssue(line: number, problem: refused.problem))
          summary.refused += 1
        case .success(let scores):
          lines?.row(names.map { name in members.first { $0.key == name }?.value ?? .null }, scores)
          summary.scored += 1
        }
      }
      if let all = lines?.bytes, all.count > ScoreStream.flushAt {
        try write(all)
        lines?.bytes.removeAll(keepingCapacity: true)
      }
    }

    while true {
      let count: Int
      do {
        count = try source.read(into: buffer)
      } catch { throw .file(error) }
      if count == 0 { break }
      var start = 0
      while let end = buffer[start..<count].firstIndex(of: 10) {
        pending += buffer[start..<end]
        try line(pending)
        pending.removeAll(keepingCapacity: true)
        start = end + 1
      }
      pending += buffer[start..<count]
      if pending.count > limit { throw .file(.tooLong(line: number + 1, limit: limit)) }
    }
    if !pending.isEmpty { try line(pending) }
    if let rest = lines?.bytes { try write(rest) }
    return summary
  }

  private func row(_ bytes: [UInt8]) -> Result<[JSONTree.Member], ScoreColumn.Refused> {
    do throws(JSONSyntaxError) {
      guard case .object(let members) = try JSONTree.parse(bytes) else {
        return .failure(.init(problem: .json("an object in { } is expected", column: 1)))
      }
      return .success(members)
    } catch { return .failure(.init(problem: .json(error.message, column: error.column))) }
  }

  private func scores(_ members: [JSONTree.Member], _ ids: [String]) -> Result<[ScaleScore], ScoreColumn.Refused> {
    var answers: Answers = [:]
    for member in members where !ids.contains(member.key) && member.value != .null {
      guard let place = place(member.key) else { return .failure(.init(problem: .unknownKey(member.key))) }
      let problems = ProblemCollector()
      let element = JSONElement(tree: member.value, file: "", path: "", problems: problems)
      guard let answer = Answer.read(element, kind: definition.items[place].kind.name), problems.isEmpty,
        answers.updateValue(answer, forKey: member.key) == nil
      else { return .failure(.init(problem: .wrongValue(column: member.key))) }
    }
    if let refusal = definition.refusals(answers, wave: wave).first { return .failure(.init(problem: .answer(refusal))) }
    return .success(scoring.score(answers, wave: wave))
  }
}

extension ScoreStream {
  /// Scores a file into something that is open for writing, such as the standard output (1).
  package func score(
    path: String, isCSV: Bool, to descriptor: Int32, issue: (ScoreRowIssue) -> Void
  ) throws(ScoreFailure) -> Summary {
    func write(_ bytes: borrowing [UInt8]) throws(ScoreFailure) {
      var start = 0
      while start < bytes.count {
        let count = bytes.withUnsafeBytes { all in
          Foundation.write(descriptor, all.baseAddress.map { $0 + start }, all.count - start)
        }
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { throw .cannotWrite(cause: String(cString: strerror(errno))) }
        start += count
      }
    }
    guard isCSV else { return try scoreNDJSON(path: path, write: write, issue: issue) }
    let reader: CSVReader
    do { reader = try CSVReader(path: path) } catch { throw .file(error) }
    return try scoreCSV(reader, write: write, issue: issue)
  }
}
