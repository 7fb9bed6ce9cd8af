// swift-tools-version: 6.1
import PackageDescription

// A package of its own, so that people who build promptpal never fetch what only measuring needs.
// `Scripts/bench` builds it and runs every row; docs/performance.md says what the rows are.
let package = Package(
    name: "promptpal-benchmarks",
    dependencies: [
        .package(name: "promptpal", path: ".."),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
    ],
    targets: [
        // libyaml's event loop in C, with nothing around it.
        .target(name: "CBareEvents", linkerSettings: [.linkedLibrary("yaml")]),
        // The database that look-ups and search are compared with.
        .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
        // Clock, runs, medians, tables.
        .target(name: "Harness"),
        // Starts whole programs and measures them.
        .executableTarget(name: "bench-runner", path: "Sources/BenchRunner"),
        // Yams carries its own copy of libyaml under the same symbols, so it is a process of its own.
        .executableTarget(
            name: "yams-peer",
            dependencies: [
                "Harness",
                .product(name: "CLinux", package: "promptpal"),
                .product(name: "Yams", package: "Yams"),
            ],
            path: "Sources/YamsPeer"),
        // Makes stores, and measures everything.
        .executableTarget(
            name: "promptpal-bench",
            dependencies: [
                "CBareEvents", "CSQLite", "Harness",
                .product(name: "CLinux", package: "promptpal"),
                .product(name: "Diagnostics", package: "promptpal"),
                .product(name: "PromptCore", package: "promptpal"),
                .product(name: "PromptIndex", package: "promptpal"),
                .product(name: "PromptStore", package: "promptpal"),
                .product(name: "YAMLTree", package: "promptpal"),
                .product(name: "Mustache", package: "swift-mustache"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            path: "Sources/PromptpalBench"),
    ],
    swiftLanguageModes: [.v6]
)
