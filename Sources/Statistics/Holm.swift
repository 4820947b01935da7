/// P-values adjusted for many tests by Holm's step-down method, in the order they came.
///
/// The family-wise error stays at the level chosen whatever the tests' dependence. Holm (1979), Scand. J. Statist. 6, 65-70;
/// as R's `p.adjust(method = "holm")`. None gives none.
///
/// - Throws: ``Undefined/outOfRange(_:)`` for a p-value outside 0...1 or NaN.
public func holm(_ pValues: [Double]) throws(Undefined) -> [Double] {
  for p in pValues where !(p >= 0 && p <= 1) { throw .outOfRange(.probability) }
  let order = pValues.indices.sorted { (pValues[$0], $0) < (pValues[$1], $1) }
  var adjusted = pValues
  var highest = 0.0
  for (rank, index) in order.enumerated() {
    highest = max(highest, min(1, pValues[index] * Double(pValues.count - rank)))
    adjusted[index] = highest
  }
  return adjusted
}
