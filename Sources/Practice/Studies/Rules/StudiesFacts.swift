import Base

/// Evaluations: what was imported for them, and what they compute.
package enum Studies {}

extension Studies {
  /// A file was imported for a study; written in the stream of the study's programme, in an act of its own.
  package struct ImportRecorded: FactPayload {
    package static let type = "import.recorded"
    package static let schema = 1

    /// The study.
    package var study: String
    /// The file's name, without folders.
    package var file: String
    /// SHA-256 of the file, in lower-case hexadecimal.
    package var sha256: String
    /// The mapping that was used, as `id@version#hash`.
    package var mapping: String
    /// Rows in the file.
    package var rows: Int
    /// Rows that became facts.
    package var accepted: Int
    /// Rows that were refused.
    package var rejected: Int

    package init(study: String, file: String, sha256: String, mapping: String, rows: Int, accepted: Int, rejected: Int) {
      self.study = study
      self.file = file
      self.sha256 = sha256
      self.mapping = mapping
      self.rows = rows
      self.accepted = accepted
      self.rejected = rejected
    }

    package func write(to writer: inout PayloadWriter) throws {
      writer.member("study", study)
      writer.member("file", file)
      writer.member("sha256", sha256)
      writer.member("mapping", mapping)
      writer.member("rows", rows)
      writer.member("accepted", accepted)
      writer.member("rejected", rejected)
    }

    package init(schema: Int, from reader: inout PayloadReader) throws {
      var text: [String: String] = [:]
      var counts: [String: Int] = [:]
      try reader.object { reader, key in
        switch key {
        case "study", "file", "sha256", "mapping": text[key] = try reader.string()
        case "rows", "accepted", "rejected": counts[key] = try reader.integer()
        default: throw Self.unknown(key)
        }
      }
      self.init(
        study: try Self.required(text["study"], "study"), file: try Self.required(text["file"], "file"),
        sha256: try Self.required(text["sha256"], "sha256"), mapping: try Self.required(text["mapping"], "mapping"),
        rows: try Self.required(counts["rows"], "rows"), accepted: try Self.required(counts["accepted"], "accepted"),
        rejected: try Self.required(counts["rejected"], "rejected"))
    }
  }
}
