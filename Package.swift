// swift-tools-version: 6.2
import PackageDescription

// One folder a feature, four shelves in each; the shelves are targets that cut across the feature folders.
// ./test refuses a feature folder or a shelf that is not listed here: it would silently not be compiled.
let shelves = ["Rules", "Records", "Operations", "Pages"]
let features: [String: [String]] = [
  "Access": shelves,
  "Administration": ["Operations", "Pages"],
  "Citizens": shelves,
  "Courses": shelves,
  "Economics": ["Rules", "Records"],
  "Measures": shelves,
  "Outreach": ["Rules", "Records"],
  "People": shelves,
  "Studies": ["Rules", "Operations", "Pages"],
  "Tasks": shelves,
  "Today": ["Operations", "Pages"],
  "Treatment": ["Rules", "Records"],
]

let settings: [SwiftSetting] = [.enableUpcomingFeature("ExistentialAny")]
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let cryptoExtras = Target.Dependency.product(name: "CryptoExtras", package: "swift-crypto")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let tls = Target.Dependency.product(name: "HummingbirdTLS", package: "hummingbird")
let httpCore = Target.Dependency.product(name: "HummingbirdCore", package: "hummingbird")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let http = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let nio = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioHTTP = Target.Dependency.product(name: "NIOHTTPTypes", package: "swift-nio-extras")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let jwtkit = Target.Dependency.product(name: "JWTKit", package: "jwt-kit")
let embedded = Target.Dependency.product(name: "NIOEmbedded", package: "swift-nio")

func library(_ name: String, _ imports: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: imports, path: "Sources/\(name)", swiftSettings: settings)
}

func system(_ name: String, _ pkgConfig: String) -> Target {
  .systemLibrary(name: name, path: "Sources/\(name)", pkgConfig: pkgConfig, providers: [.apt(["\(pkgConfig)-dev"])])
}

func shelf(_ name: String, _ imports: [Target.Dependency]) -> Target {
  let owners = features.filter { $0.value.contains(name) }.keys.sorted()
  let others = features.flatMap { feature, mine in mine.filter { $0 != name }.map { "\(feature)/\($0)" } }.sorted()
  return .target(
    name: "Practice\(name)", dependencies: imports, path: "Sources/Practice", exclude: others,
    sources: owners.map { "\($0)/\(name)" }, swiftSettings: settings)
}

func tests(_ name: String, _ imports: [Target.Dependency], data: [String] = []) -> Target {
  .testTarget(name: name, dependencies: imports, path: "Tests/\(name)", exclude: data, swiftSettings: settings)
}

