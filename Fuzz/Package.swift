// swift-tools-version: 6.1
import PackageDescription

// A package of its own: libFuzzer brings its own `main`, so each target is an executable that only defines
// `LLVMFuzzerTestOneInput`. `Scripts/fuzz` builds it with `--sanitize fuzzer` and runs it.
let package = Package(
    name: "promptpal-fuzz",
    dependencies: [.package(name: "promptpal", path: "..")],
    targets: [
        // The first steps of each program.
        .target(name: "FuzzStart", dependencies: [.product(name: "CLinux", package: "promptpal")]),
        fuzzer("FuzzYAML", of: "YAMLTree"),
        fuzzer("FuzzTemplate", of: "PromptCore"),
        fuzzer("FuzzJSON", of: "JSON"),
        // These see the inside of the target: Scripts/fuzz builds with -enable-testing.
        fuzzer("FuzzAge", of: "Age"),
        fuzzer("FuzzGitIndex", of: "GitIndex", "CLinux"),
    ],
    swiftLanguageModes: [.v6]
)

/// The fuzzer of these products.
func fuzzer(_ name: String, of products: String...) -> Target {
    .executableTarget(
        name: name, dependencies: ["FuzzStart"] + products.map { .product(name: $0, package: "promptpal") },
        swiftSettings: [.unsafeFlags(["-parse-as-library", "-sanitize=fuzzer"])],
        linkerSettings: [.unsafeFlags(["-sanitize=fuzzer"])])
}
