public import Base
public import Instruments

/// Something in a FHIR resource that cannot be taken in or written: where, and why.
public struct FHIRRefusal: Error, Sendable, Hashable {
  /// The JSON path, such as `$.item[3].answerOption[0]`; for text that is no JSON the line and column.
  public var path: String
  /// Why.
  public var reason: Reason

  /// Names a place and a reason.
  public init(path: String, reason: Reason) {
    self.path = path
    self.reason = reason
  }

  /// Path and words on one line.
  public func line(_ language: Language) -> String { "\(path): \(reason.words[language])" }
}

/// All refusals of one resource, so that a person can mend them at once.
public struct FHIRRefusals: Error, Sendable, Hashable {
  /// The refusals, in the order of the resource.
  public var refusals: [FHIRRefusal]

  /// Gathers refusals.
  public init(_ refusals: [FHIRRefusal]) { self.refusals = refusals }
}

extension FHIRRefusal {
  /// Why. Closed; ``words`` says what to do.
  public enum Reason: Sendable, Hashable {
    /// The text is no JSON.
    case notJSON(String)
    /// Another resource is expected.
    case notResource(expected: String)
    /// A value of another kind is expected.
    case wrongKind(expected: String)
    /// Something that must be there is not.
    case missing(String)
    /// A key stands twice.
    case doubleKey
    /// An element that is not known here.
    case unknownElement(String)
    /// A modifier extension may change the meaning of everything around it.
    case modifierExtension(String)
    /// An extension that is not known to be for display only.
    case unknownExtension(String)
    /// An extension of this product with something in it that cannot be read.
    case ownExtension(String)
    /// A type of item for which there is no kind.
    case itemType(String)
    /// Something FHIR can say and a definition cannot.
    case unsupported(Feature)
    /// An id or code with other characters than letters a-z, digits, hyphen, underscore and point.
    case notACode(String)
    /// An id that stands twice.
    case doubleLinkId(String)
    /// An id that no item has, or only a later one.
    case unknownLinkId(String)
    /// A code or text that is none of the item's options.
    case unknownOption(String)
    /// A condition that cannot be asked of that kind of item.
    case condition(item: String, kind: String)
    /// A FHIRPath expression that is not one of the sums that are understood.
    case expression
    /// The definition that comes of it cannot be; the words of the check.
    case definition(String)
    /// The answer is not one the definition takes.
    case answer(AnswerRefusal)
    /// The response is of another questionnaire.
    case otherQuestionnaire(String)

