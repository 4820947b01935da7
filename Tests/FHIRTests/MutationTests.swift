import Base
import FHIR
import Instruments
import Testing

/// Nothing is passed over: a key that nobody knows is refused wherever it is put, except inside what is listed as left out.
@Suite struct MutationTests {
  @Test func anUnknownKeyIsRefusedEverywhere() throws {
    var tried = 0
    for (name, tree) in try QuestionnaireTests.all() {
      for place in Self.objects(tree) {
        let changed = Self.adding(tree, at: place)
        tried += 1
        do throws(FHIRRefusals) {
          let reading = try FHIRQuestionnaire.read(changed)
          let path = Self.path(place)
          // Then it stands inside something that is on the list.
          let isListed = reading.notes.contains { path.hasPrefix($0.path) && $0.kind != .adapted }
          #expect(isListed, "\(name): \(path) was passed over")
        } catch {
          #expect(error.refusals.contains { $0.path.hasSuffix(".zzz") }, "\(name) \(Self.path(place)): \(error.refusals)")
        }
      }
    }
    #expect(tried > 1000)
  }

  @Test func whateverIsReadGoesOutAndIn() throws {
    var random = Random(state: 11)
    var (read, refused) = (0, 0)
    for (name, tree) in try QuestionnaireTests.all() {
      for _ in 0..<25 {
        let changed = Self.changed(tree, &random)
        do throws(FHIRRefusals) {
          let definition = try FHIRQuestionnaire.read(changed).definition
          read += 1
          let again = try FHIRQuestionnaire.read(FHIRQuestionnaire.write(definition)).definition
          #expect(again == definition, "\(name): \(String(decoding: changed.compact, as: UTF8.self))")
        } catch {
          refused += 1
          #expect(!error.refusals.isEmpty)
        }
      }
    }
    #expect(read > 200 && refused > 500, "\(read) read, \(refused) refused")
  }

  @Test func ourOwnQuestionnairesAreNoException() throws {
    var random = Random(state: 5)
    let names = ["phq-9", "progressionsskema", "children-mapping", "tem", "prism"]
    for definition in try Repository.definitions() where names.contains(definition.id) {
      let tree = FHIRQuestionnaire.write(definition)
      for place in Self.objects(tree) where random.next(12) == 0 {
        let changed = Self.adding(tree, at: place)
        #expect(throws: FHIRRefusals.self, "\(definition.id): \(Self.path(place))") { try FHIRQuestionnaire.read(changed) }
      }
      for _ in 0..<60 {
        let changed = Self.changed(tree, &random)
        if let read = try? FHIRQuestionnaire.read(changed).definition {
          let again = try? FHIRQuestionnaire.read(FHIRQuestionnaire.write(read)).definition
          #expect(again == read, "\(definition.id)")
        }
      }
    }
  }

  @Test func whatOthersChangedBesideOurExtensionsIsSaid() throws {
    for (id, old, new) in [
      ("progressionsskema", "value.code = '2-3'", "value.code = '1'"), ("phq-9", ".count() = 9", ".count() = 8"),
    ] {
      let definition = try #require(try Repository.definitions().first { $0.id == id })
      let text = String(decoding: FHIRQuestionnaire.write(definition).compact, as: UTF8.self)
      #expect(text.contains(old))
      do throws(FHIRRefusals) {
        _ = try FHIRQuestionnaire.read(Array(text.replacing(old, with: new).utf8))
        Issue.record("\(id) was read")
      } catch { #expect(error.refusals.allSatisfy { $0.reason == .unsupported(.contradiction) }, "\(error.refusals)") }
    }
  }

  @Test func anUnknownKeyInAResponseIsRefused() throws {
    var random = Random(state: 3)
    for definition in try Repository.definitions() {
      let answers = ResponseTests.answers(definition, seed: 4)
      let tree = try FHIRResponse.write(answers, definition)
      for place in Self.objects(tree) where random.next(3) == 0 {
        let changed = Self.adding(tree, at: place)
        #expect(throws: FHIRRefusals.self, "\(definition.id): \(Self.path(place))") { try FHIRResponse.read(changed, definition) }
      }
      for _ in 0..<20 {
        // What is read of a changed response is what the definition takes.
        if let read = try? FHIRResponse.read(Self.changed(tree, &random), definition).answers {
          #expect(definition.refusals(read).isEmpty, "\(definition.id)")
          #expect((try? FHIRResponse.read(FHIRResponse.write(read, definition), definition).answers) == read, "\(definition.id)")
        }
      }
    }
  }

  // MARK: - Places

  enum Step: Hashable { case key(String), index(Int) }

  static func path(_ steps: [Step]) -> String {
    steps.reduce("$") { path, step in
      switch step {
      case .key(let key): "\(path).\(key)"
      case .index(let index): "\(path)[\(index)]"
      }
    }
  }

  /// The places of all objects.
  static func objects(_ tree: JSONTree, _ at: [Step] = []) -> [[Step]] {
    switch tree {
    case .object(let members): [at] + members.flatMap { objects($0.value, at + [.key($0.key)]) }
    case .array(let values): values.enumerated().flatMap { objects($1, at + [.index($0)]) }
    default: []
    }
  }

  static func adding(_ tree: JSONTree, at place: [Step]) -> JSONTree {
    change(tree, at: place[...]) { found in
      guard case .object(let members) = found else { return found }
      return .object(members + [.init("zzz", .number("1"))])
    }
  }

  static func change(_ tree: JSONTree, at place: ArraySlice<Step>, _ body: (JSONTree) -> JSONTree) -> JSONTree {
    guard let first = place.first else { return body(tree) }
    switch (tree, first) {
    case (.object(let members), .key(let key)):
      return .object(members.map { $0.key == key ? .init(key, change($0.value, at: place.dropFirst(), body)) : $0 })
    case (.array(var values), .index(let index)):
      values[index] = change(values[index], at: place.dropFirst(), body)
      return .array(values)
    default: return tree
    }
  }

  struct Random {
    var state: UInt64
    mutating func next(_ count: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(max(1, count)))
    }
  }

  /// The tree with one value taken away, doubled or replaced.
  static func changed(_ tree: JSONTree, _ random: inout Random) -> JSONTree {
    let places = objects(tree)
    let place = places[random.next(places.count)]
    let (way, number) = (random.next(4), random.next(1000))
    let values: [JSONTree] = [
      .null, .bool(true), .bool(false), .number("0"), .number("-3"), .number("2.5"), .number("9223372036854775807"),
      .number("1e300"), .string(""), .string("q1"), .string("æ ø"), .array([]), .object([]), .string("choice"),
      .string("integer"),
      .string("group"), .string("open-choice"), .string("display"),
    ]
    return change(tree, at: place[...]) { found in
      guard case .object(var members) = found, !members.isEmpty else { return found }
      let index = number % members.count
      switch way {
      case 0: members.remove(at: index)
      case 1: members[index].value = values[number % values.count]
      case 2:
        guard case .array(let list) = members[index].value, let first = list.first else { return found }
        members[index].value = .array(list + [first])
      default: members.swapAt(index, number / 7 % members.count)
      }
      return .object(members)
    }
  }
}
