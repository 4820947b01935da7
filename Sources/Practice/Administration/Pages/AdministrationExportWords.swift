import Base
import Foundation
import Interface
import PracticeOperations
import PracticeRules

/// What types and members of facts are called for whoever reads his record.
enum ExportWords {
  static func title(_ type: String) -> Words { titles[type] ?? Words(da: type, en: type) }

  static func label(_ path: String) -> Words {
    let key = path.split(separator: ".").last.map { String($0.prefix { $0 != "[" }) } ?? path
    return labels[key] ?? Words(da: path, en: path)
  }

  /// What a value is called; nil for what only a machine reads: keys of entries, digests. All of it stands in the file of data.
  static func value(_ field: ExportedRecord.Field, of type: String, _ language: Language) -> String? {
    if field.isMasked || field.isFreeText { return field.value }
    if let name = field.name { return name }
    let key = field.path.split(separator: ".").last.map { String($0.prefix { $0 != "[" }) } ?? field.path
    if technical.contains(key) || UUID(uuidString: field.value) != nil { return nil }
    if let words = codes["\(type) \(key)"]?(field.value) ?? codes[key]?(field.value) { return words[language] }
    if let day = CivilDate(field.value) { return WhenText.format(day, language: language) }
    return field.value
  }

  private static let technical: Set<String> = [
    "hash", "entry", "original", "author", "recordedAt", "link", "task", "feature", "act",
  ]

  private typealias Code = @Sendable (String) -> Words?

  private static let codes: [String: Code] = [
    "level": { Citizens.Level(rawValue: $0)?.words }, "sex": { Citizens.Sex(rawValue: $0)?.words },
    "protection": { Citizens.Protection(rawValue: $0)?.words }, "basis": { Citizens.ProtectionBasis(rawValue: $0)?.words },
    "alert": { Citizens.AlertKind(rawValue: $0)?.words }, "function": { Citizens.CareFunction(rawValue: $0)?.words },
    "citizen.registered kind": { Citizens.AddressKind(rawValue: $0)?.words },
    "citizen.detailsChanged kind": { Citizens.AddressKind(rawValue: $0)?.words },
    "subject.registered kind": { subjects[$0] },
    "citizen.cprRecorded kind": { Citizens.CPRKind(rawValue: $0)?.words }, "change": { Citizens.CPRChange(rawValue: $0)?.words },
    "citizen.alertEnded reason": { Citizens.AlertEnd(rawValue: $0)?.words },
    "citizen.unassigned reason": { Citizens.AssignmentEnd(rawValue: $0)?.words },
    "citizen.linked reason": { Citizens.LinkReason(rawValue: $0)?.words },
    "citizen.unlinked reason": { Citizens.UnlinkReason(rawValue: $0)?.words },
    "interpreter": { Citizens.InterpreterNeed(rawValue: $0)?.words }, "bestTime": { Citizens.BestTime(rawValue: $0)?.words },
    "confidence": { Citizens.LinkConfidence(rawValue: $0)?.words },
    "task.opened reason": { Tasks.Reason(rawValue: $0)?.words }, "outcome": { Tasks.Outcome(rawValue: $0)?.words },
    "task.withdrawn reason": { Tasks.WithdrawReason(rawValue: $0)?.words },
    "task.deadlineMoved reason": { Tasks.MoveReason(rawValue: $0)?.words },
  ]

  private static let subjects: [String: Words] = [
    "citizen": Words(da: "Borger", en: "Citizen"), "alias": Words(da: "Kendt ved kaldenavn", en: "Known by an alias"),
    "anonymous": Words(da: "Anonym", en: "Anonymous"), "child": Words(da: "Barn", en: "Child"),
    "relative": Words(da: "Pårørende", en: "Relative"),
  ]

