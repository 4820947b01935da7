import Base

/// Who the work is about: subjects and how they came to be known.
package enum Citizens {}

extension Citizens {
  /// What a stream is about.
  package enum SubjectKind: String, Sendable, CaseIterable {
    case citizen, alias, anonymous, child, relative, gathering, organisation, place, programme, user, team
  }

  /// The first fact of a stream: who or what it is about, and where it came from.
  ///
  /// Schema 2 added `organisation`; a fact without it has the same bytes in both.
  package struct SubjectRegistered: FactPayload {
    package static let type = "subject.registered"
    package static let schema = 2

    /// What the stream is about.
    package var kind: SubjectKind
    /// The id in the source it was imported from, such as `U0001`.
    package var source: String?
    /// The study it was imported for, such as `urs-2016`.
    package var study: String?
    /// The place of work it belongs to, such as a municipality.
    package var site: String?
    /// A short name of an organisation, place or programme; never the name of a citizen.
    package var label: String?
    /// The stream id of the data-responsible organisation; nil for what an import brought.
    package var organisation: String?

    package init(
      kind: SubjectKind, source: String? = nil, study: String? = nil, site: String? = nil, label: String? = nil,
      organisation: String? = nil
    ) {
      self.kind = kind
      self.source = source
      self.study = study
      self.site = site
      self.label = label
      self.organisation = organisation
    }

    package var writtenSchema: Int { organisation == nil ? 1 : 2 }

    package func write(to writer: inout PayloadWriter) throws {
      writer.member("kind", kind.rawValue)
      writer.member("source", source)
      writer.member("study", study)
      writer.member("site", site)
      writer.member("label", label)
      writer.member("organisation", organisation)
    }

    package init(schema: Int, from reader: inout PayloadReader) throws {
      var kind: SubjectKind?
      var source: String?
      var study: String?
      var site: String?
      var label: String?
      var organisation: String?
      try reader.object { reader, key in
        switch key {
        case "kind": kind = try Self.code(reader.string(), key)
        case "source": source = try reader.string()
        case "study": study = try reader.string()
        case "site": site = try reader.string()
        case "label": label = try reader.string()
        case "organisation" where schema >= 2: organisation = try reader.string()
        default: throw Self.unknown(key)
        }
      }
      self.init(
        kind: try Self.required(kind, "kind"), source: source, study: study, site: site, label: label,
        organisation: organisation)
    }
  }

  /// Withdraws the entry named in `corrects`: it counts no more, and stays visible as withdrawn.
  package struct EntryWithdrawn: FactPayload {
    package static let type = "entry.withdrawn"
    package static let schema = 1

    /// Why, as a code, such as `wrongCitizen`, `mistake`.
    package var reason: String

    package init(reason: String) { self.reason = reason }

    package func write(to writer: inout PayloadWriter) throws { writer.member("reason", reason) }

    package init(schema: Int, from reader: inout PayloadReader) throws {
      var reason: String?
      try reader.object { reader, key in
        guard key == "reason" else { throw Self.unknown(key) }
        reason = try reader.string()
      }
      self.init(reason: try Self.required(reason, "reason"))
    }
  }
}
