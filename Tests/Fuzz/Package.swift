// swift-tools-version: 6.1
import PackageDescription

// A package of its own: every module in it is built for libFuzzer. Run with `make fuzz`.
let package = Package(
    name: "fuzz",
    dependencies: [.package(name: "ibid", path: "../..")],
    targets: [
        .executableTarget(
            name: "fuzz",
            dependencies: [
                .product(name: "Formats", package: "ibid"), .product(name: "Records", package: "ibid"),
            ],
            swiftSettings: [.unsafeFlags(["-parse-as-library"])])
    ],
    swiftLanguageModes: [.v6]
)
