import Testing

@testable import Credentials

@Suite struct EncodingTests {
  /// RFC 4648, section 10, without padding.
  @Test(arguments: [
    ("", "", ""), ("f", "Zg", "MY"), ("fo", "Zm8", "MZXQ"), ("foo", "Zm9v", "MZXW6"), ("foob", "Zm9vYg", "MZXW6YQ"),
    ("fooba", "Zm9vYmE", "MZXW6YTB"), ("foobar", "Zm9vYmFy", "MZXW6YTBOI"),
  ]) func valuesOfTheStandard(_ text: String, _ base64: String, _ base32: String) {
    let bytes = Array(text.utf8)
    #expect(Base64URL.encode(bytes) == base64 && Base64URL.decode(base64) == bytes)
    #expect(Base32.encode(bytes) == base32 && Base32.decode(base32.lowercased()) == bytes)
  }

  @Test(arguments: ["Zg==", "Z", "Zh", "Zm+v", "Zm/v", "Zm 9v", "æ"]) func otherTextsAreRefused(_ text: String) {
    #expect(Base64URL.decode(text) == nil)
  }

  @Test func allBytesComeBack() {
    let bytes = (0...255).map { UInt8($0) } + [255, 254, 253]
    #expect(Base64URL.decode(Base64URL.encode(bytes)) == bytes)
    #expect(Base32.decode(Base32.encode(bytes)) == bytes)
    #expect(Base64URL.encode([251, 255]) == "-_8")
    #expect(Base32.decode("01") == nil && Base32.decode("MZ=") == nil)
  }

  @Test func comparisons() {
    #expect(ConstantTime.equal("", "") && ConstantTime.equal("abc", "abc"))
    #expect(!ConstantTime.equal("abc", "abd") && !ConstantTime.equal("abc", "ab") && !ConstantTime.equal("", "a"))
  }
}
