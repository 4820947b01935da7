import Base
import Foundation
import PracticeOperations
import PracticeRules
import Testing

@testable import Server

/// The pages of forms over the router: one question, all questions, the summary, the result. All people are made up.
@Suite struct MeasuresPagesTests {
  /// Asked for here, in place of the walk over all routes.
  static let patterns: Set<String> = [
    "/citizens/:citizen/measures", "/citizens/:citizen/forms/:sheet", "/citizens/:citizen/forms/:sheet/check",
    "/citizens/:citizen/forms/:sheet/finish", "/citizens/:citizen/forms/:sheet/discard", "/citizens/:citizen/answers/:position",
  ]

  @Test func aFormIsAnsweredPageByPage() async throws {
    let site = try await CitizensSite()
    let id = try await site.register(["level": "identified", "given": "Åse", "family": "Skov"])
    let home = "/citizens/\(id)/measures"
    #expect(try await site.post(home, [:]).status == .unprocessableContent)
    let begun = try await site.post(home, ["instrument": "who-5", "respondent": "self", "mode": "phone"])
    let sheet = try #require(begun.headers[.location])
    for address in [home, sheet, "\(sheet)?all=1", "\(sheet)/check"] { try await isWhole(site, address) }

    // Nothing chosen, out of range, and another item's answer: told, and nothing is taken.
    let first = "q1"
    for value in ["", "17", "<script>"] {
      let answer = try await site.post(sheet, ["item": first, "a-\(first)": value])
      #expect(answer.status == .unprocessableContent && !answer.body.contains("<script>"), "\(value)")
    }
    #expect(try await site.post("\(sheet)/finish", [:]).status == .unprocessableContent, "an unfinished form is not scored")
    var next = sheet
    for number in 1...5 {
      let sent = try await site.post(sheet, ["item": "q\(number)", "a-q\(number)": "3"])
      #expect(sent.status == .seeOther)
      next = try #require(sent.headers[.location])
    }
    #expect(next == "\(sheet)/check")
    #expect(try await site.post("\(sheet)/finish", [:]).status == .seeOther)
    #expect(try await site.get(sheet).status == .notFound, "what is finished is no longer open")
    let list = try await site.get(home).body
    let result = try #require(list.firstMatch(of: /href="(\/citizens\/[^"]*\/answers\/\d+)"/)?.1, "\(list.suffix(900))")
    try await isWhole(site, String(result))
    #expect(try await site.get(String(result)).body.contains("60"), "five times three, times four")

    let stranger = try await CitizensSite(in: site.place)
    for address in [home, String(result), sheet] { #expect(try await stranger.get(address).status == .notFound) }
  }

  private func isWhole(_ site: CitizensSite, _ address: String) async throws {
    for language in ["da", "en"] {
      let answer = try await site.get(address + (address.contains("?") ? "&" : "?") + "lang=\(language)")
      #expect(answer.status == .ok, "\(address)")
      #expect(answer.body.contains("<html lang=\"\(language)\"") && !answer.body.contains("<script"), "\(address)")
      #expect(answer.body.components(separatedBy: "<h1").count == 2, "one h1 on \(address)")
      #expect(answer.body.utf8.count < 30_000, "\(address) has \(answer.body.utf8.count) bytes")
      let ids = answer.body.matches(of: /\sid="([^"]+)"/).map { String($0.1) }
      #expect(Set(ids).count == ids.count, "an id stands twice on \(address)")
    }
  }
}