    /// What is wrong and what to do.
    public var words: Words {
      switch self {
      case .notJSON(let cause): Words(da: "Filen er ikke JSON: \(cause).", en: "The file is not JSON: \(cause).")
      case .notResource(let name): Words(da: "Her ventes en FHIR \(name).", en: "A FHIR \(name) is expected here.")
      case .wrongKind(let kind): Words(da: "Her ventes \(kind).", en: "\(kind) is expected here.")
      case .missing(let name): Words(da: "\(name) mangler.", en: "\(name) is missing.")
      case .doubleKey: Words(da: "Nøglen står to gange; behold den ene.", en: "The key stands twice; keep one of them.")
      case .unknownElement(let name):
        Words(da: "Elementet \(name) kendes ikke her. Fjern det.", en: "The element \(name) is not known here. Remove it.")
      case .modifierExtension(let url):
        Words(
          da: "En modifierExtension kan ændre betydningen af det hele: \(url).",
          en: "A modifierExtension may change the meaning of everything: \(url).")
      case .unknownExtension(let url):
        Words(
          da: "Udvidelsen kendes ikke og kan ændre betydningen: \(url). Fjern den, hvis den kan undværes.",
          en: "The extension is not known and may change the meaning: \(url). Remove it if it can be done without.")
      case .ownExtension(let name):
        Words(da: "Udvidelsen \(name) kan ikke læses.", en: "The extension \(name) cannot be read.")
      case .itemType(let type):
        Words(
          da: "Punkter af typen \(type) kan et skema her ikke have.", en: "A form here cannot have items of type \(type).")
      case .unsupported(let feature): feature.words
      case .notACode(let text):
        Words(
          da:
            "„\(text)“ må kun have bogstaverne a-z, cifre, bindestreg, understreg og punktum. Ret det, eller lad importen omdøbe.",
          en: "“\(text)” may hold letters a-z, digits, hyphen, underscore and point only. Mend it, or let the import rename.")
      case .doubleLinkId(let id): Words(da: "linkId \(id) står to gange.", en: "The linkId \(id) stands twice.")
      case .unknownLinkId(let id):
        Words(
          da: "Intet tidligere punkt har linkId \(id).", en: "No earlier item has the linkId \(id).")
      case .unknownOption(let text):
        Words(da: "„\(text)“ er ingen af punktets muligheder.", en: "“\(text)” is none of the item's options.")
      case .condition(let item, let kind):
        Words(
          da: "Punktet \(item) er af slagsen \(kind) og kan ikke sammenlignes sådan.",
          en: "The item \(item) is of kind \(kind) and cannot be compared so.")
      case .expression:
        Words(
          da: "Udtrykket er ikke en sum af svar, der kan læses her. Skriv skalaen i definitionen, og fjern punktet.",
          en: "The expression is no sum of answers that can be read here. Write the scale in the definition and remove the item.")
      case .definition(let message):
        Words(
          da: "Definitionen, der kommer ud af det, går ikke: \(message).",
          en: "The definition that comes of it cannot be: \(message).")
      case .answer(let refusal): refusal.words
      case .otherQuestionnaire(let name):
        Words(da: "Svarene hører til et andet skema: \(name).", en: "The answers belong to another form: \(name).")
      }
    }
  }

  /// What FHIR can say and a definition cannot. Closed.
  public enum Feature: String, CaseIterable, Sendable {
    /// Values that stand there before anybody answers.
    case initial
    /// Options that are fetched from a value set elsewhere.
    case valueSet
    /// An option that is a time, a date or a reference.
    case optionType
    /// A group that repeats without a limit.
    case unlimitedRepeats
    /// A group inside a group that repeats.
    case nestedRepeats
    /// Several answers to a question that is no choice.
    case repeats
    /// A limit on how many options are chosen.
    case optionCount
    /// A group that is required without a required item.
    case requiredGroup
    /// A question that cannot be answered, with no sum in it.
    case readOnly
    /// A question that is not shown.
    case hidden
    /// Several units to choose among.
    case units
    /// Two values for what an option counts.
    case twoWeights
    /// Two options of the same code.
    case doubleOption
    /// Items under a question that can have several answers.
    case nestedInRepeats
    /// A slider with other steps than one.
    case sliderStep
    /// A limit on how many digits a number has.
    case maxLength
    /// A lowest or highest value of a kind that is no number.
    case limit
    /// A condition written as an expression.
    case enableWhenExpression
    /// Rules that the resource is read by.
    case implicitRules
    /// Two answers where one is taken.
    case severalAnswers
    /// A reason for a missing answer that is none of ours.
    case absentReason
    /// An open answer beside a text item of that name.
    case openAnswer
    /// Operators other than those of R4.
    case conditionOperator
    /// What stands in an extension of ours is not what stands beside it for others; somebody has changed one of them.
    case contradiction

    /// What is wrong and what to do.
    public var words: Words {
      let (da, en) = texts
      return Words(da: da, en: en)
    }

