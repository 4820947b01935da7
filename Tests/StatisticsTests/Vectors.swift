import Foundation
import Testing

/// The golden vectors beside this file; `Vectors/make.py` and `Vectors/make.R` say how they came to be.
enum Vectors {
  static func load<Case: Decodable>(_ path: String, _ type: Case.Type = Case.self) throws -> [Case] {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Vectors")
    let cases = try JSONDecoder().decode([Case].self, from: Data(contentsOf: folder.appendingPathComponent(path + ".json")))
    #expect(!cases.isEmpty)
    return cases
  }
}

/// Whether a figure agrees with a vector to a relative 1e-9 (or the tolerance given).
func agree(_ value: Double?, _ expected: Double?, _ relative: Double = 1e-9, absolute: Double = 0) -> Bool {
  guard let value, let expected else { return value == nil && expected == nil }
  return value == expected || (value - expected).magnitude <= max(relative * expected.magnitude, absolute)
}

/// Whether two columns agree element by element.
func agree(_ values: [Double], _ expected: [Double], _ relative: Double = 1e-9, absolute: Double = 0) -> Bool {
  values.count == expected.count && zip(values, expected).allSatisfy { agree($0, $1, relative, absolute: absolute) }
}
