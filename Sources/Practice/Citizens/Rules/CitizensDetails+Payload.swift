import Base

// How details stand in a payload. Members that are not known are not written; an unknown member is a fault.
extension Citizens {
  /// The fault of a member inside a part of a payload.
  static func partFault(_ name: String, _ reason: String) -> PayloadFault {
    PayloadFault.member(type: "citizen", name: name, reason: reason)
  }

  static func partCode<Code: RawRepresentable>(_ reader: inout PayloadReader, _ name: String) throws -> Code
  where Code.RawValue == String {
    guard let code = Code(rawValue: try reader.string()) else { throw partFault(name, "unknown code") }
    return code
  }

  static func partValue<Value: LosslessStringConvertible>(_ reader: inout PayloadReader, _ name: String) throws -> Value {
    guard let value = Value(try reader.string()) else { throw partFault(name, "not of its form") }
    return value
  }

  static func partDay(_ reader: inout PayloadReader, _ name: String) throws -> CivilDate {
    guard let day = CivilDate(try reader.string()) else { throw partFault(name, "not a day") }
    return day
  }
}

extension Citizens.Details {
  /// Writes an object with the members that are known.
  func write(to writer: inout PayloadWriter) {
    writer.object { writer in
      writer.member("given", name.given)
      writer.member("family", name.family)
      writer.member("alias", name.alias)
      writer.member("birth", birth?.description)
      writer.member("sex", sex?.rawValue)
      writer.member("phone", phone?.number)
      if let address {
        writer.key("address")
        address.write(to: &writer)
      }
      if let language {
        writer.key("language")
        language.write(to: &writer)
      }
      if let contact {
        writer.key("contact")
        contact.write(to: &writer)
      }
    }
  }

  init(from reader: inout PayloadReader) throws {
    self.init()
    try reader.object { reader, key in
      guard let field = Citizens.DetailField(rawValue: key) else { throw Citizens.partFault(key, "unknown member") }
      switch field {
      case .given: name.given = try reader.string()
      case .family: name.family = try reader.string()
      case .alias: name.alias = try reader.string()
      case .birth: birth = try Citizens.partValue(&reader, key)
      case .sex: sex = try Citizens.partCode(&reader, key)
      case .phone: phone = Citizens.Phone(number: try reader.string())
      case .address: address = try Citizens.Address(from: &reader)
      case .language: language = try Citizens.SpokenLanguage(from: &reader)
      case .contact: contact = try Citizens.SafeContact(from: &reader)
      }
    }
  }
}

extension Citizens.Address {
  func write(to writer: inout PayloadWriter) {
    writer.object { writer in
      writer.member("kind", kind.rawValue)
      writer.member("street", street)
      writer.member("postcode", postcode)
      writer.member("city", city)
    }
  }

  init(from reader: inout PayloadReader) throws {
    var read = Citizens.Address(kind: .home)
    var kind: Citizens.AddressKind?
    try reader.object { reader, key in
      switch key {
      case "kind": kind = try Citizens.partCode(&reader, key)
      case "street": read.street = try reader.string()
      case "postcode": read.postcode = try reader.string()
      case "city": read.city = try reader.string()
      default: throw Citizens.partFault(key, "unknown member")
      }
    }
    guard let kind else { throw Citizens.partFault("kind", "missing") }
    read.kind = kind
    self = read
  }
}

extension Citizens.SpokenLanguage {
  func write(to writer: inout PayloadWriter) {
    writer.object { writer in
      writer.member("code", code)
      writer.member("interpreter", interpreter?.rawValue)
    }
  }

  init(from reader: inout PayloadReader) throws {
    var code: String?
    var interpreter: Citizens.InterpreterNeed?
    try reader.object { reader, key in
      switch key {
      case "code": code = try reader.string()
      case "interpreter": interpreter = try Citizens.partCode(&reader, key)
      default: throw Citizens.partFault(key, "unknown member")
      }
    }
    guard let code else { throw Citizens.partFault("code", "missing") }
    self.init(code: code, interpreter: interpreter)
  }
}

extension Citizens.SafeContact {
  func write(to writer: inout PayloadWriter) {
    writer.object { writer in
      writer.member("mayCall", mayCall?.rawValue)
      writer.member("mayWrite", mayWrite?.rawValue)
      writer.member("mayText", mayText?.rawValue)
      writer.member("phoneSeenBy", phoneSeenBy?.rawValue)
      writer.member("bestTime", bestTime?.rawValue)
      writer.member("note", note)
    }
  }

  init(from reader: inout PayloadReader) throws {
    self.init()
    try reader.object { reader, key in
      switch key {
      case "mayCall": mayCall = try Citizens.partCode(&reader, key)
      case "mayWrite": mayWrite = try Citizens.partCode(&reader, key)
      case "mayText": mayText = try Citizens.partCode(&reader, key)
      case "phoneSeenBy": phoneSeenBy = try Citizens.partCode(&reader, key)
      case "bestTime": bestTime = try Citizens.partCode(&reader, key)
      case "note": note = try reader.string()
      default: throw Citizens.partFault(key, "unknown member")
      }
    }
  }
}