let targets: [Target] = [
  library("Base"),
  library("Markup"),
  .target(name: "CDistributions", path: "Sources/CDistributions"),
  library("Statistics", ["Base", "CDistributions"]),
  library("Charts", ["Base", "Markup"]),
  library("Instruments", ["Base", "Statistics"]),
  library("FHIR", ["Base", "Instruments"]),
  library("Evaluation", ["Base", "Markup", "Statistics", "Instruments", "Charts"]),
  library("CatalogFiles", ["Base", "Instruments", "Evaluation", crypto]),
  system("CSodium", "libsodium"),
  system("CQREncode", "libqrencode"),
  library("Credentials", ["Base", "CSodium", "CQREncode", crypto, jwtkit]),
  library("Journal", ["Base", grdb, crypto]),
  library("Records", ["Base", "Journal", grdb]),
  library("AccessLog", ["Base", grdb, crypto]),
  library("State", ["Base", grdb]),
  shelf("Rules", ["Base", "Instruments"]),
  shelf("Records", ["Base", "Instruments", "PracticeRules", "Records", "Journal", grdb]),
  library("Interchange", ["Base", "PracticeRules", "Instruments"]),
  shelf(
    "Operations",
    [
      "Base", "Instruments", "Evaluation", "PracticeRules", "PracticeRecords", "Records", "Journal", "Interchange",
      "CatalogFiles", "AccessLog", "State", "Credentials", crypto, grdb,
    ]),
  library("Interface", ["Base", "Markup"]),
  shelf(
    "Pages",
    ["Base", "Markup", "Charts", "Interface", "Evaluation", "Instruments", "PracticeRules", "PracticeOperations"]),
  library(
    "Server",
    [
      "Base", "Markup", "Interface", "CatalogFiles", "Journal", "Records", "PracticeRules", "PracticeRecords",
      "PracticeOperations", "PracticePages", hummingbird, httpCore, tls, logging, http, nio, nioHTTP,
    ]),
  .executableTarget(
    name: "brobygger",
    dependencies: [
      "Base", "Instruments", "FHIR", "Evaluation", "CatalogFiles", "Journal", "Records", "Interchange", "PracticeRules",
      "PracticeRecords", "PracticeOperations", "PracticePages", "Interface", "Server", "AccessLog", "State", "Credentials",
      arguments, logging,
    ], path: "Sources/brobygger", swiftSettings: settings),
  .executableTarget(
    name: "bench",
    dependencies: [
      "AccessLog", "Base", "CatalogFiles", "Journal", "Records", "PracticeRules", "PracticeRecords", "PracticeOperations",
      "PracticePages", "Interface", "State", "Credentials", "Server", grdb, logging,
    ], path: "Benchmarks/Bench", swiftSettings: settings),
  .executableTarget(
    name: "evaluation-bench", dependencies: ["Base", "Evaluation"], path: "Benchmarks/Evaluation", swiftSettings: settings),
  .executableTarget(
    name: "score-bench", dependencies: ["Base", "Instruments", "Interchange"], path: "Benchmarks/Score", swiftSettings: settings),
  .executableTarget(name: "journal-crash", dependencies: ["Journal", "Base"], path: "Tests/JournalCrash"),
  .executableTarget(
    name: "ticker-crash",
    dependencies: [
      "AccessLog", "Base", "CatalogFiles", "Journal", "Records", "State", "PracticeRules", "PracticeRecords",
      "PracticeOperations",
    ], path: "Tests/TickerCrash", swiftSettings: settings),
  tests("BaseTests", ["Base", "Markup"]),
  tests("StatisticsTests", ["Statistics", "Base"], data: ["Vectors"]),
  tests("ChartsTests", ["Charts", "Base", "Markup", "Interface", "Evaluation"]),
  tests("InstrumentsTests", ["Instruments", "Base"]),
  tests("FHIRTests", ["FHIR", "Instruments", "Base"], data: ["Questionnaires", "make_questionnaires.py"]),
  tests("EvaluationTests", ["Evaluation", "Instruments", "Base", "Statistics"], data: ["Vectors"]),
  tests("CatalogTests", ["CatalogFiles", "Instruments", "Evaluation", "Base"]),
  tests("CredentialsTests", ["Credentials", "Base", crypto, cryptoExtras]),
  tests("JournalTests", ["Journal", "Base", grdb, crypto]),
  tests("AccessLogTests", ["AccessLog", "Base", grdb, crypto]),
  tests("StateTests", ["State", grdb]),
  tests("RecordsTests", ["Records", "Journal", "Base", grdb]),
  tests("InterchangeTests", ["Interchange", "Instruments", "Base"]),
  tests(
    "PracticeTests",
    [
      "Base", "Instruments", "Evaluation", "CatalogFiles", "Journal", "Records", "Interchange", "PracticeRules",
      "PracticeRecords", "PracticeOperations", "Credentials", "State", "AccessLog", grdb, crypto,
    ], data: ["Vectors"]),
  tests(
    "ServerTests",
    [
      "Server", "Base", "Markup", "CatalogFiles", "Journal", "Records", "PracticeOperations", "PracticePages",
      hummingbird, embedded, nio, http, logging, "Interface", "PracticeRecords", "PracticeRules", "Credentials", "State", grdb,
    ]),
]

let package = Package(
  name: "brobygger",
  dependencies: [
    .package(url: "https://github.com/hummingbird-project/hummingbird.git", from: "2.28.0"),
    .package(url: "https://github.com/groue/GRDB.swift.git", from: "7.10.0"),
    .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-crypto.git", from: "4.5.0"),
    .package(url: "https://github.com/apple/swift-http-types.git", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log.git", from: "1.16.0"),
    .package(url: "https://github.com/apple/swift-nio.git", from: "2.101.0"),
    .package(url: "https://github.com/apple/swift-nio-extras.git", from: "1.33.0"),
    .package(url: "https://github.com/vapor/jwt-kit.git", from: "5.7.0"),
  ],
  targets: targets,
  swiftLanguageModes: [.v6],
  cxxLanguageStandard: .cxx17)
