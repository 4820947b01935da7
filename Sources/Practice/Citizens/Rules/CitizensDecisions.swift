import Base

extension Citizens {
  /// A stream as a decision sees it.
  package struct LinkSide: Hashable, Sendable {
    /// The stream id.
    package var stream: String
    package var kind: SubjectKind
    /// Of a person; nil for other subjects.
    package var level: Level?
    /// The stream id of the data-responsible organisation.
    package var organisation: String?

    package init(stream: String, kind: SubjectKind, level: Level?, organisation: String?) {
      self.stream = stream
      self.kind = kind
      self.level = level
      self.organisation = organisation
    }
  }

  /// A link that stands.
  package struct Link: Hashable, Sendable {
    /// The id of the link.
    package var id: String
    package var a: String
    package var b: String

    package init(id: String, a: String, b: String) {
      self.id = id
      self.a = a
      self.b = b
    }
  }

  /// Which stream stands for each person: the smallest id of all streams that are linked, directly or over others. Streams
  /// without a link are not named.
  package static func persons(_ links: some Sequence<Link>) -> [String: String] {
    var leader: [String: String] = [:]
    func find(_ stream: String) -> String {
      var at = stream
      while let next = leader[at], next != at { at = next }
      return at
    }
    for link in links {
      let (a, b) = (find(link.a), find(link.b))
      leader[max(a, b)] = min(a, b)
      leader[min(a, b)] = min(a, b)
    }
    return leader.keys.reduce(into: [:]) { $0[$1] = find($1) }
  }

  /// Why streams are not linked, or a link is not undone.
  package enum LinkRefusal: Error, Hashable, Sendable, CaseIterable {
    case sameStream, notAPerson, alreadyOnePerson, anonymous, otherOrganisation, notLinked

    /// What is wrong and what to do.
    package var words: Words {
      switch self {
      case .sameStream: Words(da: "Det er den samme borger.", en: "That is the same citizen.")
      case .notAPerson:
        Words(
          da: "Kun borgere kan kobles sammen, og et barn kun med et barn, en pårørende kun med en pårørende.",
          en: "Only citizens can be linked, a child only to a child, a relative only to a relative.")
      case .alreadyOnePerson: Words(da: "De er allerede koblet sammen.", en: "They are linked already.")
      case .anonymous:
        Words(
          da: "Anonym behandling kobles kun til en borger, når borgeren selv beder om det.",
          en: "Anonymous treatment is linked to a citizen only when the citizen asks for it.")
      case .otherOrganisation:
        Words(
          da: "Borgeren hører til en anden organisation. Det kræver samtykke at koble på tværs.",
          en: "The citizen belongs to another organisation. Linking across organisations needs consent.")
      case .notLinked:
        Words(da: "De er ikke koblet sammen. Genindlæs siden.", en: "They are not linked. Load the page again.")
      }
    }
  }

  /// Links two streams of one person: a fact for each side, to be written in one act.
  ///
  /// - Parameters:
  ///   - a: One side.
  ///   - b: The other side.
  ///   - links: The links that stand, at least those of the two persons.
  ///   - id: The id of the new link.
  ///   - reason: `personAsked` is the only reason for which an anonymous stream is linked.
  ///   - confidence: How sure the person who links is.
  ///   - weight: The weight of the suggestion, where there was one.
  package static func decideLink(
    _ a: LinkSide, _ b: LinkSide, links: [Link], id: String, reason: LinkReason, confidence: LinkConfidence,
    weight: Double? = nil
  ) throws(LinkRefusal) -> [(stream: String, fact: SubjectLinked)] {
    guard a.stream != b.stream else { throw .sameStream }
    guard let kind = personKind(a.kind), kind == personKind(b.kind) else { throw .notAPerson }
    guard a.organisation == b.organisation else { throw .otherOrganisation }
    if a.level == .anonymous || b.level == .anonymous || a.kind == .anonymous || b.kind == .anonymous {
      guard reason == .personAsked else { throw .anonymous }
    }
    let persons = persons(links)
    guard (persons[a.stream] ?? a.stream) != (persons[b.stream] ?? b.stream) else { throw .alreadyOnePerson }
    func fact(_ other: String) -> SubjectLinked {
      SubjectLinked(other: other, link: id, reason: reason, confidence: confidence, weight: weight)
    }
    return [(a.stream, fact(b.stream)), (b.stream, fact(a.stream))]
  }

  /// Undoes a link: a fact for each side, to be written in one act. What was written while linked stays where it is.
  package static func decideUnlink(
    link id: String, links: [Link], reason: UnlinkReason
  ) throws(LinkRefusal) -> [(stream: String, fact: SubjectUnlinked)] {
    guard let link = links.first(where: { $0.id == id }) else { throw .notLinked }
    return [
      (link.a, SubjectUnlinked(other: link.b, link: id, reason: reason)),
      (link.b, SubjectUnlinked(other: link.a, link: id, reason: reason)),
    ]
  }

  /// Citizens, prospects by alias and anonymous people are one sort; children and relatives are sorts of their own.
  private static func personKind(_ kind: SubjectKind) -> SubjectKind? {
    switch kind {
    case .citizen, .alias, .anonymous: .citizen
    case .child, .relative: kind
    case .gathering, .organisation, .place, .programme, .user, .team: nil
    }
  }
}
