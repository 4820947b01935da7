import Base
import PracticeRecords
import PracticeRules

// The lines of a timeline that are about who the citizen is, in words.
extension Citizens {
  /// What happened; nil for a line of another feature.
  static func timelineTitle(_ item: TimelineItem) -> Words? {
    let code = item.code ?? ""
    switch item.kind {
    case .registered:
      switch SubjectKind(rawValue: code) {
      case .alias?: return Words(da: "Oprettet med et alias", en: "Registered by an alias")
      case .anonymous?: return Words(da: "Oprettet anonymt", en: "Registered anonymously")
      default: return nil
      }
    case .details:
      return code.isEmpty
        ? Words(da: "Oplysninger ændret", en: "Details changed")
        : Level(rawValue: code).map { Words(da: "Nu: \($0.words.da)", en: "Now: \($0.words.en)") }
    case .cpr: return CPRKind(rawValue: code)?.words
    case .protection: return Protection(rawValue: code)?.words
    case .alert: return AlertKind(rawValue: code)?.words
    case .alertEnded: return Words(da: "Advarsel afsluttet", en: "Alert ended")
    case .link: return Words(da: "Koblet sammen med en anden oprettelse", en: "Linked with another registration")
    case .unlink: return Words(da: "Skilt fra en anden oprettelse", en: "Parted from another registration")
    case .assignment: return CareFunction(rawValue: code).map { Words(da: "Ny: \($0.words.da)", en: "New: \($0.words.en)") }
    case .assignmentEnded: return Words(da: "Medarbejder eller team fratrådt", en: "Staff or team ended")
    case .moved: return Words(da: "Noget, der stod på en forkert borger", en: "Something that stood on the wrong citizen")
    default: return nil
    }
  }

  /// What more is known of a line, in short.
  static func timelineDetail(_ item: TimelineItem) -> Words? {
    guard let detail = item.detail, !detail.isEmpty else { return nil }
    switch item.kind {
    case .details:
      let fields = detail.split(separator: ",").compactMap { DetailField(rawValue: String($0))?.words }
      return Words(da: fields.map(\.da).joined(separator: ", "), en: fields.map(\.en).joined(separator: ", "))
    case .cpr: return CPRChange(rawValue: detail)?.words
    case .protection: return ProtectionBasis(rawValue: detail)?.words
    case .alertEnded: return AlertEnd(rawValue: detail)?.words
    case .assignmentEnded: return AssignmentEnd(rawValue: detail)?.words
    default: return nil
    }
  }
}
