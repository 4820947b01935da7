import Base
import Evaluation
import Foundation

// Evaluation fed as columns: N persons x 4 waves x 10 measures (0-40, 15 % missing), the tables and tests of pandas_eval.py.
// Usage: evaluation-bench 1000000

/// SplitMix64, seeded: the same data on every machine.
struct Seeded: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
  mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }
}

let waves = 4
let measures = 10

func makeData(_ n: Int) -> Dataset {
  var random = Seeded(state: 1)
  var sex = [Int32](), place = [Int32](), age = [Int32]()
  for _ in 0..<n {
    sex.append(Int32(random.next() % 2))
    place.append(Int32(random.next() % 98))
    age.append(18 + Int32(random.next() % 62))
  }
  var columns: [String: Dataset.Column] = [
    "person": .integers((0..<Int32(n * waves)).map { $0 / Int32(waves) }),
    "wave": .categories((0..<Int32(n * waves)).map { $0 % Int32(waves) }, labels: (0..<waves).map(String.init)),
  ]
  for m in 0..<measures {
    var values = [Double](repeating: .nan, count: n * waves)
    for i in values.indices {
      // A sum of four uniform numbers is close enough to a normal one here.
      let z = (random.unit() + random.unit() + random.unit() + random.unit() - 2) * 1.7320508
      if random.unit() >= 0.15 { values[i] = min(40, max(0, (20 + 8 * z).rounded())) }
    }
    columns["m\(m)"] = .numbers(values)
  }
  return Dataset(tables: [
    "persons": Dataset.Table(
      count: n,
      columns: [
        "sex": .categories(sex, labels: ["female", "male"]), "place": .categories(place, labels: (0..<98).map { "k\($0)" }),
        "age": .integers(age),
      ]),
    "form:x": Dataset.Table(count: n * waves, columns: columns),
  ])
}

func line(_ key: String, _ rest: String = "") -> String {
  "{\"key\": \"\(key)\", \"label\": {\"da\": \"\(key)\", \"en\": \"\(key)\"}\(rest.isEmpty ? "" : ", " + rest)}"
}

func table(_ id: String, _ rest: String) -> String {
  "{\"id\": \"\(id)\", \"title\": {\"da\": \"\(id)\", \"en\": \"\(id)\"}, \"unit\": \"persons\", \(rest)}"
}

func makeStudy() throws -> StudyDefinition {
  let bands = [(0, 10), (11, 20), (21, 30), (31, 40)].map { line("b\($0.0)", "\"where\": {\"from\": \($0.0), \"to\": \($0.1)}") }
  let ages = [(0, 24), (25, 29), (30, 39), (40, 49), (50, 59), (60, 200)].map {
    line("a\($0.0)", "\"where\": {\"from\": \($0.0), \"to\": \($0.1)}")
  }
  let later = (1..<waves).map { line("\($0)", "\"wave\": \"\($0)\"") }.joined(separator: ",")
  let change = ["n", "before", "after", "change", "low", "high", "effect", "p"].map { line($0, "\"role\": \"\($0)\"") }
  let shares = ["n", "positive", "unchanged", "negative"].map { line($0, "\"role\": \"\($0)\"") }.joined(separator: ",")
  var tables = [
    table(
      "place-sex", "\"layout\": \"cross\", \"of\": \"persons\", \"rowItem\": \"place\", \"columnItem\": \"sex\", \"totals\": true"
    ),
    table("age", "\"layout\": \"cross\", \"of\": \"persons\", \"rowItem\": \"age\", \"rows\": [\(ages.joined(separator: ","))]"),
  ]
  for m in 0..<measures {
    let pair = "\"of\": \"form:x\", \"item\": \"m\(m)\", \"before\": \"0\", \"rows\": [\(later)]"
    tables += [
      table(
        "change-\(m)",
        "\"layout\": \"change\", \"decimals\": 2, \"test\": \"pairedT\", \(pair), \"columns\": [\(change.joined(separator: ","))]"
      ),
      table(
        "wilcoxon-\(m)", "\"layout\": \"change\", \"decimals\": 3, \"test\": \"wilcoxon\", \(pair), \"columns\": [\(change[7])]"),
      table("direction-\(m)", "\"layout\": \"direction\", \"kind\": \"percent\", \(pair), \"columns\": [\(shares)]"),
      table(
        "classes-\(m)",
        "\"layout\": \"classes\", \"kind\": \"percent\", \(pair), \"columns\": [\(shares)], "
          + "\"reliability\": {\"reliability\": 0.8, \"standardDeviation\": 8, \"source\": \"bench\"}"),
      table(
        "means-\(m)",
        "\"layout\": \"cross\", \"decimals\": 2, \"of\": \"form:x\", \"rowItem\": \"wave\", \"columnItem\": \"persons/sex\", "
          + "\"measure\": {\"mean\": \"m\(m)\"}"),
      table(
        "spread-\(m)",
        "\"layout\": \"cross\", \"decimals\": 2, \"of\": \"form:x\", \"rowItem\": \"wave\", \"columnItem\": \"persons/sex\", "
          + "\"measure\": {\"sd\": \"m\(m)\"}"),
      table(
        "bands-\(m)",
        "\"layout\": \"cross\", \"of\": \"form:x\", \"rowItem\": \"m\(m)\", \"columnItem\": \"wave\", \"test\": \"chiSquared\", "
          + "\"rows\": [\(bands.joined(separator: ","))]"),
      table(
        "sexes-\(m)",
        "\"layout\": \"comparison\", \"decimals\": 2, \"of\": \"form:x\", \"where\": {\"wave\": \"0\"}, \"test\": \"mannWhitney\", "
          + "\"rows\": [\(line("m", "\"item\": \"m\(m)\""))], \"columns\": ["
          + line("a", "\"role\": \"first\", \"where\": {\"item\": \"persons/sex\", \"is\": \"female\"}") + ","
          + line("b", "\"role\": \"second\", \"where\": {\"item\": \"persons/sex\", \"is\": \"male\"}") + ","
          + line("d", "\"role\": \"difference\"") + "," + line("p", "\"role\": \"p\"") + "]"),
    ]
  }
  let list = (0..<waves).map { line("\($0)") }.joined(separator: ",")
  let text = """
    {"schema": 1, "id": "bench", "title": {"da": "b", "en": "b"}, "waves": [\(list)],
     "sections": [{"title": {"da": "b", "en": "b"}, "tables": [\(tables.joined(separator: ",\n"))]}]}
    """
  return try StudyDefinition.read(Array(text.utf8), file: "bench.json")
}

func residentMegabytes() -> Int {
  let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
  let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM") } ?? ""
  return (Int(line.filter(\.isNumber)) ?? 0) / 1024
}

let persons = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 10_000
let clock = ContinuousClock()
let start = clock.now
let data = makeData(persons)
let made = clock.now
let result = try Evaluator.run(try makeStudy(), data: data)
let seconds = (clock.now - made) / .seconds(1)
let cells = result.sections.flatMap(\.tables).reduce(0) { $0 + $1.cells.count }
let times = [(made - start) / .seconds(1), seconds].map { String(format: "%.3f", $0) }
print("\(persons) gen \(times[0]) tables \(times[1]) s rss \(residentMegabytes()) MB, \(cells) cells")
