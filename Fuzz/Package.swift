// swift-tools-version: 6.1
import PackageDescription

// A package of its own: libFuzzer brings its own `main`, so each target is an executable that only defines
// `LLVMFuzzerTestOneInput`. `Scripts/fuzz` builds it with `--sanitize fuzzer` and runs it.
let package = Package(
    name: "promptpal-fuzz",
    dependencies: [.package(name: "promptpal", path: "..")],
    targets: [
        .executableTarget(
            name: "FuzzYAML", dependencies: [.product(name: "YAMLTree", package: "promptpal")],
            swiftSettings: fuzzing, linkerSettings: [.unsafeFlags(["-sanitize=fuzzer"])]),
        .executableTarget(
            name: "FuzzTemplate", dependencies: [.product(name: "PromptCore", package: "promptpal")],
            swiftSettings: fuzzing, linkerSettings: [.unsafeFlags(["-sanitize=fuzzer"])]),
        // Sees the inside of the room: Scripts/fuzz builds with -enable-testing.
        .executableTarget(
            name: "FuzzAge", dependencies: [.product(name: "Age", package: "promptpal")],
            swiftSettings: fuzzing, linkerSettings: [.unsafeFlags(["-sanitize=fuzzer"])]),
    ],
    swiftLanguageModes: [.v6]
)

let fuzzing: [SwiftSetting] = [.unsafeFlags(["-parse-as-library", "-sanitize=fuzzer"])]
