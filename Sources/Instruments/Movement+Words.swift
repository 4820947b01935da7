public import Base

extension InstrumentDefinition.Scale {
  /// A value as it is read: with at most two decimals and the marks of the language, or as bare digits where the scale says so.
  public func shown(_ value: Double, _ language: Language) -> String {
    guard let rounded = Fraction(value)?.rounded(decimals: format == .digits ? 0 : 2) else { return "–" }
    let text = plain(rounded.double)
    return format == .digits ? text : NumberText.format(text, language: language)
  }

  /// What became of the scale, in plain sentences for the citizen and the professional: "Well-being has gone from 12 to 19. …".
  ///
  /// Says that a change is larger than chance only where the definition says how large that is, and names a cut-off only where it has one.
  public func sentence(from: FormScore, to: FormScore) -> Words { sentence(of: movement(from: from, to: to)) }

  /// What became of the scale, in plain sentences.
  ///
  /// - Parameter movement: one of this scale.
  public func sentence(of movement: ScaleMovement) -> Words {
    switch (movement.from, movement.to) {
    case (.value(let first), .value(let second)):
      if first == second {
        return words {
          "\($0.name) er \($0.number(second)), det samme som sidst."
        } en: {
          "\($0.name) is \($0.number(second)), the same as last time."
        }
      }
      return went(first, second, movement).followed(by: meaning(of: movement)).followed(by: line(movement))
    case (.absent, .value(let second)):
      return words {
        "\($0.name) er \($0.number(second)). Det er målt for første gang, så der er endnu ikke noget at sammenligne med."
      } en: {
        "\($0.name) is \($0.number(second)). This is the first time, so there is nothing to compare with yet."
      }
    case (.unscored, .value(let second)):
      return words {
        "\($0.name) er \($0.number(second)). Sidst manglede der svar, så der er ikke noget at sammenligne med."
      } en: {
        "\($0.name) is \($0.number(second)). Last time answers were missing, so there is nothing to compare with."
      }
    case (.value(let first), .unscored), (.value(let first), .absent):
      return words {
        "\($0.name) kan ikke gøres op denne gang, for der mangler svar. Sidst var tallet \($0.number(first))."
      } en: {
        "\($0.name) has no figure this time, because answers are missing. Last time it was \($0.number(first))."
      }
    case (.absent, .unscored):
      return words {
        "\($0.name) kan ikke gøres op, for der mangler svar."
      } en: {
        "\($0.name) has no figure, because answers are missing."
      }
    case (.unscored, .unscored), (.unscored, .absent):
      return words {
        "\($0.name) kunne ikke gøres op, hverken sidst eller nu, for der mangler svar."
      } en: {
        "\($0.name) had no figure last time and has none now, because answers are missing."
      }
    case (.absent, .absent):
      return words {
        "\($0.name) er ikke målt endnu."
      } en: {
        "\($0.name) has not been measured yet."
      }
    }
  }

  private func went(_ first: Double, _ second: Double, _ movement: ScaleMovement) -> Words {
    if format == .digits {
      return words {
        "\($0.name) var \($0.number(first)) og er nu \($0.number(second))."
      } en: {
        "\($0.name) was \($0.number(first)) and is now \($0.number(second))."
      }
    }
    if second < first {
      return words {
        "\($0.name) er gået ned fra \($0.number(first)) til \($0.number(second))."
      } en: {
        "\($0.name) has gone down from \($0.number(first)) to \($0.number(second))."
      }
    }
    return words {
      "\($0.name) er gået fra \($0.number(first)) til \($0.number(second))."
    } en: {
      "\($0.name) has gone from \($0.number(first)) to \($0.number(second))."
    }
  }

  private func meaning(of movement: ScaleMovement) -> Words? {
    // Classes and digits have no differences of which some would be large and some small.
    guard movement.change != nil, rule.name != .classify else { return nil }
    switch (movement.isReliable, movement.verdict) {
    case (nil, _):
      return Words(
        da: "Hvor stor en forskel der skal til, før den er større end det tilfældige, vides ikke for dette skema.",
        en: "How large a difference must be to be more than chance is not known for this form.")
    case (false?, _):
      return Words(
        da: "Det er ingen ændring at tale om: forskellen er ikke større end det tilfældige.",
        en: "That is no change to speak of: the difference is no larger than chance.")
    case (true?, .better?):
      return Words(
        da: "Det er en ændring til det bedre, der er større end det tilfældige.",
        en: "That is a change for the better, and larger than chance.")
    case (true?, .worse?):
      return Words(
        da: "Det er en ændring til det værre, der er større end det tilfældige.",
        en: "That is a change for the worse, and larger than chance.")
    case (true?, _):
      return Words(da: "Det er en ændring, der er større end det tilfældige.", en: "That is a change larger than chance.")
    }
  }

  /// That the value went over the cut-off, where the change is a reliable one.
  private func line(_ movement: ScaleMovement) -> Words? {
    guard movement.isReliable == true, let entered = movement.enteredClinical, let cutOff else { return nil }
    let doubt =
      cutOff.verified ? Words(da: "", en: "") : Words(da: " Grænsen er ikke efterprøvet.", en: " The line is unverified.")
    let label = cutOff.label
    let value = (shown(cutOff.value, .da), shown(cutOff.value, .en))
    return entered
      ? Words(
        da: "Tallet er kommet over på den side af grænsen \(value.0), der hedder „\(label.da)“.\(doubt.da)",
        en: "The figure has come to the side of the line \(value.1) that is called “\(label.en)”.\(doubt.en)")
      : Words(
        da: "Tallet er ikke længere på den side af grænsen \(value.0), der hedder „\(label.da)“.\(doubt.da)",
        en: "The figure is no longer on the side of the line \(value.1) that is called “\(label.en)”.\(doubt.en)")
  }

  /// The scale's name and numbers in one language.
  private struct Voice {
    let scale: InstrumentDefinition.Scale
    let language: Language
    var name: String { scale.title[language] }
    /// The number; for classes the name they have.
    func number(_ value: Double) -> String {
      guard scale.rule.name == .classify, let band = scale.band(for: value) else { return scale.shown(value, language) }
      return language == .da ? "„\(band.label.da)“" : "“\(band.label.en)”"
    }
  }

  private func words(_ da: (Voice) -> String, en: (Voice) -> String) -> Words {
    Words(da: da(Voice(scale: self, language: .da)), en: en(Voice(scale: self, language: .en)))
  }
}

extension Words {
  fileprivate func followed(by other: Words?) -> Words {
    guard let other else { return self }
    return Words(da: "\(da) \(other.da)", en: "\(en) \(other.en)")
  }
}
