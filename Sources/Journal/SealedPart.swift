import Base
import Foundation

/// The part of an entry that only the stream's key opens, as bytes that never change their meaning.
///
/// One format byte (1), then fields: tag byte, length (LEB128), bytes; tags ascend; a field without a value is left out;
/// a list repeats its tag. Text is UTF-8, numbers are big-endian. The same content always gives the same bytes.
enum SealedPart {
  static let format: UInt8 = 1

  enum Tag: UInt8 {
    case type = 1
    case schema = 2
    case occurredAt = 3
    case madeAt = 4
    case recordedBy = 5
    case device = 6
    case dataClass = 7
    case retention = 8
    case corrects = 9
    case basedOn = 10
    case catalog = 11
    case attachment = 12
    case payload = 13
  }

  static func encode(_ fact: FactDraft) -> [UInt8] {
    var out = ByteWriter(capacity: fact.payload.count + 160)
    out.byte(format)
    text(.type, fact.type, &out)
    out.byte(Tag.schema.rawValue)
    out.byte(4)
    out.fixed(UInt32(clamping: fact.schema))
    occurredAt(fact.occurredAt, &out)
    if let madeAt = fact.madeAt {
      out.byte(Tag.madeAt.rawValue)
      out.byte(8)
      out.fixed(madeAt.milliseconds)
    }
    text(.recordedBy, fact.recordedBy, &out)
    if let device = fact.device { text(.device, device, &out) }
    text(.dataClass, fact.dataClass, &out)
    text(.retention, fact.retention, &out)
    if let id = fact.corrects { identifier(.corrects, id, &out) }
    if let id = fact.basedOn { identifier(.basedOn, id, &out) }
    for reference in fact.catalog { text(.catalog, reference, &out) }
    for attachment in fact.attachments {
      out.byte(Tag.attachment.rawValue)
      out.byte(32)
      out.digest(attachment.digest)
    }
    out.byte(Tag.payload.rawValue)
    out.varint(UInt64(fact.payload.count))
    out.raw(fact.payload)
    return out.bytes
  }

  private static func text(_ tag: Tag, _ value: String, _ out: inout ByteWriter) {
    out.byte(tag.rawValue)
    out.text(value)
  }

  private static func identifier(_ tag: Tag, _ id: EntryID, _ out: inout ByteWriter) {
    out.byte(tag.rawValue)
    out.byte(16)
    out.id(id)
  }

  private static func occurredAt(_ value: OccurredAt, _ out: inout ByteWriter) {
    out.byte(Tag.occurredAt.rawValue)
    switch value {
    case .unknown:
      out.byte(1)
      out.byte(0)
    case .minute(let instant, let offset):
      out.byte(11)
      out.byte(1)
      out.fixed(instant.milliseconds)
      out.fixed(Int16(clamping: offset))
    case .day(let day):
      out.byte(5)
      out.byte(2)
      out.fixed(Int32(clamping: day.dayNumber))
    case .month(let year, let month):
      out.byte(4)
      out.byte(3)
      out.fixed(UInt16(clamping: year))
      out.byte(UInt8(clamping: month))
    case .year(let year):
      out.byte(3)
      out.byte(4)
      out.fixed(UInt16(clamping: year))
    case .interval(let from, let to):
      out.byte(9)
      out.byte(5)
      out.fixed(Int32(clamping: from.dayNumber))
      out.fixed(Int32(clamping: to.dayNumber))
    }
  }
}

/// Opens sealed parts one after another; words that repeat from entry to entry are kept, not built again.
struct SealedPartReader {
  private var types = RecentText()
  private var recorders = RecentText()
  private var devices = RecentText()
  private var classes = RecentText()
  private var retentions = RecentText()
  private var catalog: [RecentText] = []

