import Testing

@testable import PromptCore

@Suite struct KeptConflictsTests {
    @Test(arguments: BadInput.keptConflicts)
    func reports(_ input: BadInput) throws { try input.expectExactDiagnostics() }
}

extension BadInput {
    static let keptConflicts: [BadInput] = [
        BadInput(
            "a value of both sides",
            "description: a\ncontent: x\nconflicts:\n  - {at: 1️⃣description2️⃣, theirs: b}\n",
            .warning(.keptConflicts, "changed `description`; theirs is kept here")),
        BadInput(
            "a text of both sides",
            "modules:\n  - options:\n      - {name: A, content: x}\n      - {name: B, conflict: 1️⃣a2️⃣, content: y}\n",
            .warning(.keptConflicts, "beside that of the option \"a\"")),
        BadInput(
            "a conflict of the manifest",
            "format: 1\nname: a\nconflicts:\n  - {at: 1️⃣name2️⃣, theirs: b}\n",
            .warning(.keptConflicts, "changed `name`"), in: "promptpal.yaml"),
    ]
}
