/// Hides small groups, and beside them as many other cells as are needed so that no subtraction brings them back.
///
/// A table tells numbers of persons: each is a sum of smallest groups (atoms). A number is brought back when it is a linear combination
/// of numbers that are still shown. The combination is looked for by elimination in a prime field, where a relation between whole
/// numbers holds as well.
struct Disclosure {
  let threshold: Int

  /// What happens to each cell.
  enum Verdict { case shown, small, complementary }

  private func isSmall(_ quantity: Quantity) -> Bool { quantity.persons > 0 && quantity.persons < threshold }

  func verdicts(_ draft: DraftTable) -> [Verdict] {
    var verdicts = [Verdict](repeating: .shown, count: draft.cells.count)
    guard threshold > 0, draft.isOfPersons else { return verdicts }
    for (c, cell) in draft.cells.enumerated() where cell.quantities.contains(where: isSmall) { verdicts[c] = .small }
    var secrets = draft.implied.filter(isSmall)
    for (c, cell) in draft.cells.enumerated() where verdicts[c] == .small { secrets += cell.quantities.filter(isSmall) }
    guard !secrets.isEmpty else { return verdicts }
    secrets = Disclosure.distinct(secrets)
    while let cell = firstThatTells(secrets, draft, verdicts) ?? firstThatCorners(secrets, draft, verdicts) {
      verdicts[cell] = .complementary
    }
    return verdicts
  }

  /// A shown cell that leaves a hidden number only one possible value, although no subtraction gives it: two hidden groups that add to 2
  /// must be 1 and 1. Nil when every hidden number may have at least two values.
  private func firstThatCorners(_ secrets: [Quantity], _ draft: DraftTable, _ verdicts: [Verdict]) -> Int? {
    var bounds = Bounding()
    for (c, cell) in draft.cells.enumerated() {
      for quantity in cell.quantities where !quantity.atoms.isEmpty {
        if verdicts[c] == .shown, quantity.isShown { bounds.know(quantity.atoms, quantity.persons...quantity.persons) }
        if verdicts[c] == .small, cell.quantities.filter(isSmall).count == 1, isSmall(quantity) {
          bounds.know(quantity.atoms, 1...(threshold - 1))
        }
      }
    }
    bounds.tighten()
    for secret in secrets where bounds.isCertain(secret.atoms) {
      let atoms = Set(secret.atoms)
      let near = draft.cells.indices.filter { c in
        verdicts[c] == .shown && draft.cells[c].quantities.contains { $0.isShown && !atoms.isDisjoint(with: $0.atoms) }
      }
      let best = near.min { a, b in
        let (x, y) = (draft.cells[a], draft.cells[b])
        if x.isTotal != y.isTotal { return !x.isTotal }
        return (smallest(x), a) < (smallest(y), b)
      }
      if let best { return best }
    }
    return nil
  }

  private static func distinct(_ quantities: [Quantity]) -> [Quantity] {
    var seen = Set<[Int]>()
    return quantities.filter { seen.insert($0.atoms).inserted }
  }

  /// A shown cell that helps to work out a hidden number: the smallest of those, a total last. Nil when nothing can be worked out.
  private func firstThatTells(_ secrets: [Quantity], _ draft: DraftTable, _ verdicts: [Verdict]) -> Int? {
    var published: [[Int]] = []
    var owners: [[Int]] = []
    var index: [[Int]: Int] = [:]
    for (c, cell) in draft.cells.enumerated() where verdicts[c] == .shown {
      for quantity in cell.quantities where quantity.isShown && !quantity.atoms.isEmpty {
        if let known = index[quantity.atoms] {
          owners[known].append(c)
        } else {
          index[quantity.atoms] = published.count
          published.append(quantity.atoms)
          owners.append([c])
        }
      }
    }
    let system = LinearSystem(published)
    for secret in secrets {
      guard let used = system.combination(for: secret.atoms) else { continue }
      let candidates = used.flatMap { owners[$0] }
      let best = candidates.min { a, b in
        let (x, y) = (draft.cells[a], draft.cells[b])
        if x.isTotal != y.isTotal { return !x.isTotal }
        return (smallest(x), a) < (smallest(y), b)
      }
      if let best { return best }
    }
    return nil
  }

  private func smallest(_ cell: DraftCell) -> Int { cell.quantities.filter(\.isShown).map(\.persons).min() ?? 0 }
}

/// What a reader can conclude about groups of at least zero persons from sums that are known exactly or within limits.
struct Bounding {
  private var facts: [(atoms: Set<Int>, range: ClosedRange<Int>)] = []
  private var limits: [Int: ClosedRange<Int>] = [:]

  mutating func know(_ atoms: [Int], _ range: ClosedRange<Int>) {
    let set = Set(atoms)
    if facts.contains(where: { $0.atoms == set && $0.range == range }) { return }
    facts.append((set, range))
    for atom in atoms { limits[atom] = limits[atom] ?? 0...Int(Int32.max) }
  }

