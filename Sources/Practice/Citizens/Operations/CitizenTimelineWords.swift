import Base
import CatalogFiles
import PracticeRecords

/// The words for the codes of a timeline: from the catalog's lists, and for waves from the person's study. A code that the
/// catalog has no word for stays a code.
struct CitizenTimelineWords {
  private let catalog: Catalog
  private let waves: [String: Words]

  init(_ catalog: Catalog, study: String?) {
    self.catalog = catalog
    var waves: [String: Words] = [:]
    if let study, case .array(let list)? = catalog.document("studies", study)?.tree["waves"] {
      for wave in list {
        guard case .string(let key)? = wave["key"], case .string(let da)? = wave["label"]?["da"],
          case .string(let en)? = wave["label"]?["en"]
        else { continue }
        waves[key] = Words(da: da, en: en)
      }
    }
    self.waves = waves
  }

  /// What it is about.
  func title(_ item: TimelineItem) -> Words? {
    guard let code = item.code else { return nil }
    switch item.kind {
    case .form: return catalog.instrument(code)?.title ?? plain(code)
    case .contact, .attempt: return label(code, "contact-places", "contact-channels")
    case .step: return label(code, "course-steps")
    case .use, .screen: return label(code.lowercased(), "substances", else: code)
    case .registered:
      return code == "citizen" ? Words(da: "Borger", en: "Citizen") : plain(code)
    case .visit, .dose, .withdrawal, .detox, .randomised: return plain(code)
    case .details, .cpr, .protection, .alert, .alertEnded, .link, .unlink, .assignment, .assignmentEnded, .moved: return nil
    }
  }

  /// What more is known; nothing where the kind says it already.
  func detail(_ item: TimelineItem) -> Words? {
    guard let code = item.detail else { return nil }
    switch item.kind {
    case .form: return waves[code] ?? label(code, "waves")
    case .contact where code == "contact", .visit where code == "visit": return nil
    case .contact, .attempt: return label(code, "contact-outcomes")
    case .step: return label(code, "course-end-reasons")
    case .visit, .use, .screen, .dose, .withdrawal, .detox, .randomised, .registered: return plain(code)
    case .details, .cpr, .protection, .alert, .alertEnded, .link, .unlink, .assignment, .assignmentEnded, .moved: return nil
    }
  }

  private func label(_ code: String, _ lists: String..., else fallback: String? = nil) -> Words {
    lists.lazy.compactMap { catalog.codeLists[$0]?[code]?.label }.first ?? plain(fallback ?? code)
  }

  private func plain(_ code: String) -> Words { Words(da: code, en: code) }
}
