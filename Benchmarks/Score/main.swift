import Base
import Foundation
import Instruments
import Interchange

// score-bench <definition.json> <rows> <answers.csv> | score-bench make <rows> <answers.csv>
// PHQ-9 from memory on one core, and from a CSV file to lines of scores.

/// Numbers that come again for the same start.
struct Row: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state >> 11
  }
}

func seconds(_ body: () throws -> Void) rethrows -> Double {
  let clock = ContinuousClock()
  let spent = try clock.measure(body)
  return Double(spent.components.seconds) + Double(spent.components.attoseconds) / 1e18
}

func text(_ value: Double, _ digits: Int = 2) -> String { String(format: "%.\(digits)f", value) }

let items = ["q1", "q2", "q3", "q4", "q5", "q6", "q7", "q8", "q9"]

func make(_ rows: Int, _ path: String) throws {
  var random = Row(state: 9)
  var out = Data("id,\(items.joined(separator: ","))\n".utf8)
  for row in 1...rows {
    var line = "p\(row)"
    for _ in items {
      let answer = Int(random.next() % 64)
      // One answer in 64 is missing.
      line += answer == 0 ? "," : ",\(answer % 4)"
    }
    out.append(contentsOf: (line + "\n").utf8)
  }
  try out.write(to: URL(fileURLWithPath: path))
}

func fromMemory(_ definition: InstrumentDefinition, _ rows: Int) {
  let scoring = Scoring(definition)
  var random = Row(state: 9)
  var values = (0..<rows * scoring.width).map { place in
    place % scoring.width < items.count ? Double(random.next() % 4) : .nan
  }
  for place in stride(from: 0, to: values.count, by: 640) { values[place] = .nan }
  var total = 0.0
  let spent = seconds {
    values.withUnsafeBufferPointer { all in
      for row in 0..<rows {
        let start = row * scoring.width
        let value = scoring.value(scale: 0, values: UnsafeBufferPointer(rebasing: all[start..<start + scoring.width]))
        if !value.isNaN { total += value }
      }
    }
  }
  print(
    "from memory, one core: \(rows) forms in \(text(spent, 3)) s, \(text(Double(rows) / spent / 1e6)) million a second (sum \(Int(total)))"
  )
}

func fromCSV(_ definition: InstrumentDefinition, _ path: String) throws {
  let reader = try CSVReader(path: path)
  let stream = ScoreStream(definition)
  let sink = FileHandle(forWritingAtPath: "/dev/null")
  var summary = ScoreStream.Summary()
  let spent = try seconds {
    summary = try stream.scoreCSV(reader, write: { sink?.write(Data($0)) }, issue: { _ in })
  }
  let rate = text(Double(summary.scored) / spent / 1e6)
  print("from CSV to lines of scores: \(summary.scored) rows in \(text(spent, 3)) s, \(rate) million a second    wanted >= 0.20")
}

let arguments = CommandLine.arguments
if arguments.count == 4, arguments[1] == "make", let rows = Int(arguments[2]) {
  try make(rows, arguments[3])
} else if arguments.count == 4, let rows = Int(arguments[2]) {
  let problems = ProblemCollector()
  let tree = try JSONTree.parse([UInt8](Data(contentsOf: URL(fileURLWithPath: arguments[1]))))
  let definition = JSONReader.read(tree, file: arguments[1], problems: problems, InstrumentDefinition.readChecked)
  try problems.throwIfAny()
  if let definition {
    fromMemory(definition, rows)
    try fromCSV(definition, arguments[3])
  }
} else {
  print("score-bench <definition.json> <rows> <answers.csv>, or score-bench make <rows> <answers.csv>")
  exit(64)
}
