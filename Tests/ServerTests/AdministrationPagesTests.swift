import Base
import Foundation
import PracticeOperations
import PracticePages
import PracticeRules
import Testing

@testable import Server

/// Control of the log, and the record that is handed out. All people are made up.
@Suite struct AdministrationPagesTests {
  /// Held by this suite, so that the walk over all pages leaves them out.
  static let patterns: Set<String> = [
    "/admin", "/admin/catalog", "/admin/backups", "/admin/retention", "/samples", "/citizens/:citizen/record",
  ]

  @Test func theKeepersPagesAnswerInBothLanguages() async throws {
    let place = try await Sample.place.value
    #expect(place.policy.permits(Sample.visitor.caller, .manageSystem))
    for address in ["/admin", "/admin/catalog", "/admin/backups", "/admin/retention"] {
      for language in ["da", "en"] {
        let answer = try await Sample.ask("\(address)?lang=\(language)")
        #expect(answer.status == .ok, "\(address)")
        #expect(answer.body.contains("<html lang=\"\(language)\""), "\(address)")
        #expect(answer.body.components(separatedBy: "<h1").count == 2, "one h1 on \(address)")
      }
    }
    let catalog = try await Sample.ask("/admin/catalog")
    #expect(catalog.body.contains("urs-motivation") && catalog.body.contains("outreach-worker"))
  }

  @Test func aLeaderGoesThroughASampleAndWritesItDown() async throws {
    let site = try await CitizensSite()
    let id = try await site.register(["level": "identified", "given": "Åse", "family": "Skov", "birth": "3.2.1980"])
    for _ in 0..<3 { _ = try await site.get("/citizens/\(id)") }
    let sample = try await site.get("/samples")
    #expect(sample.status == .ok && sample.body.contains("Anna Prøve"))
    #expect(!sample.body.contains("Skov"), "the sample names staff, never citizens")
    let seed = try #require(sample.body.firstMatch(of: /name="seed" value="(\d+)"/)?.1)
    let month = try #require(sample.body.firstMatch(of: /name="month" value="([0-9-]+)"/)?.1)
    let form = ["seed": String(seed), "month": String(month), "note": "<b>Spurgt til</b> 🙂"]
    let refused = try await site.post("/samples", form)
    #expect(refused.status == .unprocessableContent)
    #expect(refused.body.contains("&lt;b&gt;Spurgt til&lt;/b&gt; 🙂"), "what was typed stands there again, as text")
    let tooLong = try await site.post(
      "/samples", form.merging(["note": String(repeating: "x", count: 501), "finding": "noRemark"]) { _, new in new })
    #expect(tooLong.status == .unprocessableContent)
    let taken = try await site.post("/samples", form.merging(["finding": "explained"]) { _, new in new })
    #expect(taken.status == .seeOther)
    #expect(try await site.get("/samples").body.contains("Spurgt til, og forklaret"))
  }

  @Test func theWholeRecordIsHandedOutWithOthersMasked() async throws {
    let site = try await CitizensSite()
    let id = try await site.register(["level": "identified", "given": "Åse", "family": "Skov", "birth": "3.2.1980"])
    let note = "Naboen Per Opdigtsen ringer"
    guard case .done? = try await Citizens.setAlert(site.place, site.visit(), id: id, ["alert": "allergy", "note": note]) else {
      Issue.record("the alert was not set")
      return
    }
    let position = try site.place.journal.head
    let review = try await site.get("/citizens/\(id)/record")
    #expect(review.status == .ok && review.body.contains(note))
    let whole = try await site.post("/citizens/\(id)/record", ["format": "html"])
    #expect(whole.body.contains("Skov") && whole.body.contains(note) && whole.body.contains("Anna Prøve"))
    let masked = try await site.post("/citizens/\(id)/record", ["format": "html", "mask[]": String(position)])
    #expect(masked.body.contains("Skov") && !masked.body.contains("Per Opdigtsen"))
    let json = try await site.post("/citizens/\(id)/record", ["format": "json", "mask[]": String(position)])
    #expect(json.headers[.contentType] == "application/json")
    let tree = try JSONTree.parse(Array(json.body.utf8))
    guard case .array(let entries)? = tree["entries"] else {
      Issue.record("no entries")
      return
    }
    #expect(entries.count >= 4)
    #expect(!json.body.contains("Per Opdigtsen"))
    // Another organisation's leader is answered as if there were no such citizen.
    let other = try await CitizensSite(in: site.place)
    #expect(try await other.get("/citizens/\(id)/record").status == .notFound)
  }
}
