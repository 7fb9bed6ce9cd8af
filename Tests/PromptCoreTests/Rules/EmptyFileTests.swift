import Testing

@testable import PromptCore

@Suite struct EmptyFileTests {
    @Test(arguments: BadInput.emptyFile)
    func reports(_ input: BadInput) throws { try input.expectExactDiagnostics() }
}

extension BadInput {
    static let emptyFile: [BadInput] = [
        BadInput("nothing", "1️⃣2️⃣", .error(.emptyFile, "empty")),
        BadInput("only a comment", "1️⃣2️⃣# to do\n", .error(.emptyFile, "empty")),
        BadInput("only a document start", "1️⃣2️⃣---\n", .error(.emptyFile, "empty")),
        BadInput("null", "1️⃣2️⃣~\n", .error(.emptyFile, "empty")),
        BadInput("only a byte-order mark", "\u{FEFF}1️⃣2️⃣", .error(.emptyFile, "empty")),
    ]
}
