import Base

// What a form about an organisation, a team or a user becomes. Pure: what is known is an argument.
extension People {
  /// A form about an organisation, as it was typed.
  package struct OrganisationForm: Sendable {
    package var name: String?
    package var kind: String?
    package var cvr: String?

    package init(name: String?, kind: String?, cvr: String? = nil) {
      self.name = name
      self.kind = kind
      self.cvr = cvr
    }

    package func decide() throws(Refusal) -> OrganisationRegistered {
      var fields = FieldReader()
      let name = fields.required("name", name, limit: Limit.name)
      let kind = fields.code("kind", kind, OrganisationKind.self)
      let digits = (cvr ?? "").filter { !$0.isWhitespace }
      if !digits.isEmpty, digits.count != 8 || !digits.utf8.allSatisfy({ (48...57).contains($0) }) {
        fields.report("cvr", Words(da: "Et CVR-nummer har otte cifre.", en: "A CVR number has eight digits."))
      }
      try fields.check()
      return OrganisationRegistered(name: name, kind: kind ?? .municipality, cvr: digits.isEmpty ? nil : digits)
    }
  }

  /// A form about a team, as it was typed.
  package struct TeamForm: Sendable {
    package var name: String?
    package var programmes: [String]

    package init(name: String?, programmes: [String] = []) {
      self.name = name
      self.programmes = programmes
    }

    /// - Parameter known: the programmes of the catalog.
    package func decide(known: Set<String>) throws(Refusal) -> (name: String, programmes: [String]) {
      var fields = FieldReader()
      let name = fields.required("name", name, limit: Limit.team)
      let chosen = Set(programmes)
      if !chosen.isSubset(of: known) || chosen.count > Limit.programmes {
        fields.report("programmes", Words(da: "Vælg blandt kataloget.", en: "Choose from the catalog."))
      }
      try fields.check()
      return (name, chosen.sorted())
    }
  }

  /// A form about a user, as it was typed.
  package struct UserForm: Sendable {
    package var name: String?
    package var login: String?
    package var title: String?
    package var phone: String?
    package var email: String?
    package var language: String?

    package init(
      name: String?, login: String?, title: String? = nil, phone: String? = nil, email: String? = nil, language: String? = nil
    ) {
      self.name = name
      self.login = login
      self.title = title
      self.phone = phone
      self.email = email
      self.language = language
    }

    /// What a new user is registered with.
    package func decide(organisation: String) throws(Refusal) -> UserRegistered {
      var fields = FieldReader()
      let name = fields.required("name", name, limit: Limit.name)
      let login = LoginName(login ?? "")
      if login == nil { fields.report("login", isLoginEmpty ? FieldReader.empty : Self.loginRule) }
      let title = fields.line("title", title, limit: Limit.title)
      let phone = fields.line("phone", phone, limit: Limit.phone)
      if let phone, !Self.isPhone(phone) {
        fields.report("phone", Words(da: "Skriv et telefonnummer.", en: "Write a telephone number."))
      }
      let email = fields.line("email", email, limit: Limit.email)
      if let email, !Self.isEmail(email) {
        fields.report("email", Words(da: "Skriv en e-mailadresse som navn@sted.dk.", en: "Write an address like name@place.dk."))
      }
      let language = (language ?? "").isEmpty ? .da : fields.code("language", language, Language.self)
      try fields.check()
      return UserRegistered(
        organisation: organisation, name: name, login: login?.description ?? "", title: title, phone: phone, email: email,
        language: language ?? .da)
    }

    /// What changes for a user; nil when nothing does.
    package func decide(changing user: User) throws(Refusal) -> UserChanged? {
      let wanted = try decide(organisation: user.organisation)
      var change = UserChanged()
      if wanted.name != user.name { change.name = wanted.name }
      if wanted.login != user.login { change.login = wanted.login }
      if wanted.language != user.language { change.language = wanted.language }
      change.title = Self.changed(user.title, wanted.title, .title, &change.cleared)
      change.phone = Self.changed(user.phone, wanted.phone, .phone, &change.cleared)
      change.email = Self.changed(user.email, wanted.email, .email, &change.cleared)
      return change == UserChanged() ? nil : change
    }

    private var isLoginEmpty: Bool { (login ?? "").allSatisfy(\.isWhitespace) }

    private static let loginRule = Words(
      da: "Brug 3 til 64 tegn: bogstaver, cifre og . _ - + @, uden mellemrum.",
      en: "Use 3 to 64 characters: letters, digits and . _ - + @, without spaces.")

    private static func changed(_ old: String?, _ new: String?, _ field: UserField, _ cleared: inout [UserField]) -> String? {
      if new == nil, old != nil { cleared.append(field) }
      return new == old ? nil : new
    }

    private static func isPhone(_ text: String) -> Bool {
      let signs = Set("0123456789 +-()")
      return text.allSatisfy(signs.contains) && text.count(where: \.isNumber) >= 3
    }

    private static func isEmail(_ text: String) -> Bool {
      let parts = text.split(separator: "@", omittingEmptySubsequences: false)
      return parts.count == 2 && !parts[0].isEmpty && parts[1].contains(".") && !parts[1].hasPrefix(".")
        && !parts[1].hasSuffix(".") && !text.contains(where: \.isWhitespace) && !text.contains("<") && !text.contains(">")
    }
  }
}
