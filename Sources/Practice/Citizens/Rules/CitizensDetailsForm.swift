import Base

extension Citizens {
  /// The form of a citizen as it is sent: every field a text, empty when nothing was filled in.
  package struct DetailsForm: Hashable, Sendable {
    package var texts: [Field: String]

    package init(_ texts: [Field: String] = [:]) { self.texts = texts }

    /// The details, checked.
    ///
    /// - Parameters:
    ///   - level: What may be kept depends on it.
    ///   - today: Birthdays after it are refused.
    /// - Throws: Every refusal of the form.
    package func checked(level: Level, today: CivilDate) throws(FieldRefusals) -> Details {
      var check = Check(texts: texts)
      var details = Details()
      details.name = PersonName(given: check.text(.given), family: check.text(.family), alias: check.text(.alias))
      details.birth = check.read(.birth) { text throws(FieldRefusal) in try BirthDate(typed: text, today: today) }
      details.sex = check.code(.sex)
      details.phone = check.read(.phone) { text throws(FieldRefusal) in try Phone(typed: text) }
      details.address = check.address()
      details.language = check.language()
      details.contact = check.contact()
      // A name that is refused is not missing as well.
      let named = Set(check.refusals.map(\.field))
      let missing = [Field.given, .family, .alias].contains(where: named.contains)
      check.refusals += details.refusals(at: level).filter { refusal in
        if case .empty = refusal { return !missing }
        return !named.contains(refusal.field)
      }
      let order = Field.allCases
      let refusals = check.refusals.sorted { (order.firstIndex(of: $0.field) ?? 0) < (order.firstIndex(of: $1.field) ?? 0) }
      guard refusals.isEmpty else { throw FieldRefusals(list: refusals) }
      return details
    }
  }

  /// Reads the fields of a form and gathers what is refused.
  private struct Check {
    let texts: [Field: String]
    var refusals: [FieldRefusal] = []

    mutating func read<Value>(_ field: Field, _ body: (String) throws(FieldRefusal) -> Value?) -> Value? {
      guard let text = texts[field], !text.allSatisfy(\.isWhitespace) else { return nil }
      do throws(FieldRefusal) {
        return try body(text)
      } catch {
        refusals.append(error)
        return nil
      }
    }

    mutating func text(_ field: Field) -> String? {
      read(field) { text throws(FieldRefusal) in try Citizens.cleaned(text, field) }
    }

    mutating func code<Code: RawRepresentable>(_ field: Field) -> Code? where Code.RawValue == String {
      read(field) { text throws(FieldRefusal) in try Citizens.chosen(text, field) }
    }

    mutating func address() -> Address? {
      let kind: AddressKind? = code(.addressKind)
      let street = text(.street)
      let city = text(.city)
      let postcode = read(.postcode) { text throws(FieldRefusal) -> String? in
        let clean = try Citizens.cleaned(text, .postcode)
        guard let clean, clean.utf8.count == 4, clean.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }) else {
          throw .notAPostcode(.postcode)
        }
        return clean
      }
      guard kind != nil || street != nil || city != nil || postcode != nil else { return nil }
      return Address(kind: kind ?? .home, street: street, postcode: postcode, city: city)
    }

    mutating func language() -> SpokenLanguage? {
      let interpreter: InterpreterNeed? = code(.interpreter)
      let code = read(.language) { text throws(FieldRefusal) -> String? in
        guard SpokenLanguage.codes.contains(text) else { throw .unknownCode(.language) }
        return text
      }
      if code == nil, interpreter != nil, texts[.language]?.isEmpty ?? true { refusals.append(.empty(.language)) }
      return code.map { SpokenLanguage(code: $0, interpreter: interpreter) }
    }

    mutating func contact() -> SafeContact? {
      let contact = SafeContact(
        mayCall: code(.mayCall), mayWrite: code(.mayWrite), mayText: code(.mayText), phoneSeenBy: code(.phoneSeenBy),
        bestTime: code(.bestTime), note: text(.contactNote))
      return contact == SafeContact() ? nil : contact
    }
  }
}

extension Citizens.Details {
  /// What a level does not allow.
  ///
  /// Known by name: a given or family name. Alias only: an alias, and nothing that names the person or the home. Anonymous: an
  /// alias, a birthday no nearer than a span of years, sex, language; nothing to be reached by.
  package func refusals(at level: Citizens.Level) -> [Citizens.FieldRefusal] {
    guard level != .identified else { return name.given == nil && name.family == nil ? [.empty(.given)] : [] }
    var refusals: [Citizens.FieldRefusal] = name.alias == nil ? [.empty(.alias)] : []
    if name.given != nil { refusals.append(.notAtThisLevel(.given, level)) }
    if name.family != nil { refusals.append(.notAtThisLevel(.family, level)) }
    if address?.street != nil { refusals.append(.notAtThisLevel(.street, level)) }
    guard level == .anonymous else { return refusals }
    if let birth, birth.yearRange.count == 1 { refusals.append(.notAtThisLevel(.birth, level)) }
    if phone != nil { refusals.append(.notAtThisLevel(.phone, level)) }
    return refusals
  }

  /// The fact that makes other details of these; nil when nothing differs.
  package func change(
    to new: Citizens.Details, level: Citizens.Level? = nil
  ) -> Citizens.DetailsChanged? {
    var change = Citizens.DetailsChanged(level: level)
    for field in Citizens.DetailField.allCases where !same(field, new) {
      if new.has(field) { change.set.take(field, from: new) } else { change.cleared.append(field) }
    }
    return change.fields.isEmpty && level == nil ? nil : change
  }

  /// The details after a change.
  package func applying(_ change: Citizens.DetailsChanged) -> Citizens.Details {
    var details = self
    let nothing = Citizens.Details()
    for field in change.cleared { details.take(field, from: nothing) }
    for field in Citizens.DetailField.allCases where change.set.has(field) { details.take(field, from: change.set) }
    return details
  }

  /// Whether anything is known in a field.
  package func has(_ field: Citizens.DetailField) -> Bool { !same(field, Citizens.Details()) }

  private func same(_ field: Citizens.DetailField, _ other: Citizens.Details) -> Bool {
    switch field {
    case .given: name.given == other.name.given
    case .family: name.family == other.name.family
    case .alias: name.alias == other.name.alias
    case .birth: birth == other.birth
    case .sex: sex == other.sex
    case .phone: phone == other.phone
    case .address: address == other.address
    case .language: language == other.language
    case .contact: contact == other.contact
    }
  }

  package mutating func take(_ field: Citizens.DetailField, from other: Citizens.Details) {
    switch field {
    case .given: name.given = other.name.given
    case .family: name.family = other.name.family
    case .alias: name.alias = other.name.alias
    case .birth: birth = other.birth
    case .sex: sex = other.sex
    case .phone: phone = other.phone
    case .address: address = other.address
    case .language: language = other.language
    case .contact: contact = other.contact
    }
  }
}

extension Citizens.DetailsChanged {
  /// The fields it changes.
  package var fields: Set<Citizens.DetailField> { Set(cleared).union(Citizens.DetailField.allCases.filter(set.has)) }

  /// The fields that were changed by others since the maker saw them, in the order of the page: a conflict, unless it is empty.
  package func conflicts(with since: [Citizens.DetailsChanged]) -> [Citizens.DetailField] {
    fields.intersection(since.reduce(into: Set()) { $0.formUnion($1.fields) }).sorted()
  }
}
