import Base
import PracticeRules
import Testing

@Suite struct CitizensDecisionTests {
  private func side(
    _ stream: String, _ kind: Citizens.SubjectKind = .citizen, _ level: Citizens.Level? = .identified,
    _ organisation: String? = "o1"
  ) -> Citizens.LinkSide {
    Citizens.LinkSide(stream: stream, kind: kind, level: level, organisation: organisation)
  }

  private func link(
    _ a: Citizens.LinkSide, _ b: Citizens.LinkSide, _ links: [Citizens.Link] = [], _ reason: Citizens.LinkReason = .duplicate
  ) throws(Citizens.LinkRefusal) -> [(stream: String, fact: Citizens.SubjectLinked)] {
    try Citizens.decideLink(a, b, links: links, id: "l1", reason: reason, confidence: .certain, weight: 20)
  }

  @Test func aLinkIsWrittenOnBothSidesAndCanBeUndone() throws {
    let facts = try link(side("a"), side("b"))
    #expect(
      facts.map(\.stream) == ["a", "b"] && facts.map(\.fact.other) == ["b", "a"] && facts.allSatisfy { $0.fact.link == "l1" })
    let undone = try Citizens.decideUnlink(link: "l1", links: [Citizens.Link(id: "l1", a: "a", b: "b")], reason: .mistake)
    #expect(undone.map(\.stream) == ["a", "b"] && undone.map(\.fact.other) == ["b", "a"])
    #expect(throws: Citizens.LinkRefusal.notLinked) { try Citizens.decideUnlink(link: "l2", links: [], reason: .mistake) }
    #expect(try link(side("a", .alias, .aliasOnly), side("b"), [], .aliasKnown).count == 2)
  }

  @Test func linksThatMustNotBeAreRefused() throws {
    let chain = [Citizens.Link(id: "x", a: "a", b: "c"), Citizens.Link(id: "y", a: "c", b: "b")]
    #expect(throws: Citizens.LinkRefusal.sameStream) { try link(side("a"), side("a")) }
    #expect(throws: Citizens.LinkRefusal.alreadyOnePerson) { try link(side("a"), side("b"), chain) }
    #expect(throws: Citizens.LinkRefusal.notAPerson) { try link(side("a"), side("b", .place)) }
    #expect(throws: Citizens.LinkRefusal.notAPerson) { try link(side("a"), side("b", .child)) }
    #expect(throws: Citizens.LinkRefusal.otherOrganisation) { try link(side("a"), side("b", .citizen, .identified, "o2")) }
    #expect(throws: Citizens.LinkRefusal.anonymous) { try link(side("a"), side("b", .anonymous, .anonymous)) }
    #expect(throws: Citizens.LinkRefusal.anonymous) { try link(side("a", .citizen, .anonymous), side("b"), [], .aliasKnown) }
    #expect(try link(side("a"), side("b", .anonymous, .anonymous), [], .personAsked).count == 2)
    for refusal in Citizens.LinkRefusal.allCases { #expect(!refusal.words.da.isEmpty && !refusal.words.en.isEmpty) }
  }

  @Test func personsAreSetsOfStreamsHoweverTheLinksCame() {
    let pairs = [("d", "b"), ("c", "d"), ("f", "e"), ("b", "a"), ("c", "a")]
    let links = pairs.enumerated().map { Citizens.Link(id: "\($0)", a: $1.0, b: $1.1) }
    let expected = ["a": "a", "b": "a", "c": "a", "d": "a", "e": "e", "f": "e"]
    #expect(Citizens.persons(links) == expected)
    #expect(Citizens.persons(links.reversed()) == expected)
    #expect(Citizens.persons(links.dropFirst(3)) == ["a": "a", "b": "a", "c": "a"])
    #expect(Citizens.persons([]).isEmpty)
  }

  private func day(_ text: String) throws -> CivilDate { try #require(CivilDate(text)) }

  @Test func onePrimaryContactAtATime() throws {
    let old = Citizens.Assignment(entry: "e1", assignee: .user("u1"), function: .primaryContact, from: try day("2026-01-01"))
    let wanted = Citizens.CitizenAssigned(
      assignee: .user("u2"), function: .primaryContact, from: try day("2026-12-01"), about: "  Metadon ")
    #expect(throws: Citizens.AssignRefusal.primaryTaken) { try Citizens.decideAssign(wanted, standing: [old]) }
    let decision = try Citizens.decideAssign(wanted, standing: [old], takesOver: true)
    #expect(decision.ended == Citizens.CitizenUnassigned(entry: "e1", until: try day("2026-11-30"), reason: .handedOver))
    #expect(decision.assigned.about == "Metadon")
    var ended = old
    ended.until = try day("2026-11-30")
    #expect(try Citizens.decideAssign(wanted, standing: [ended]).ended == nil)
    ended.until = try day("2026-12-01")
    #expect(throws: Citizens.AssignRefusal.primaryTaken) { try Citizens.decideAssign(wanted, standing: [ended]) }
    var later = old
    later.from = try day("2027-01-01")
    #expect(throws: Citizens.AssignRefusal.primaryTaken) { try Citizens.decideAssign(wanted, standing: [later], takesOver: true) }
  }

  @Test func assignmentsThatMakeNoSenseAreRefused() throws {
    let from = try day("2026-12-01")
    func refusal(_ wanted: Citizens.CitizenAssigned, _ standing: [Citizens.Assignment] = []) -> Citizens.AssignRefusal? {
      do throws(Citizens.AssignRefusal) {
        _ = try Citizens.decideAssign(wanted, standing: standing)
        return nil
      } catch {
        return error
      }
    }
    let contact = Citizens.CitizenAssigned(assignee: .user("u1"), function: .contact, from: from)
    let standing = Citizens.Assignment(entry: "e1", assignee: .user("u1"), function: .contact, from: try day("2026-01-01"))
    #expect(refusal(contact) == nil)
    #expect(refusal(contact, [standing]) == .alreadyAssigned)
    #expect(refusal(Citizens.CitizenAssigned(assignee: .user("u2"), function: .contact, from: from), [standing]) == nil)
    #expect(refusal(Citizens.CitizenAssigned(assignee: .user("u1"), function: .substitute, from: from)) == .substituteNeedsEnd)
    #expect(refusal(Citizens.CitizenAssigned(assignee: .team("t1"), function: .primaryContact, from: from)) == .teamIsNoPrimary)
    var wrong = contact
    wrong.until = try day("2026-11-30")
    #expect(refusal(wrong) == .endsBeforeItBegins)
    wrong = contact
    wrong.about = String(repeating: "x", count: 121)
    #expect(refusal(wrong) == .textTooLong)
    for refusal in Citizens.AssignRefusal.allCases { #expect(!refusal.words.da.isEmpty && !refusal.words.en.isEmpty) }
  }

  @Test func anAssignmentEndsOnce() throws {
    let (first, last) = (try day("2026-01-01"), try day("2026-11-30"))
    var standing = Citizens.Assignment(entry: "e1", assignee: .user("u1"), function: .doctor, from: first)
    func end(_ until: CivilDate, _ reason: Citizens.AssignmentEnd = .staffLeft) throws(Citizens.AssignRefusal)
      -> Citizens.CitizenUnassigned
    {
      try Citizens.decideUnassign(entry: "e1", until: until, reason: reason, standing: [standing])
    }
    #expect(try end(last).until == last)
    let before = try day("2025-12-31")
    #expect(throws: Citizens.AssignRefusal.endsBeforeItBegins) { try end(before) }
    #expect(try end(before, .mistake).reason == .mistake)
    standing.until = last
    #expect(throws: Citizens.AssignRefusal.alreadyEnded) { try end(last) }
    #expect(standing.stands(on: last) && standing.stands(on: first) && !standing.stands(on: before))
    #expect(throws: Citizens.AssignRefusal.notAssigned) {
      try Citizens.decideUnassign(entry: "e9", until: last, reason: .mistake, standing: [standing])
    }
  }

  @Test func movingKeepsTheFirstAuthorAndTime() throws {
    var entry = Citizens.MovableEntry(entry: "e1", type: "contact.recorded", author: "u1", recordedAt: 5, stands: true)
    let moved = try Citizens.decideMove(entry, from: side("a"), to: side("b"), newEntry: "e2")
    #expect(moved.withdrawal.reason == "wrongCitizen")
    #expect(moved.origin == Citizens.EntryMovedHere(entry: "e2", original: "e1", author: "u1", recordedAt: 5))
    entry.entry = "e2"
    entry.author = "u9"
    entry.recordedAt = 7
    let back = try Citizens.decideMove(entry, from: side("b"), to: side("a"), newEntry: "e3", origin: moved.origin)
    #expect(back.origin == Citizens.EntryMovedHere(entry: "e3", original: "e1", author: "u1", recordedAt: 5))
    #expect(!String(decoding: try moved.origin.encoded(), as: UTF8.self).contains("\"a\""), "the wrong citizen is not named")
  }

  @Test func whatCannotBeMovedIsRefused() throws {
    let entry = Citizens.MovableEntry(entry: "e1", type: "form.answered", author: "u1", recordedAt: 5, stands: true)
    func refusal(_ entry: Citizens.MovableEntry, _ to: Citizens.LinkSide) -> Citizens.MoveRefusal? {
      do throws(Citizens.MoveRefusal) {
        _ = try Citizens.decideMove(entry, from: side("a"), to: to, newEntry: "e2")
        return nil
      } catch {
        return error
      }
    }
    #expect(refusal(entry, side("b")) == nil && refusal(entry, side("b", .child, nil)) == nil)
    #expect(refusal(entry, side("a")) == .sameCitizen)
    #expect(refusal(entry, side("b", .citizen, .identified, "o2")) == .otherOrganisation)
    #expect(refusal(entry, side("b", .gathering, nil)) == .notAPerson)
    var other = entry
    other.stands = false
    #expect(refusal(other, side("b")) == .notStanding)
    for type in Citizens.unmovableTypes {
      other = entry
      other.type = type
      #expect(refusal(other, side("b")) == .belongsToThePerson, "\(type)")
    }
    for refusal in Citizens.MoveRefusal.allCases { #expect(!refusal.words.da.isEmpty && !refusal.words.en.isEmpty) }
  }
}