    private var texts: (String, String) {
      switch self {
      case .initial:
        ("Et skema her har ingen svar på forhånd. Fjern initial.", "A form here has no answers beforehand. Remove initial.")
      case .valueSet:
        (
          "Valgmulighederne hentes fra et andet sted. Skriv dem som answerOption.",
          "The options are fetched elsewhere. Write them as answerOption."
        )
      case .optionType:
        ("En valgmulighed skal være en kode, en tekst eller et helt tal.", "An option must be a coding, a string or an integer.")
      case .unlimitedRepeats:
        (
          "En gruppe, der gentages, skal have questionnaire-maxOccurs på mindst 2, eller angiv et højeste antal ved importen.",
          "A group that repeats needs questionnaire-maxOccurs of at least 2, or give a highest number at the import."
        )
      case .nestedRepeats: ("En gruppe i en gruppe, der gentages.", "A group inside a group that repeats.")
      case .repeats: ("Kun valg kan have flere svar.", "Only choices can have several answers.")
      case .optionCount: ("Der kan ikke sættes grænse for, hvor mange der vælges.", "There is no limit on how many are chosen.")
      case .requiredGroup:
        (
          "Gruppen skal besvares, men intet punkt i den. Sæt required på et punkt.",
          "The group is required and none of its items is. Put required on an item."
        )
      case .readOnly: ("Et spørgsmål, der ikke kan besvares. Fjern det.", "A question that cannot be answered. Remove it.")
      case .hidden: ("Et spørgsmål, der ikke vises. Fjern det.", "A question that is not shown. Remove it.")
      case .units: ("Et tal har én enhed her.", "A number has one unit here.")
      case .twoWeights: ("ordinalValue og itemWeight er forskellige.", "ordinalValue and itemWeight differ.")
      case .doubleOption: ("To valgmuligheder har samme kode.", "Two options have the same code.")
      case .nestedInRepeats:
        ("Punkter under et spørgsmål, der kan have flere svar.", "Items under a question that can have several answers.")
      case .sliderStep: ("En skala går i hele trin af 1.", "A line has whole steps of 1.")
      case .maxLength: ("maxLength gælder kun tekst her.", "maxLength is for text only here.")
      case .limit: ("Grænser gælder kun tal her.", "Limits are for numbers only here.")
      case .enableWhenExpression:
        ("Betingelser læses kun som enableWhen.", "Conditions are read as enableWhen only.")
      case .implicitRules: ("implicitRules følges ikke.", "implicitRules are not followed.")
      case .severalAnswers: ("Der tages kun ét svar her.", "One answer is taken here.")
      case .absentReason:
        (
          "Grunden til, at svaret mangler, kendes ikke: brug asked-declined, not-applicable, not-asked eller temp-unknown.",
          "The reason for the missing answer is not known: use asked-declined, not-applicable, not-asked or temp-unknown."
        )
      case .openAnswer:
        (
          "Det åbne svar kan ikke få sit eget tekstpunkt: navnet er taget.",
          "The open answer cannot have a text item of its own: its name is taken."
        )
      case .contradiction:
        (
          "Vores udvidelse siger ét og resten af punktet noget andet. Fjern udvidelsen, hvis resten gælder.",
          "Our extension says one thing and the rest of the item another. Remove the extension if the rest is meant."
        )
      case .conditionOperator: ("Operatoren kendes ikke.", "The operator is not known.")
      }
    }
  }
}

/// Something in a questionnaire that was seen and does not stand in the definition as it did there.
public struct FHIRNote: Sendable, Hashable {
  /// What became of it.
  public var kind: Kind
  /// The JSON path.
  public var path: String
  /// The element or extension.
  public var name: String

  /// Names what became of something.
  public init(kind: Kind, path: String, name: String) {
    self.kind = kind
    self.path = path
    self.name = name
  }

  /// What became of it. Closed.
  public enum Kind: String, CaseIterable, Sendable {
    /// It is for display only.
    case displayOnly
    /// A definition has no place for it: codes of other systems, and who publishes it when.
    case notKept
    /// It stands there in another shape.
    case adapted

    /// What is read.
    public var words: Words {
      switch self {
      case .displayOnly: Words(da: "kun til visning, ikke med", en: "for display only, left out")
      case .notKept: Words(da: "har ingen plads i en definition", en: "has no place in a definition")
      case .adapted: Words(da: "er lavet om", en: "stands in another shape")
      }
    }
  }

  /// Path, name and words on one line.
  public func line(_ language: Language) -> String { "\(path): \(name): \(kind.words[language])" }
}
