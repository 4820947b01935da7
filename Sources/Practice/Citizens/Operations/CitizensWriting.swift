import Base
import Crypto
import Foundation
import Journal
import PracticeRecords
import PracticeRules
import Records

extension Citizens {
  /// What became of a form about a citizen.
  package enum Written: Hashable, Sendable {
    case done
    /// Why not, field by field; nothing was written.
    case refused([FieldProblem])
  }

  /// What is to be written, or why not: decided from what is known at a version of the streams.
  enum Decision {
    case write(facts: [FactDraft], claims: [Claim] = [], releases: [Claim] = [])
    case refused([FieldProblem])
    /// The citizen is not there for this visitor, or what was named is not the citizen's.
    case notFound
  }

  /// Decides and writes; decides again when somebody else wrote meanwhile.
  ///
  /// - Returns: nil when there is no such thing for this visitor.
  static func write(
    _ place: Workplace, _ visit: Access.Visit, _ what: String, about streams: [StreamID], _ decide: () throws -> Decision
  ) async throws -> Written? {
    for _ in 0..<5 {
      var expects: [StreamID: Int64] = [:]
      for stream in streams { expects[stream] = try place.journal.version(of: stream) }
      try place.records.catchUp()
      switch try decide() {
      case .notFound: return nil
      case .refused(let problems): return .refused(problems)
      case .write(let facts, let claims, let releases):
        do {
          try await place.write(visit, what, facts, expects: expects, claims: claims, releases: releases)
          return .done
        } catch AppendRefusal.conflict {
          continue
        } catch AppendRefusal.taken {
          // Whoever took it can be seen by now, or is hidden: the next round decides which.
          continue
        } catch AppendRefusal.erased {
          return nil
        } catch AppendRefusal.sameIdOtherContent {
          visit.refuse(.sameIdOtherContent)
          return .refused([sentBefore])
        }
      }
    }
    return .refused([
      FieldProblem(
        "form", da: "Andre skriver om borgeren lige nu. Intet er gemt. Send igen.",
        en: "Others are writing about the citizen just now. Nothing was saved. Send again.")
    ])
  }

  static let sentBefore = FieldProblem(
    "form", da: "Formularen er allerede sendt, med noget andet i. Hent siden igen.",
    en: "The form has already been sent, with something else in it. Load the page again.")

  /// Opens a citizen in order to write; nil, and refused in the log, when the visitor may not.
  static func openToWrite(
    _ place: Workplace, _ visit: Access.Visit, id: String, _ classes: Set<Access.DataClass>
  ) throws -> Opened? {
    guard let opened = try open(place, visit, id: id) else { return nil }
    guard opened.admission.writes.isSuperset(of: classes) else {
      visit.refuse(.notPermitted, about: [opened.stream])
      return nil
    }
    return opened
  }

  /// The keyed hash that a number is matched by.
  static func hash(_ place: Workplace, _ number: String) -> [UInt8] {
    Array(HMAC<SHA256>.authenticationCode(for: Array(number.utf8), using: place.secrets.cpr))
  }

  static func hex(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef")
    return String(bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
  }

  /// The scope of the claim: municipality and region may both hold the same person.
  static func scope(_ organisation: String) -> String { "cpr:\(organisation)" }
}

extension Citizens {
  /// Who holds a number in the visitor's organisation.
  enum NumberHolder {
    case nobody
    /// Somebody the visitor may know of.
    case known(Current)
    /// Somebody the visitor may not know of: answered as nobody, and no claim is made.
    case hidden
  }

  /// Looks a number up: the same statements whether or not anybody has it.
  static func holder(_ place: Workplace, _ visit: Access.Visit, _ cpr: CPR) throws -> NumberHolder {
    let stream = try place.journal.claim(scope: scope(visit.caller.organisation), value: hash(place, cpr.number))
    let asked = stream ?? StreamID(UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)))
    let found = try place.records.read { try current($0, asker(visit), of: [asked]) }.first
    if let found { return .known(found) }
    return stream == nil ? .nobody : .hidden
  }

  /// The claim of a number; none for one that is not unique.
  static func claim(_ place: Workplace, _ visit: Access.Visit, _ cpr: CPR, for stream: StreamID) -> [Claim] {
    guard cpr.kind != .dECPR else { return [] }
    return [Claim(scope: scope(visit.caller.organisation), value: hash(place, cpr.number), stream: stream)]
  }

  static func recorded(_ place: Workplace, _ cpr: CPR, previous: String? = nil, change: CPRChange? = nil) -> CPRRecorded {
    CPRRecorded(
      number: cpr.number, kind: cpr.kind, hash: hex(hash(place, cpr.number)), previous: previous, change: change)
  }
}
