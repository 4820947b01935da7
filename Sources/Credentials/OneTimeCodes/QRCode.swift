import Base
import CQREncode

/// Why a text does not become a QR code.
package enum QRCodeRefusal: Error, Sendable, Hashable {
  /// There is no text.
  case empty
  /// The text is longer than the largest code holds (2,331 bytes in UTF-8 at this level).
  case tooLong

  /// What is wrong, in a sentence.
  package var words: Words {
    switch self {
    case .empty: Words(da: "Der er ingen tekst at vise som QR-kode.", en: "There is no text to show as a QR code.")
    case .tooLong: Words(da: "Teksten er for lang til en QR-kode.", en: "The text is too long for a QR code.")
    }
  }
}

/// QR codes (ISO/IEC 18004) through libqrencode, error correction level M: 15 % of the code may be hidden.
package enum QRCode {
  /// Light modules around the code that the standard asks for.
  package static let quietZone = 4

  /// The modules row by row, true for dark, without the quiet zone around them.
  package static func modules(for text: String) throws(QRCodeRefusal) -> [[Bool]] {
    let bytes = Array(text.utf8)
    guard !bytes.isEmpty else { throw .empty }
    guard bytes.count <= 2_331, let code = QRcode_encodeData(Int32(bytes.count), bytes, 0, QR_ECLEVEL_M) else { throw .tooLong }
    defer { QRcode_free(code) }
    let width = Int(code.pointee.width)
    guard width > 0, let data = code.pointee.data else { throw .tooLong }
    return (0..<width).map { row in (0..<width).map { column in data[row * width + column] & 1 == 1 } }
  }

  /// The dark modules as SVG path data in units of a module, the quiet zone included: the picture is
  /// `modules.count + 2 × quietZone` wide and high.
  package static func path(of modules: [[Bool]]) -> String {
    var path = ""
    for (row, line) in modules.enumerated() {
      var column = 0
      while column < line.count {
        guard line[column] else {
          column += 1
          continue
        }
        let length = line[column...].prefix { $0 }.count
        path += "M\(column + quietZone) \(row + quietZone)h\(length)v1h-\(length)z"
        column += length
      }
    }
    return path
  }

  /// The code as a whole SVG picture, dark on light in every colour scheme. It holds no text of the caller's: name it where it
  /// is placed. Show a secret beside it as text too, for those who cannot read the picture.
  package static func svg(for text: String) throws(QRCodeRefusal) -> String {
    let modules = try modules(for: text)
    let side = modules.count + 2 * quietZone
    let frame = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 \(side) \(side)\" shape-rendering=\"crispEdges\">"
    let ground = "<path fill=\"#fff\" d=\"M0 0h\(side)v\(side)H0z\"/>"
    return "\(frame)\(ground)<path fill=\"#000\" d=\"\(path(of: modules))\"/></svg>"
  }
}
