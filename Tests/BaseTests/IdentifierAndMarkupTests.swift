import Base
import Markup
import Testing

enum Thing {}

@Suite struct IdentifierTests {
  @Test func versionSevenCarriesTimeAndVariant() throws {
    var random = SystemRandomNumberGenerator()
    let id = Identifier<Thing>.version7(at: Instant(milliseconds: 0x0123_4567_89AB), using: &random)
    #expect(id.description.hasPrefix("01234567-89ab-7"))
    #expect("89ab".contains(id.description.dropFirst(19).prefix(1)))
    #expect(Identifier<Thing>(id.description) == id)
    #expect(Identifier<Thing>(bytes: id.bytes) == id)
    #expect(Identifier<Thing>(bytes: [1, 2, 3]) == nil)
  }

  @Test func theSameDigestGivesTheSameId() {
    let a = Identifier<Thing>.version7(at: Instant(milliseconds: 5), tail: Array(0..<32))
    let b = Identifier<Thing>.version7(at: Instant(milliseconds: 5), tail: Array(0..<32))
    let c = Identifier<Thing>.version7(at: Instant(milliseconds: 5), tail: Array(1..<33))
    #expect(a == b && a != c)
  }
}

@Suite struct MarkupTests {
  @Test func textIsAlwaysEscaped() {
    let evil = "<script>alert('x')</script> & \"æøå\""
    let html: HTML = "<td title=\"\(evil)\">\(evil)</td>"
    #expect(!html.text.contains("<script>"))
    #expect(html.text.contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;æøå&quot;"))
  }

  @Test func onlyMarkupGoesInAsItIs() {
    let inner: HTML = "<b>1</b>"
    let outer: HTML = "<p>\(inner)\([inner, inner])\(nil as HTML?)\(7)</p>"
    #expect(outer.text == "<p><b>1</b><b>1</b><b>1</b>7</p>")
    #expect([inner, inner].joined(separator: ", ").text == "<b>1</b>, <b>1</b>")
  }
}
