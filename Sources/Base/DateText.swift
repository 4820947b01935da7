/// Dates as they are read on the screen: Danish `3. februar 2016`, English `3 February 2016`.
public enum DateText {
  /// Day, month in words, year.
  public static func long(_ date: CivilDate, language: Language) -> String {
    language == .da
      ? "\(date.day). \(name(date.month, .da)) \(date.year)" : "\(date.day) \(name(date.month, .en)) \(date.year)"
  }

  /// Day, short month, year: `3. feb. 2016`, `3 Feb 2016`.
  public static func short(_ date: CivilDate, language: Language) -> String {
    language == .da
      ? "\(date.day). \(shortName(date.month, .da)) \(date.year)" : "\(date.day) \(shortName(date.month, .en)) \(date.year)"
  }

  /// Month and year: `feb. 2016`, `Feb 2016`.
  public static func month(_ date: CivilDate, language: Language) -> String {
    "\(shortName(date.month, language)) \(date.year)"
  }

  private static let danish = [
    "januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober", "november", "december",
  ]
  private static let english = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
  ]

  private static func name(_ month: Int, _ language: Language) -> String {
    language == .da ? danish[month - 1] : english[month - 1]
  }

  private static func shortName(_ month: Int, _ language: Language) -> String {
    let full = name(month, language)
    if language == .en { return String(full.prefix(3)) }
    return full.count <= 4 ? full : full.prefix(3) + "."
  }
}
