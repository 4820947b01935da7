/// The colours of a chart. Each is written twice: as an attribute (so that a picture stands alone), and as a class through which
/// the style sheet's custom properties can change it.
enum Paint: Equatable {
  case ink, muted, axis, grid, paper, pale, none
  case band(Int)
  case series(Int)
  case pattern(String)

  /// The colour as an attribute.
  var color: String {
    switch self {
    case .ink: return "#1c242c"
    case .muted: return "#4a5661"
    case .axis: return "#6a7681"
    case .grid: return "#dde2e6"
    case .paper: return "#ffffff"
    case .pale: return "#b7d2e3"
    case .none: return "none"
    case .band(let index): return index % 2 == 0 ? "#eef2f5" : "#e0e7ec"
    case .series(let index): return ["#17486e", "#b3500f", "#2c7355", "#754489", "#5d6670", "#7d6800"][index % 6]
    case .pattern(let id): return "url(#\(id))"
    }
  }

  /// The name in classes and custom properties; nil where nothing can be changed.
  var name: String? {
    switch self {
    case .ink: return "ink"
    case .muted: return "muted"
    case .axis: return "axis"
    case .grid: return "grid"
    case .paper: return "paper"
    case .pale: return "pale"
    case .band(let index): return index % 2 == 0 ? "band-0" : "band-1"
    case .series(let index): return "series-\(index % 6 + 1)"
    case .none, .pattern: return nil
    }
  }
}

/// The mark of a series, told apart by form and not by colour alone.
enum Marker: Int, CaseIterable {
  case disc, square, triangle, diamond, ring, cross

  /// The mark of the series with a number from 0.
  static func series(_ index: Int) -> Marker { allCases[index % allCases.count] }
}

/// The line of a series.
enum Dash {
  /// The dash pattern of the series with a number from 0; empty for a full line.
  static func series(_ index: Int) -> String { ["", "7 4", "2 3", "10 3 2 3", "12 5", "5 2"][index % 6] }
}

/// The filling of a bar or part: dark, pale, hatched, grey, dotted, crossed. They differ in black and white too.
enum Filling {
  /// The most that can be told apart.
  static let most = 6

  /// Whether text upon it is written in white.
  static func isDark(_ index: Int) -> Bool { index % 6 == 0 || index % 6 == 3 }

  /// Whether text upon it needs a plate.
  static func isPatterned(_ index: Int) -> Bool { [2, 4, 5].contains(index % 6) }

  /// The paint, with the pattern's id where it has one.
  static func paint(_ index: Int, prefix: String) -> Paint {
    switch index % 6 {
    case 0: return .series(0)
    case 1: return .pale
    case 3: return .series(4)
    default: return .pattern("\(prefix)-fill\(index % 6)")
    }
  }
}
