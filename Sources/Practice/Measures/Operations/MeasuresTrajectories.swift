import Base
import Instruments
import Journal
import PracticeRecords
import PracticeRules
import Records

extension Measures {
  /// One citizen's way on one scale, as the citizen may see and print it.
  package struct Trajectory: Sendable {
    /// One answer.
    package struct Point: Sendable {
      /// When.
      package var date: CivilDate
      /// The wave, as the programme names it.
      package var wave: String?
      /// The score; nil is a gap, and `gap` says why.
      package var value: Double?
      /// Why there is no score.
      package var gap: Words?
      /// True when somebody else than the citizen answered.
      package var isProxy: Bool
    }

    /// The instrument.
    package var instrument: InstrumentDefinition
    /// The scale.
    package var scale: InstrumentDefinition.Scale
    /// The answers, oldest first.
    package var points: [Point]
    /// Answers without a known day, which cannot be drawn.
    package var undated: Int

    /// What changed from the first score to the last, in one sentence; nil with fewer than two scores.
    package var change: Words? {
      let known = points.compactMap(\.value)
      guard let first = known.first, let last = known.last, known.count > 1 else { return nil }
      return Measures.change(from: first, to: last, on: scale)
    }
  }

  /// All scales a citizen has been scored on, by instrument and scale; two statements however many forms.
  package static func trajectories(_ place: Workplace, person id: String) throws -> [Trajectory] {
    guard let stream = StreamID(id) else { return [] }
    let forms = try place.records.read { try trajectory($0, of: stream) }
    var result: [Trajectory] = []
    for (name, mine) in Dictionary(grouping: forms, by: \.instrument).sorted(by: { $0.key < $1.key }) {
      guard let instrument = place.catalog.instrument(name) else { continue }
      for scale in instrument.scales {
        let points = mine.compactMap { point($0, scale: scale.id) }
        guard points.contains(where: { $0.value != nil }) else { continue }
        result.append(
          Trajectory(
            instrument: instrument, scale: scale, points: points.sorted { $0.date < $1.date }, undated: mine.count - points.count)
        )
      }
    }
    return result
  }

  private static func point(_ form: FormPoint, scale: String) -> Trajectory.Point? {
    guard let date = form.day.flatMap({ CivilDate(dayNumber: $0) }) else { return nil }
    var value: Double?
    var gap: Words? = Words(da: "ikke opgjort", en: "not scored")
    switch form.scores.first(where: { $0.scale == scale })?.score {
    case .value(let number): (value, gap) = (number, nil)
    case .refused: gap = Words(da: "for få svar", en: "too few answers")
    case nil: break
    }
    let ownVoices: Set<String> = ["self", "selfWithHelp", "citizen"]
    return Trajectory.Point(date: date, wave: form.wave, value: value, gap: gap, isProxy: !ownVoices.contains(form.respondent))
  }

  /// The change in words: reliable only when it is larger than the measure's own error.
  static func change(from first: Double, to last: Double, on scale: InstrumentDefinition.Scale) -> Words {
    let difference = last - first
    if let threshold = scale.change?.threshold, abs(difference) <= threshold {
      return Words(
        da: "Fra første til seneste svar er forskellen ikke større end målingens egen usikkerhed.",
        en: "From first to latest answer the difference is no larger than the measure's own uncertainty.")
    }
    if difference == 0 { return Words(da: "Første og seneste svar er ens.", en: "First and latest answer are the same.") }
    let sure = scale.change != nil
    let better = difference > 0 ? scale.direction == .higherIsBetter : scale.direction == .higherIsWorse
    let known = scale.direction != .none
    switch (known, better) {
    case (true, true):
      return Words(
        da: sure ? "Seneste svar er bedre end det første, mere end usikkerheden." : "Seneste svar er bedre end det første.",
        en: sure
          ? "The latest answer is better than the first, by more than the uncertainty."
          : "The latest answer is better than the first.")
    case (true, false):
      return Words(
        da: "Seneste svar viser mere belastning end det første.", en: "The latest answer shows more strain than the first.")
    default:
      return Words(
        da: difference > 0 ? "Seneste svar er højere end det første." : "Seneste svar er lavere end det første.",
        en: difference > 0 ? "The latest answer is higher than the first." : "The latest answer is lower than the first.")
    }
  }
}
