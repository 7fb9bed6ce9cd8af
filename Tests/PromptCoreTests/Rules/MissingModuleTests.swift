import Testing

@testable import PromptCore

@Suite struct MissingModuleTests {
    @Test(arguments: BadInput.missingModule)
    func reports(_ input: BadInput) throws { try input.expectExactDiagnostics() }
}

extension BadInput {
    static let missingModule: [BadInput] = [
        use(
            "use: nothing there", "tone",
            .error(.missingModule, "no module \"tone\" in prompts/a/ or the folders above")),
        use(
            "use: in another folder", "tone", .error(.missingModule, "no module"),
            beside: ["b/tone.module.yaml": tone]),
        use(
            "use: a near name", "tune", .error(.missingModule, "no module"),
            beside: ["tone.module.yaml": tone]),
        use(
            "use: from the top", "/b/tone", .error(.missingModule, "no module \"/b/tone\""),
            beside: ["tone.module.yaml": tone]),
        use("use: absolute", "/etc/passwd", .error(.missingModule, "no module \"/etc/passwd\"")),
        BadInput(
            "use: each broken in its own way",
            "modules:\n  - use: 1️⃣x2️⃣\n  - use: 3️⃣../y4️⃣\n  - {use: tone, default: 5️⃣z6️⃣}\n",
            .error(.missingModule, "\"x\""), .error(.unusableReference, "\"../y\""),
            .error(.unknownOption, "\"z\""),
            beside: ["tone.module.yaml": tone]),
    ]
}
