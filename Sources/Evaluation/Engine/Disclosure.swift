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
    while let cell = firstThatTells(secrets, draft, verdicts) { verdicts[cell] = .complementary }
    return verdicts
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
