// swift-tools-version: 6.1
import PackageDescription

// The floors of the house, bottom to top. What each target may import is its
// `dependencies` here and, for what the compiler lets pass transitively,
// `Scripts/lint-imports`. CONTRIBUTING.md says what each one is for.
let package = Package(
    name: "promptpal",
    products: [
        .executable(name: "promptpal", targets: ["promptpal"]),
        .library(name: "PromptStore", targets: ["PromptStore"]),
        .library(name: "PromptMerge", targets: ["PromptMerge"]),
        .library(name: "PromptIndex", targets: ["PromptIndex"]),
        .library(name: "PromptCore", targets: ["PromptCore"]),
        .library(name: "YAMLTree", targets: ["YAMLTree"]),
        .library(name: "Age", targets: ["Age"]),
        .library(name: "Diagnostics", targets: ["Diagnostics"]),
        .library(name: "JSON", targets: ["JSON"]),
        .library(name: "GitIndex", targets: ["GitIndex"]),
        .library(name: "CLinux", targets: ["CLinux"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    ],
    targets: [
        // Floor 0: the system libraries.
        .systemLibrary(
            name: "CLibYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
        .target(name: "CLibGit2", dependencies: ["CLinux"]),
        .target(name: "CLinux"),

        // Floor 1: text and what is wrong with it; JSON as bytes.
        .target(name: "Diagnostics", dependencies: ["JSON"]),
        .target(name: "JSON"),

        // Floor 2: where something foreign enters.
        .target(name: "YAMLTree", dependencies: ["Diagnostics", "CLibYAML"]),
        .target(name: "GitIndex", dependencies: ["CLinux"]),
        .target(name: "Git", dependencies: ["CLibGit2", "CLinux", "GitIndex"]),
        .target(
            name: "Age",
            dependencies: [
                "CLinux",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
            ]),

        .target(
            name: "SafeFiles",
            dependencies: ["CLinux", .product(name: "SystemPackage", package: "swift-system")]),

        // Floor 3: what a prompt is. Pure.
        .target(name: "PromptCore", dependencies: ["Diagnostics", "JSON", "YAMLTree"]),
        .target(name: "PromptMerge", dependencies: ["Diagnostics", "JSON", "YAMLTree", "PromptCore"]),
        .target(name: "PromptIndex", dependencies: ["Diagnostics", "YAMLTree", "PromptCore"]),

        // Floor 4: the disk.
        .target(
            name: "PromptStore",
            dependencies: [
                "Diagnostics", "JSON", "YAMLTree", "GitIndex", "Git", "SafeFiles", "PromptCore",
                "PromptMerge", "PromptIndex",
                .product(name: "SystemPackage", package: "swift-system"),
            ]),
        // Keys, above the store: the only target that imports Age.
        .target(
            name: "PromptKeys",
            dependencies: [
                "Diagnostics", "YAMLTree", "Age", "SafeFiles", "PromptCore", "PromptStore",
                .product(name: "SystemPackage", package: "swift-system"),
            ]),

        // Floor 6: the command line.
        .executableTarget(
            name: "promptpal",
            dependencies: [
                "Diagnostics", "JSON", "YAMLTree", "GitIndex", "Git", "SafeFiles", "PromptCore",
                "PromptMerge",
                "PromptIndex", "PromptStore", "PromptKeys", "CLinux",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            // Commands run once a process; what is hot is below. Smaller starts faster.
            swiftSettings: [.unsafeFlags(["-Osize"], .when(configuration: .release))],
            linkerSettings: [
                .unsafeFlags([
                    // Nobody links against a program: its 14,000 names are only read at every start.
                    "-Xlinker", "--no-export-dynamic",
                    // But for one: Sources/CLibGit2/certificates.c says why.
                    "-Xlinker", "--export-dynamic-symbol=mbedtls_x509_crt_parse_file",
                ])
            ]),

        // A test target per room, and what several of them need.
        .target(name: "TestSupport", path: "Tests/TestSupport"),
        .target(
            name: "PromptTestSupport", dependencies: ["PromptCore", "Diagnostics"],
            path: "Tests/PromptTestSupport"),
        .target(
            name: "StoreTestSupport",
            dependencies: ["PromptStore", .product(name: "SystemPackage", package: "swift-system")],
            path: "Tests/StoreTestSupport"),
        .testTarget(
            name: "CLinuxTests",
            dependencies: ["TestSupport", "CLinux", .product(name: "Crypto", package: "swift-crypto")]),
        .testTarget(name: "JSONTests", dependencies: ["TestSupport", "JSON"]),
        .testTarget(name: "DiagnosticsTests", dependencies: ["TestSupport", "Diagnostics"]),
        .testTarget(name: "YAMLTreeTests", dependencies: ["TestSupport", "YAMLTree", "Diagnostics"]),
        .testTarget(
            name: "GitIndexTests", dependencies: ["TestSupport", "GitIndex", "CLibGit2", "CLinux"]),
        .testTarget(name: "GitTests", dependencies: ["TestSupport", "Git"]),
        .testTarget(name: "AgeTests", dependencies: ["Age", "TestSupport"]),
        .testTarget(
            name: "SafeFilesTests",
            dependencies: [
                "TestSupport", "SafeFiles", .product(name: "SystemPackage", package: "swift-system"),
            ]),
        .testTarget(
            name: "PromptCoreTests",
            dependencies: ["PromptCore", "YAMLTree", "Diagnostics", "TestSupport", "PromptTestSupport"],
            exclude: ["Spec"]),
        .testTarget(
            name: "PromptMergeTests",
            dependencies: [
                "PromptMerge", "PromptCore", "YAMLTree", "Diagnostics", "JSON", "TestSupport",
                "PromptTestSupport",
            ]),
        .testTarget(
            name: "PromptIndexTests",
            dependencies: [
                "PromptIndex", "PromptCore", "YAMLTree", "Diagnostics", "TestSupport", "PromptTestSupport",
            ],
            exclude: ["Search/search-collection.txt"]),
        .testTarget(
            name: "PromptStoreTests",
            dependencies: [
                "TestSupport",
                "PromptStore", "PromptMerge", "PromptIndex", "PromptCore", "GitIndex", "Git", "SafeFiles",
                "YAMLTree", "Diagnostics", "StoreTestSupport",
                .product(name: "SystemPackage", package: "swift-system"),
            ]),
        .testTarget(
            name: "PromptKeysTests",
            dependencies: [
                "PromptKeys", "PromptStore", "PromptCore", "Git", "SafeFiles", "Age",
                "StoreTestSupport",
                .product(name: "SystemPackage", package: "swift-system"),
            ]),
        .testTarget(
            name: "PromptpalTests",
            dependencies: ["promptpal", "PromptStore", "TestSupport"],
            exclude: ["Transcripts"]),
    ]
)

// Each feature with the proposal that describes it.
for target in package.targets where target.type != .system {
    var settings = target.swiftSettings ?? []
    settings += [
        .enableUpcomingFeature("ExistentialAny"),  // SE-0335
        .enableUpcomingFeature("MemberImportVisibility"),  // SE-0444
        .enableUpcomingFeature("InternalImportsByDefault"),  // SE-0409
    ]
    target.swiftSettings = settings
}
