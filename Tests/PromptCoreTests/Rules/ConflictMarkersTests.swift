import Testing

@testable import PromptCore
@testable import YAMLTree

@Suite struct ConflictMarkersTests {
    @Test(arguments: BadInput.conflictMarkers)
    func reports(_ input: BadInput) throws { try input.expectExactDiagnostics() }
}

extension BadInput {
    static let conflictMarkers: [BadInput] = [
        BadInput(
            "a conflict",
            "1️⃣<<<<<<< HEAD2️⃣\nname: a\n=======\nname: b\n>>>>>>> theirs\ncontent: x\n",
            .error(.conflictMarkers, "merge conflict between HEAD and theirs")),
        BadInput(
            "a conflict in diff3 style",
            "content: x\n1️⃣<<<<<<< ours2️⃣\ntags: [a]\n||||||| base\ntags: []\n=======\ntags: [b]\n>>>>>>> theirs\n",
            .error(.conflictMarkers, "between ours and theirs")),
        BadInput(
            "a conflict inside a literal text",
            "content: |\n  Dear\n1️⃣<<<<<<< HEAD2️⃣\n  Ana\n=======\n  Bo\n>>>>>>> b\n  bye\n",
            .error(.conflictMarkers, "merge conflict")),
        BadInput(
            "two conflicts, and a problem after them",
            """
            1️⃣<<<<<<< HEAD2️⃣
            name: a
            =======
            name: b
            >>>>>>> b
            3️⃣nmae4️⃣: x
            5️⃣<<<<<<< HEAD6️⃣
            content: x
            =======
            content: y
            >>>>>>> b

            """, .error(.conflictMarkers, "HEAD and b"), .warning(.unknownKey, "unknown key \"nmae\""),
            .error(.conflictMarkers, "HEAD and b")),
        BadInput(
            "the end of a conflict alone", "content: x\n1️⃣>>>>>>> theirs2️⃣\n",
            .error(.conflictMarkers, "merge conflict")
        ),
        BadInput(
            "a conflict cut off", "content: x\n1️⃣<<<<<<< HEAD2️⃣\nname: a\n",
            .error(.conflictMarkers, "merge conflict")),
        BadInput(
            "a conflict with a name of 10,000 letters",
            "content: x\n1️⃣>>>>>>> \(String(repeating: "b", count: 10_000))2️⃣\n",
            .error(.conflictMarkers, "bbb…")),
    ]
}
