import Base
import Foundation
import Testing

@Suite struct CivilDateTests {
  @Test func refusesDaysThatDoNotExist() {
    #expect(CivilDate("2016-02-31") == nil)
    #expect(CivilDate("2015-02-29") == nil)
    #expect(CivilDate("1900-02-29") == nil)
    #expect(CivilDate("2016-13-01") == nil)
    #expect(CivilDate("2016-2-01") == nil)
    #expect(CivilDate("2016-02-29") != nil)
    #expect(CivilDate("2000-02-29") != nil)
  }

  @Test func agreesWithTheCalendarOfFoundation() throws {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = try #require(TimeZone(identifier: "UTC"))
    for number in stride(from: -100_000, through: 100_000, by: 37) {
      let date = try #require(CivilDate(dayNumber: number))
      #expect(date.dayNumber == number)
      let parts = calendar.dateComponents([.year, .month, .day], from: Date(timeIntervalSince1970: Double(number) * 86_400))
      #expect(parts.year == date.year && parts.month == date.month && parts.day == date.day)
      #expect(CivilDate(date.description) == date)
    }
  }

  @Test func addsMonthsWithoutLeavingTheMonth() throws {
    let end = try #require(CivilDate("2016-01-31"))
    #expect(end.adding(months: 1)?.description == "2016-02-29")
    #expect(end.adding(months: -2)?.description == "2015-11-30")
    #expect(end.adding(days: 1)?.description == "2016-02-01")
  }
}

@Suite struct OccurredAtTests {
  @Test(arguments: [
    "2016-02-03T14:05+01:00", "2016-02-03T00:30-03:30", "1969-12-31T23:59+00:00", "2016-02-03", "2016-02", "2016",
    "2016-02-03/2016-02-10", "unknown",
  ])
  func storageFormIsKept(_ text: String) throws {
    #expect(try #require(OccurredAt(text)).description == text)
  }

  @Test(arguments: ["", "2016-02-31", "2016-02-10/2016-02-03", "2016-02-03T25:00+01:00", "2016-02-03 14:05+01:00", "maybe"])
  func refusesAnythingElse(_ text: String) { #expect(OccurredAt(text) == nil) }

  @Test func theDayIsTheDayAtThePlace() throws {
    let late = try #require(OccurredAt("2016-02-03T23:30+13:00"))
    #expect(late.firstDay?.description == "2016-02-03")
    #expect(late.sortKey < (try #require(OccurredAt("2016-02-04"))).sortKey)
    #expect(OccurredAt.unknown.sortKey == Int64.min)
  }
}
