import Foundation
import FoundationXML

@testable import Charts

/// Reads markup strictly, as XML, and gathers what the tests look at.
final class MarkupReader: NSObject, XMLParserDelegate {
  struct Element {
    var name: String
    var attributes: [String: String]
    var depth: Int
  }

  struct Line {
    var text: String
    var x: Double
    var y: Double
    var anchor: String
    var size: Double

    /// The box the words stand in, a little smaller than the cautious estimate of the layout.
    var box: (left: Double, right: Double, top: Double, bottom: Double) {
      let width = TextMeasure.width(text, size: size) * 0.88
      let left = anchor == "end" ? x - width : anchor == "middle" ? x - width / 2 : x
      return (left, left + width, y - size * 0.72, y + size * 0.15)
    }
  }

  private(set) var elements: [Element] = []
  private(set) var lines: [Line] = []
  private(set) var texts: [String] = []
  private(set) var problem: String?
  private var depth = 0
  private var current: Line?
  private var inTspan = false

  init(_ markup: String) {
    super.init()
    let parser = XMLParser(data: Data(markup.utf8))
    parser.delegate = self
    if !parser.parse() { problem = "line \(parser.lineNumber): \(parser.parserError.map { "\($0)" } ?? "?")" }
  }

  var ids: [String] { elements.compactMap { $0.attributes["id"] } }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String] = [:]
  ) {
    depth += 1
    elements.append(Element(name: name, attributes: attributes, depth: depth))
    guard name == "text" || name == "tspan" else { return }
    let before = current
    current = Line(
      text: "", x: Double(attributes["x"] ?? "") ?? 0, y: Double(attributes["y"] ?? "") ?? 0,
      anchor: attributes["text-anchor"] ?? (name == "tspan" ? before?.anchor : nil) ?? "start",
      size: Double(attributes["font-size"] ?? "") ?? (name == "tspan" ? before?.size : nil) ?? 13)
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) {
    texts.append(string)
    current?.text += string
  }

  func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
    depth -= 1
    guard name == "text" || name == "tspan", let line = current else { return }
    if !line.text.isEmpty { lines.append(line) }
    current?.text = ""
    if name == "text" { current = nil }
  }
}

/// Every stretch of a text from one mark to another, both included.
func stretches(of text: String, from start: String, to end: String) -> [String] {
  text.components(separatedBy: start).dropFirst().compactMap { part in
    part.range(of: end).map { start + part[..<$0.upperBound] }
  }
}