  mutating func decode(
    _ bytes: UnsafeRawBufferPointer, id: EntryID, stream: StreamID
  ) throws(DecodingFailure) -> FactDraft {
    var reader = ByteReader(bytes)
    let format = try reader.byte()
    guard format == SealedPart.format else { throw .newer("sealed part of format \(format)") }
    var fact = FactDraft(id: id, stream: stream, type: "", occurredAt: .unknown, recordedBy: "", payload: [])
    var last: UInt8 = 0
    while !reader.atEnd {
      let number = try reader.byte()
      guard number >= last else { throw .malformed("fields out of order") }
      guard let tag = SealedPart.Tag(rawValue: number) else { throw .newer("field \(number)") }
      guard number > last || tag == .catalog || tag == .attachment else { throw .malformed("field \(number) twice") }
      try read(tag, try reader.lengthAndBytes(), into: &fact)
      last = number
    }
    guard last == SealedPart.Tag.payload.rawValue else { throw .malformed("no payload") }
    return fact
  }

  private mutating func read(
    _ tag: SealedPart.Tag, _ bytes: UnsafeRawBufferPointer, into fact: inout FactDraft
  ) throws(DecodingFailure) {
    var reader = ByteReader(bytes)
    switch tag {
    case .type: fact.type = types.text(bytes)
    case .schema: fact.schema = Int(try reader.fixed(UInt32.self))
    case .occurredAt: fact.occurredAt = try Self.occurredAt(&reader)
    case .madeAt: fact.madeAt = Instant(milliseconds: try reader.fixed(Int64.self))
    case .recordedBy: fact.recordedBy = recorders.text(bytes)
    case .device: fact.device = devices.text(bytes)
    case .dataClass: fact.dataClass = classes.text(bytes)
    case .retention: fact.retention = retentions.text(bytes)
    case .corrects: fact.corrects = try Self.entryID(bytes)
    case .basedOn: fact.basedOn = try Self.entryID(bytes)
    case .catalog:
      let index = fact.catalog.count
      if index == catalog.count { catalog.append(RecentText()) }
      fact.catalog.append(catalog[index].text(bytes))
    case .attachment:
      guard let digest = Digest32(bytes: bytes) else { throw .malformed("attachment of other length") }
      fact.attachments.append(AttachmentID(digest))
    case .payload: fact.payload = Array(bytes)
    }
  }

  private static func entryID(_ bytes: UnsafeRawBufferPointer) throws(DecodingFailure) -> EntryID {
    guard let id = EntryID(bytes: bytes) else { throw .malformed("id of other length") }
    return id
  }

  private static func occurredAt(_ reader: inout ByteReader) throws(DecodingFailure) -> OccurredAt {
    let kind = try reader.byte()
    switch kind {
    case 0: return .unknown
    case 1:
      let instant = Instant(milliseconds: try reader.fixed(Int64.self))
      return .minute(instant, offsetMinutes: Int(try reader.fixed(Int16.self)))
    case 2: return .day(try day(&reader))
    case 3: return .month(year: Int(try reader.fixed(UInt16.self)), month: Int(try reader.byte()))
    case 4: return .year(Int(try reader.fixed(UInt16.self)))
    case 5:
      let from = try day(&reader)
      return .interval(from, try day(&reader))
    default: throw .newer("time of kind \(kind)")
    }
  }

  private static func day(_ reader: inout ByteReader) throws(DecodingFailure) -> CivilDate {
    guard let day = CivilDate(dayNumber: Int(try reader.fixed(Int32.self))) else { throw .malformed("no such day") }
    return day
  }
}

/// The last text seen in one field.
private struct RecentText {
  private var bytes: [UInt8] = []
  private var value = ""

  mutating func text(_ new: UnsafeRawBufferPointer) -> String {
    let same = bytes.withUnsafeBytes { old in
      guard old.count == new.count, let a = old.baseAddress, let b = new.baseAddress else { return old.count == new.count }
      return memcmp(a, b, old.count) == 0
    }
    if same { return value }
    bytes = Array(new)
    value = String(decoding: new, as: UTF8.self)
    return value
  }
}