  /// Narrows the limits until nothing moves.
  mutating func tighten() {
    addDifferences()
    for _ in 0..<100 {
      var moved = false
      for (atoms, range) in facts {
        let low = atoms.reduce(0) { $0 + (limits[$1]?.lowerBound ?? 0) }
        let high = atoms.reduce(0) { $0 + (limits[$1]?.upperBound ?? 0) }
        for atom in atoms {
          guard let old = limits[atom] else { continue }
          let lower = max(old.lowerBound, range.lowerBound - (high - old.upperBound))
          let upper = min(old.upperBound, range.upperBound - (low - old.lowerBound))
          if lower <= upper, lower != old.lowerBound || upper != old.upperBound {
            limits[atom] = lower...upper
            moved = true
          }
        }
      }
      if !moved { return }
    }
  }

  /// A sum within another sum leaves the rest.
  private mutating func addDifferences() {
    let known = facts.filter { $0.range.count == 1 }
    guard known.count <= 300 else { return }
    for a in known {
      for b in known where a.atoms.count < b.atoms.count && a.atoms.isSubset(of: b.atoms) {
        let rest = b.range.lowerBound - a.range.lowerBound
        if rest >= 0 { know(Array(b.atoms.subtracting(a.atoms)), rest...rest) }
      }
    }
  }

  /// Whether only one value is possible.
  func isCertain(_ atoms: [Int]) -> Bool {
    atoms.allSatisfy { limits[$0].map { $0.lowerBound == $0.upperBound } ?? false }
  }
}

/// Sums of atoms, and whether another sum follows from them.
struct LinearSystem {
  private static let prime: UInt64 = (1 << 61) - 1
  /// Rows in echelon form: pivot column, coefficients, and how each is made of the given sums.
  private var rows: [(pivot: Int, values: [UInt64], made: [UInt64])] = []
  private let columns: [Int: Int]
  private let count: Int

  init(_ sums: [[Int]]) {
    var columns: [Int: Int] = [:]
    for atoms in sums { for atom in atoms where columns[atom] == nil { columns[atom] = columns.count } }
    self.columns = columns
    count = sums.count
    for (i, atoms) in sums.enumerated() {
      var values = [UInt64](repeating: 0, count: columns.count)
      for atom in atoms { if let c = columns[atom] { values[c] = 1 } }
      var made = [UInt64](repeating: 0, count: count)
      made[i] = 1
      reduce(&values, &made)
      guard let pivot = values.firstIndex(where: { $0 != 0 }) else { continue }
      let inverse = LinearSystem.power(values[pivot], LinearSystem.prime - 2)
      for c in values.indices where values[c] != 0 { values[c] = LinearSystem.times(values[c], inverse) }
      for c in made.indices where made[c] != 0 { made[c] = LinearSystem.times(made[c], inverse) }
      rows.append((pivot, values, made))
    }
  }

  private func reduce(_ values: inout [UInt64], _ made: inout [UInt64]) {
    for row in rows where values[row.pivot] != 0 {
      let factor = LinearSystem.prime - values[row.pivot]
      for c in values.indices where row.values[c] != 0 {
        values[c] = LinearSystem.plus(values[c], LinearSystem.times(row.values[c], factor))
      }
      for c in made.indices where row.made[c] != 0 {
        made[c] = LinearSystem.plus(made[c], LinearSystem.times(row.made[c], factor))
      }
    }
  }

  /// The numbers of the sums that together give another sum; nil when it does not follow from them.
  func combination(for atoms: [Int]) -> [Int]? {
    guard !atoms.isEmpty else { return nil }
    var values = [UInt64](repeating: 0, count: columns.count)
    for atom in atoms {
      guard let c = columns[atom] else { return nil }
      values[c] = 1
    }
    var made = [UInt64](repeating: 0, count: count)
    reduce(&values, &made)
    guard values.allSatisfy({ $0 == 0 }) else { return nil }
    return made.indices.filter { made[$0] != 0 }
  }

  private static func plus(_ a: UInt64, _ b: UInt64) -> UInt64 {
    let sum = a + b
    return sum >= prime ? sum - prime : sum
  }

  private static func times(_ a: UInt64, _ b: UInt64) -> UInt64 {
    let (high, low) = a.multipliedFullWidth(by: b)
    // 2^61 is 1 modulo the prime.
    return plus(low & prime, plus((low >> 61 | high << 3) & prime, high >> 58))
  }

  private static func power(_ base: UInt64, _ exponent: UInt64) -> UInt64 {
    var (result, square, rest): (UInt64, UInt64, UInt64) = (1, base, exponent)
    while rest > 0 {
      if rest & 1 == 1 { result = times(result, square) }
      square = times(square, square)
      rest >>= 1
    }
    return result
  }
}
