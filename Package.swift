// swift-tools-version: 6.1
import PackageDescription

/// The built-in formats: a folder under Plugins/ each, with what it imports besides Records and Formats.
/// To add a format, add its line here and in Sources/BuiltInFormats (docs/adding-a-format.md).
let formats: [(name: String, imports: [String])] = [
    ("Listing", ["XML", "JSON", "EmbeddedSources"]),
    ("BibTeX", ["Bytes", "TeX"]),
    ("CSLJSON", ["Bytes", "JSON", "RecordJSON"]),
    ("TEI", ["Bytes", "XML"]),
    ("CSV", ["Bytes", "JSON", "RecordJSON"]),
    ("RIS", []),
    ("JSONLines", ["Bytes", "JSON", "RecordJSON"]),
]

let swift: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

func module(_ name: String, _ imports: [String] = []) -> Target {
    .target(name: name, dependencies: imports.map { .byName(name: $0) }, path: "Sources/\(name)", swiftSettings: swift)
}

func tests(_ name: String, _ imports: [String] = [], data: [String] = []) -> Target {
    .testTarget(
        name: "\(name)Tests", dependencies: ([name] + imports).map { .byName(name: $0) }, path: "Tests/\(name)Tests",
        exclude: data, swiftSettings: swift)
}

let package = Package(
    name: "ibid",
    products: [
        .executable(name: "ibid", targets: ["ibid"]),
        .executable(name: "csl-suite", targets: ["csl-suite"]),
        .library(name: "Records", targets: ["Records"]),
        .library(name: "Formats", targets: ["Formats", "BuiltInFormats"]),
        .library(name: "CSL", targets: ["CSL"]),
    ],
    targets: [
        .systemLibrary(
            name: "CLibXML2", path: "Sources/CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        .systemLibrary(
            name: "CICU", path: "Sources/CICU", pkgConfig: "icu-uc", providers: [.apt(["libicu-dev"])]),
        .target(name: "CEmbeddedSources", path: "Sources/CEmbeddedSources", exclude: ["data"]),
        module("EmbeddedSources", ["CEmbeddedSources"]),
        .target(name: "CBytes", path: "Sources/CBytes"),
        module("Bytes", ["CBytes"]),
        module("Records"),
        module("Parallel"),
        module("Formats", ["Records", "Parallel"]),
        .target(name: "CPlugin", path: "Sources/CPlugin"),
        .target(name: "CHeap", path: "Sources/CHeap"),
        module("PluginHost", ["Bytes", "Records", "Formats", "JSON", "RecordJSON", "CPlugin"]),
        module("Contract", ["Records", "Formats", "Parallel"]),
        module("JSON", ["Bytes"]),
        module("RecordJSON", ["Bytes", "Records", "JSON"]),
        module("XML", ["Bytes", "CLibXML2"]),
        module("ICU", ["CICU"]),
        module("TeX", ["Bytes", "Records"]),
        // Styles/ embedded in the binary.
        .target(name: "CEmbeddedStyles", path: "Sources/CEmbeddedStyles"),
        module("EmbeddedStyles", ["CEmbeddedStyles"]),
        module("CSL", ["Bytes", "Records", "Parallel", "XML", "ICU", "TeX", "EmbeddedStyles"]),
        module("BuiltInFormats", ["Formats"] + formats.map(\.name)),
        .executableTarget(
            name: "ibid",
            dependencies: [
                "Records", "Parallel", "Formats", "BuiltInFormats", "PluginHost", "Contract", "CSL", "JSON", "XML",
                "CHeap",
            ],
            path: "Sources/ibid",
            swiftSettings: swift),
        // Runs the fixtures of the CSL test suite.
        .executableTarget(
            name: "csl-suite", dependencies: ["Records", "Formats", "CSLJSON", "CSL", "JSON"],
            path: "Sources/csl-suite", swiftSettings: swift),
    ]
        + formats.map { format in
            .target(
                name: format.name, dependencies: (["Records", "Formats"] + format.imports).map { .byName(name: $0) },
                path: "Plugins/\(format.name)", exclude: ["README.md"], swiftSettings: swift)
        }
        + [
            .target(
                name: "TestKit", dependencies: ["Records", "Formats", "Contract", "JSON"], path: "Tests/TestKit",
                swiftSettings: swift),
            tests("Bytes"),
            tests("Records", ["TestKit"]),
            tests(
                "PluginHost",
                [
                    "Records", "Parallel", "Formats", "Contract", "JSON", "RecordJSON", "CPlugin", "JSONLines",
                    "TestKit", "ibid",
                ],
                data: ["Hostile"]),
            tests("Parallel"),
            tests("Formats", ["Records", "TestKit"]),
            tests("XML", ["TestKit"]),
            tests("JSON", ["Bytes", "TestKit"]),
            tests("CSLJSON", ["Records", "Formats", "JSON", "TestKit"], data: ["Fixtures"]),
            tests("CSV", ["Records", "Formats", "JSON", "TestKit"], data: ["Fixtures"]),
            tests("RIS", ["Records", "Formats", "TestKit", "JSON"], data: ["Fixtures"]),
            tests("JSONLines", ["Records", "Formats", "JSON", "RecordJSON", "TestKit"], data: ["Fixtures"]),
            tests("Listing", ["Records", "Formats", "JSON", "JSONLines", "TestKit"], data: ["Fixtures"]),
            tests("TEI", ["Records", "Formats", "XML", "TestKit"], data: ["Fixtures"]),
            tests("TeX", ["Records"]),
            tests("EmbeddedStyles", ["TestKit"]),
            tests(
                "CSL",
                ["Records", "Formats", "CSLJSON", "JSON", "EmbeddedStyles", "TestKit", "csl-suite"],
                data: [
                    "Library/Fixtures", "Check/Fixtures", "Markup/Fixtures", "Processor/Fixtures",
                    "Processor/suite-passes.txt",
                ]),
            // Commands as text files: what goes in, what comes out.
            .testTarget(
                name: "CommandTests", dependencies: ["ibid", "TestKit"], path: "Tests/CommandTests",
                exclude: ["Cases", "Files"], swiftSettings: swift),
            // What other projects expect of the same inputs, field by field.
            .executableTarget(
                name: "conformance",
                dependencies: ["Records", "Formats", "BuiltInFormats", "JSON", "TeX"], path: "Tests/Conformance",
                swiftSettings: swift),
            tests("BibTeX", ["Records", "Formats", "TestKit"], data: ["Fixtures"]),
            // Rules of the house: which room imports which, which formats there are, what the tables say.
            .testTarget(
                name: "HouseTests",
                dependencies: (["Records", "Formats", "BuiltInFormats", "Contract", "TestKit", "JSON", "XML"]
                    + formats.map(\.name)).map {
                        .byName(name: $0)
                    },
                path: "Tests/HouseTests", swiftSettings: swift),
        ],
    swiftLanguageModes: [.v6]
)

// What the crossing to a shared library costs, and what one more citation in a document, for `make bench-plugins` and
// `make bench-csl` only.
if Context.environment["IBID_BENCH"] != nil {
    package.products.append(.library(name: "jsonlines-plugin", type: .dynamic, targets: ["JSONLinesPlugin"]))
    package.targets.append(
        .target(
            name: "JSONLinesPlugin", dependencies: ["CPlugin", "Bytes", "JSON"], path: "Benchmarks/JSONLinesPlugin",
            swiftSettings: swift))
    package.products.append(.executable(name: "csl-insertions", targets: ["csl-insertions"]))
    package.targets.append(
        .executableTarget(
            name: "csl-insertions", dependencies: ["Records", "Formats", "CSLJSON", "CSL"],
            path: "Benchmarks/CSLInsertions", swiftSettings: swift))
}
