import Testing

@testable import PromptCore

@Suite struct UnusableReferenceTests {
    @Test(arguments: BadInput.unusableReference)
    func reports(_ input: BadInput) throws { try input.expectExactDiagnostics() }
}

extension BadInput {
    static let unusableReference: [BadInput] = [
        use(
            "use: a folder up", "../tone", .error(.unusableReference, "\"..\" would leave its folder"),
            beside: ["tone.module.yaml": tone]),
        use("use: /etc/passwd", "../../etc/passwd", .error(.unusableReference, "would leave its folder")),
        use(
            "use: dots in the middle", "b/../tone", .error(.unusableReference, "would leave its folder"),
            beside: ["a/tone.module.yaml": tone]),
        use(
            "use: a lone dot", "./tone", .error(.unusableReference, "would leave its folder"),
            beside: ["a/tone.module.yaml": tone]),
        use("use: a backslash", "'..\\tone'", .error(.unusableReference, "contains `\\`")),
        use("use: a drive", "\"C:/tone\"", .error(.unusableReference, "contains `:`")),
        use("use: Git's folder", ".git/config", .error(.unusableReference, "Git's own name")),
        use("use: Git's folder in disguise", ".GIT/config", .error(.unusableReference, "Git's own name")),
        use("use: Git's folder as NTFS has it", "git~1/config", .error(.unusableReference, "Git's own name")),
        use(
            "use: Git's folder with an invisible letter", ".g\u{200C}it/config",
            .error(.unusableReference, "Git's own name")),
        use("use: a device", "con", .error(.unusableReference, "reserved name")),
        use("use: a device with an ending", "NUL.txt", .error(.unusableReference, "reserved name")),
        use("use: two slashes", "b//tone", .error(.unusableReference, "is empty")),
        use("use: a slash alone", "/", .error(.unusableReference, "can't be empty")),
        use("use: NUL", "\"a\\0b\"", .error(.unusableReference, "control character")),
        use("use: a line end", "\"a\\nb\"", .error(.unusableReference, "control character")),
        use("use: right-to-left", "\"a\\u202Eb\"", .error(.unusableReference, "invisible character")),
        use("use: a trailing dot", "tone.", .error(.unusableReference, "ends in a dot")),
        use("use: a version", "tone@v3", .error(.unusableReference, "`@`")),
        use(
            "use: a very long name", String(repeating: "n", count: 201),
            .error(.unusableReference, "200 bytes")),
        partial(
            "partial: a folder up", "../tone", .error(.unusableReference, "would leave its folder"),
            beside: ["tone.module.yaml": tone]),
        partial(
            "partial: /etc/passwd", "../../../etc/passwd",
            .error(.unusableReference, "would leave its folder")),
        partial("partial: Git's folder", ".git/config", .error(.unusableReference, "Git's own name")),
        partial("partial: a drive", "C:/tone", .error(.unusableReference, "contains `:`")),
    ]
}
