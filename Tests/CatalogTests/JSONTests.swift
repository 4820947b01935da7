import Base
import Testing

@Suite struct JSONTests {
  @Test func keepsOrderNumbersAndDoubleKeys() throws {
    let tree = try JSONTree.parse(text: #"{"b": 1.50, "a": [1e-3, -0, true, null, "\u00e6\ud83d\ude00\n"], "b": 2}"#)
    guard case .object(let members) = tree else { throw JSONSyntaxError(line: 0, column: 0, message: "no object") }
    #expect(members.map(\.key) == ["b", "a", "b"])
    #expect(tree["b"] == .number("1.50"))
    #expect(tree["a"] == .array([.number("1e-3"), .number("-0"), .bool(true), .null, .string("æ😀\n")]))
  }

  @Test func canonicalBytesIgnoreLayoutAndOrder() throws {
    let one = try JSONTree.parse(text: #"{"b": [1, 2], "a": "x\"\\\u0007"}"#)
    let two = try JSONTree.parse(text: "{\n \"a\":\"x\\\"\\\\\\u0007\",\"b\":[1,2]}")
    #expect(one.canonical == two.canonical)
    #expect(String(decoding: one.canonical, as: UTF8.self) == #"{"a":"x\"\\\u0007","b":[1,2]}"#)
    let other = try JSONTree.parse(text: #"{"b": [1.0, 2], "a": "x"}"#)
    #expect(one.canonical != other.canonical)
    #expect(String(decoding: one.compact, as: UTF8.self).hasPrefix(#"{"b""#))
  }

  static let broken: [(String, Int, Int, String)] = [
    ("{\n  \"a\": 1,\n}", 3, 1, "a key in double quotes"),
    ("{\"a\" 1}", 1, 6, "a colon is expected after the key \"a\""),
    ("{\"a\": 1 \"b\": 2}", 1, 9, "a comma or }"),
    ("[1, 2", 1, 6, "a comma or ]"),
    ("{\"æ\": tru}", 1, 7, "a value is expected"),
    ("\"abc", 1, 1, "never closed"),
    ("\"a\nb\"", 1, 3, "line break"),
    ("01", 1, 1, "may not begin with 0"),
    ("1.", 1, 3, "after the decimal point"),
    ("\"\\x\"", 1, 2, "must be followed by"),
    ("\"\\ud800\"", 1, 2, "surrogate"),
    ("{} {}", 1, 4, "after the end"),
    ("", 1, 1, "ends where a value"),
  ]

  @Test(arguments: broken.indices) func namesTheFirstPlaceThatIsNotJSON(_ index: Int) {
    let (text, line, column, message) = Self.broken[index]
    do {
      _ = try JSONTree.parse(text: text)
      Issue.record("taken: \(text)")
    } catch {
      #expect(error.line == line && error.column == column && error.message.contains(message), "\(error)")
    }
  }

  @Test func namesTheFirstByteThatIsNotUTF8() {
    let bytes = Array("{\n\"a\": \"".utf8) + [0xE6] + Array("\"}".utf8)
    do {
      _ = try JSONTree.parse(bytes)
      Issue.record("taken")
    } catch {
      #expect(error.line == 2 && error.column == 7 && error.message.contains("UTF-8"), "\(error)")
    }
  }

  @Test func depthIsBounded() {
    let deep = String(repeating: "[", count: 5000) + String(repeating: "]", count: 5000)
    #expect(throws: JSONSyntaxError.self) { try JSONTree.parse(text: deep) }
  }

  @Test func theReaderReportsEverythingAtOnce() throws {
    let tree = try JSONTree.parse(
      text:
        #"{"id": 3, "titel": {"da": "x", "en": "y"}, "count": 1.5, "day": "2016-02-31", "kind": "lsit", "list": [{"x": 1}, 2], "id": "b"}"#
    )
    enum Kind: String, CaseIterable { case list, table }
    let collector = ProblemCollector()
    _ = JSONReader.read(tree, file: "f.json", problems: collector) { r in
      _ = r.string("id")
      _ = r.words("title")
      _ = r.int("count")
      _ = r.optionalDay("day")
      _ = r.oneOf("kind", Kind.self)
      _ = r.array("list") { $0.int("y") }
    }
    let text = collector.problems.map { "\($0.path) \($0.message)" }
    #expect(text.contains { $0.hasPrefix("$.id the key stands twice") }, "\(text)")
    #expect(text.contains { $0.hasPrefix("$.id a text is expected here, not a number") })
    #expect(text.contains { $0.hasPrefix("$ the key \"title\" is missing") })
    #expect(text.contains { $0.hasPrefix("$.titel unknown key; did you mean \"title\"?") })
    #expect(text.contains { $0.hasPrefix("$.count a whole number") })
    #expect(text.contains { $0.hasPrefix("$.day a date that exists") })
    #expect(text.contains { $0.contains("\"lsit\" is not one of list, table; did you mean \"list\"?") })
    #expect(text.contains { $0.hasPrefix("$.list[0] the key \"y\" is missing") })
    #expect(text.contains { $0.hasPrefix("$.list[0].x unknown key") })
    #expect(text.contains { $0.hasPrefix("$.list[1] an object in { } is expected") })
    #expect(throws: ProblemList.self) { try collector.throwIfAny() }
  }
}
