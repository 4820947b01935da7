import Base
import PracticeRules
import Testing

/// Numbers of made-up people: HL7 Denmark's published test persons, and replacement numbers, which are nobody's.
@Suite struct CitizensCPRTests {
  private func refusal(_ text: String, today: CivilDate? = nil) -> Citizens.CPR.Refusal? {
    do throws(Citizens.CPR.Refusal) {
      _ = try Citizens.CPR(text, today: today)
      return nil
    } catch {
      return error
    }
  }

  @Test(arguments: ["2512489996", "251248-9996", " 251248 9996 ", "25 12 48-9996", "251248\u{2013}9996", "251248\u{A0}9996"])
  func isReadWithAndWithoutHyphen(text: String) throws {
    let cpr = try Citizens.CPR(text)
    #expect(cpr.number == "2512489996")
    #expect(cpr.kind == .cpr)
    #expect(cpr.birth == CivilDate("1948-12-25"))
    #expect(cpr.sex == .female)
    #expect(cpr.spoken == "251248-9996")
  }

  /// The official table: digit 7 and the year's two digits. Serial digits are arbitrary.
  @Test(arguments: [
    (0, 0, 1900), (3, 99, 1999), (4, 36, 2036), (4, 37, 1937), (4, 99, 1999), (5, 0, 2000), (5, 57, 2057), (5, 58, 1858),
    (8, 57, 2057),
    (8, 58, 1858), (9, 36, 2036), (9, 37, 1937), (6, 99, 1899), (7, 7, 2007), (1, 50, 1950), (2, 57, 1957),
  ])
  func theSeventhDigitTellsTheCentury(seventh: Int, year: Int, expected: Int) throws {
    let two = year < 10 ? "0\(year)" : "\(year)"
    #expect(try Citizens.CPR("0102\(two)\(seventh)000").birth.year == expected)
    #expect(try Citizens.CPR("6102\(two)\(seventh)000").birth == CivilDate(year: expected, month: 2, day: 1))
  }

  @Test func replacementNumbersAreKnownForWhatTheyAre() throws {
    let day60 = try Citizens.CPR("670203-1234")
    #expect(day60.kind == .replacement)
    #expect(day60.birth == CivilDate("1903-02-07"))
    #expect(day60.sex == nil && day60.birthIsReliable)
    #expect(day60.warnings == [.replacement])
    // The first two are examples of the national service's own description.
    for (text, kind, birth) in [
      ("020329-1wq3", Citizens.CPRKind.xECPR, "1929-03-02"), ("3101057JC9", .xECPR, "2005-01-31"),
      ("0102030AB1", .dECPR, "1903-02-01"),
      ("0102035AB1", .dECPR, "1803-02-01"), ("0102036AB2", .dECPR, "2003-02-01"),
    ] {
      let cpr = try Citizens.CPR(text)
      #expect(cpr.kind == kind && cpr.birth == CivilDate(birth) && cpr.sex == nil && !cpr.birthIsReliable, "\(text)")
      #expect(cpr.warnings.contains(.notUnique) == (kind == .dECPR))
    }
    #expect(try Citizens.CPR("020329-1wq3").number == "0203291WQ3")
  }

  @Test(arguments: [
    ("", Citizens.CPR.Refusal.length), ("123", .length), ("25124899961", .length), ("251248999x", .form), ("2512482AB1", .form),
    ("251248A123", .form), ("2512481A23", .form), ("251248-ÆØ12", .characters), ("٢٥١٢٤٨٩٩٩٦", .characters),
    ("251248_9996", .characters),
    ("3102489996", .day), ("2513489996", .day), ("0012489996", .day), ("2902000001", .day), ("4512489996", .day),
    ("6012489996", .day),
    ("9212489996", .day), ("\u{0}2512489996", .characters),
  ])
  func otherFormsAreRefused(text: String, expected: Citizens.CPR.Refusal) {
    #expect(refusal(text) == expected, "\(text)")
  }

  @Test func leapDaysFollowTheCentury() {
    #expect(refusal("290200-4000") == nil, "2000 was a leap year")
    #expect(refusal("290200-0000") == .day, "1900 was none")
    #expect(refusal("290296-0000") == nil)
  }

  @Test func aBirthdayInTheFutureIsRefused() throws {
    let today = try #require(CivilDate("2026-11-21"))
    #expect(refusal("211126-4000", today: today) == nil)
    #expect(refusal("221126-4000", today: today) == .future)
    #expect(refusal("221126-4000") == nil)
  }

  @Test func modulus11IsAWarningOnly() throws {
    // All of HL7 Denmark's test persons fail modulus 11; 070761-4285 is the register's own example of the arithmetic.
    #expect(try Citizens.CPR("2512489996").warnings == [.checkDigit])
    #expect(try Citizens.CPR("070761-4285").warnings.isEmpty)
    #expect(try Citizens.CPR("070761-4286").warnings == [.checkDigit])
    let known = try Citizens.CPR("010165-0001")
    #expect(!known.checkDigitHolds && known.warnings.isEmpty, "1 January 1965 is known to have numbers without")
    #expect(!Citizens.CPR.knownWithoutCheckDigit(try #require(CivilDate("1965-01-02"))))
  }

  @Test func nothingPrintsTheNumber() throws {
    let cpr = try Citizens.CPR("251248-9996")
    #expect(cpr.masked == "251248-••••")
    var dumped = ""
    dump(cpr, to: &dumped)
    for text in ["\(cpr)", String(reflecting: cpr), dumped, "\([cpr])", "\(Optional(cpr) as Any)"] {
      #expect(!text.contains("9996"), "\(text)")
      #expect(text.contains("251248-••••"))
    }
    for refusal in Citizens.CPR.Refusal.allCases { #expect(!"\(refusal) \(refusal.words.da)".contains("2512")) }
  }

  @Test func swappedNeighboursAreOneSlipAway() throws {
    let neighbours = try Citizens.CPR("2512489996").swappedNeighbours
    #expect(neighbours.count == 7, "the three nines in a row swap to themselves")
    #expect(neighbours.contains("2512489969") && !neighbours.contains("2512489996"))
  }

  @Test func agreesWithWhatWasTold() throws {
    let cpr = try Citizens.CPR("2512489996")
    for (text, agrees) in [
      ("1948-12-25", true), ("1948-12-24", false), ("1948-12", true), ("1948-11", false), ("1948", true), ("1949", false),
      ("1940/1950", true), ("1949/1950", false),
    ] {
      #expect(cpr.agrees(with: try #require(Citizens.BirthDate(text))) == agrees, "\(text)")
    }
  }
}
