import Base
import Crypto
import Foundation

/// A fact whose content is already in the form that will be sealed: made by the caller's task, not by the writer.
struct PreparedFact: Sendable {
  var id: EntryID
  var pair: KeyRing.Pair
  var content: [UInt8]
  var attachments: [AttachmentID]
}

/// An act ready for the writer.
struct PreparedAct: Sendable {
  var id: ActID
  var facts: [PreparedFact]
  var expects: [StreamID: Int64]
  var claims: [Claim]
  var releases: [Claim]
  /// Keyed digest of everything the act says, by which a resend is told from another act with the same id.
  var digest: Digest32

  init(_ act: Act, digestKey: SymmetricKey) {
    id = act.id
    expects = act.expects
    claims = act.claims
    releases = act.releases
    facts = act.facts.map { fact in
      PreparedFact(
        id: fact.id, pair: KeyRing.Pair(stream: fact.stream, retention: fact.retention), content: SealedPart.encode(fact),
        attachments: fact.attachments)
    }
    digest = Self.digest(facts, act, digestKey)
  }

  /// What the act expects of versions is left out: an act that is decided again after a race is still the same act.
  private static func digest(_ facts: [PreparedFact], _ act: Act, _ key: SymmetricKey) -> Digest32 {
    var code = HMAC<SHA256>(key: key)
    for fact in facts {
      var head = ByteWriter(capacity: 44)
      head.id(fact.pair.stream)
      head.id(fact.id)
      head.varint(UInt64(fact.content.count))
      code.update(data: head.bytes)
      code.update(data: fact.content)
    }
    for (kind, claims) in [(UInt8(1), act.claims), (2, act.releases)] {
      for claim in claims {
        var line = ByteWriter(capacity: 80)
        line.byte(kind)
        line.text(claim.scope)
        line.varint(UInt64(claim.value.count))
        line.raw(claim.value)
        line.id(claim.stream)
        code.update(data: line.bytes)
      }
    }
    return Digest32(code.finalize())
  }
}