  private static let titles: [String: Words] = [
    "subject.registered": Words(da: "Oprettet", en: "Registered"),
    "citizen.registered": Words(da: "Hvem det er", en: "Who it is"),
    "citizen.detailsChanged": Words(da: "Oplysninger ændret", en: "Details changed"),
    "citizen.cprRecorded": Words(da: "CPR-nummer", en: "CPR number"),
    "citizen.protectionSet": Words(da: "Beskyttelse", en: "Protection"),
    "citizen.alertSet": Words(da: "Advarsel sat", en: "Alert set"),
    "citizen.alertEnded": Words(da: "Advarsel slut", en: "Alert ended"),
    "citizen.linked": Words(da: "Samlet med en anden journal", en: "Linked with another record"),
    "citizen.unlinked": Words(da: "Skilt fra en anden journal", en: "Unlinked from another record"),
    "citizen.assigned": Words(da: "Medarbejder tilknyttet", en: "Staff assigned"),
    "citizen.unassigned": Words(da: "Tilknytning slut", en: "Assignment ended"),
    "citizen.entryMovedHere": Words(da: "Flyttet hertil", en: "Moved here"),
    "entry.withdrawn": Words(da: "Trukket tilbage", en: "Withdrawn"),
    "task.opened": Words(da: "Opgave", en: "Task"),
    "task.acknowledged": Words(da: "Opgave set", en: "Task acknowledged"),
    "task.handedOver": Words(da: "Opgave givet videre", en: "Task handed over"),
    "task.deadlineMoved": Words(da: "Frist flyttet", en: "Deadline moved"),
    "task.done": Words(da: "Opgave udført", en: "Task done"),
    "task.withdrawn": Words(da: "Opgave trukket tilbage", en: "Task withdrawn"),
    "contact.recorded": Words(da: "Kontakt", en: "Contact"),
    "form.answered": Words(da: "Skema besvaret", en: "Form answered"),
    "course.step": Words(da: "Forløb", en: "Course"),
    "treatment.event": Words(da: "Behandling", en: "Treatment"),
  ]

  private static let labels: [String: Words] = [
    "given": Words(da: "Fornavn", en: "Given name"), "family": Words(da: "Efternavn", en: "Family name"),
    "alias": Words(da: "Kaldenavn", en: "Alias"), "birth": Words(da: "Født", en: "Born"), "sex": Words(da: "Køn", en: "Sex"),
    "phone": Words(da: "Telefon", en: "Phone"), "street": Words(da: "Vej", en: "Street"), "city": Words(da: "By", en: "City"),
    "postcode": Words(da: "Postnummer", en: "Postcode"), "number": Words(da: "Nummer", en: "Number"),
    "note": Words(da: "Note", en: "Note"), "about": Words(da: "Om", en: "About"), "reason": Words(da: "Grund", en: "Reason"),
    "level": Words(da: "Hvor godt vi kender dig", en: "How well we know you"), "kind": Words(da: "Slags", en: "Kind"),
    "organisation": Words(da: "Dataansvarlig", en: "Controller"), "function": Words(da: "Funktion", en: "Function"),
    "from": Words(da: "Fra", en: "From"), "until": Words(da: "Til og med", en: "Until"), "title": Words(da: "Hvad", en: "What"),
    "alert": Words(da: "Advarsel", en: "Alert"), "protection": Words(da: "Beskyttelse", en: "Protection"),
    "basis": Words(da: "Grundlag", en: "Basis"), "user": Words(da: "Medarbejder", en: "Staff"),
    "team": Words(da: "Team", en: "Team"), "language": Words(da: "Sprog", en: "Language"),
    "change": Words(da: "Hvorfor ændret", en: "Why changed"), "confidence": Words(da: "Hvor sikkert", en: "How sure"),
    "code": Words(da: "Sprog", en: "Language"), "interpreter": Words(da: "Tolk", en: "Interpreter"),
    "mayCall": Words(da: "Må vi ringe", en: "May we call"), "mayText": Words(da: "Må vi sende sms", en: "May we text"),
    "mayWrite": Words(da: "Må vi skrive", en: "May we write"), "deadline": Words(da: "Frist", en: "Deadline"),
    "phoneSeenBy": Words(da: "Hvem ser telefonen", en: "Who sees the phone"), "outcome": Words(da: "Resultat", en: "Outcome"),
    "bestTime": Words(da: "Bedste tidspunkt", en: "Best time"), "previous": Words(da: "Før", en: "Before"),
    "other": Words(da: "Den anden", en: "The other"), "day": Words(da: "Dag", en: "Day"),
    "minute": Words(da: "Minut", en: "Minute"),
  ]
}
