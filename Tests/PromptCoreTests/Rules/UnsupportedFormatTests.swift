import Testing

@testable import PromptCore

@Suite struct UnsupportedFormatTests {
    @Test(arguments: BadInput.unsupportedFormat)
    func reports(_ input: BadInput) throws { try input.expectExactDiagnostics() }
}

extension BadInput {
    static let unsupportedFormat: [BadInput] = [
        BadInput(
            "no format", "1️⃣name2️⃣: Acme\n", .error(.unsupportedFormat, "`format` is missing"),
            in: "promptpal.yaml"),
        BadInput(
            "a newer format", "format: 1️⃣32️⃣\nwhatever: x\n", .error(.unsupportedFormat, "written in format 3"),
            in: "promptpal.yaml"),
        BadInput(
            "format 0", "format: 1️⃣02️⃣\n", .error(.unsupportedFormat, "format 0 does not exist"),
            in: "promptpal.yaml"),
        BadInput(
            "an empty format", "1️⃣format2️⃣:\n", .error(.unsupportedFormat, "`format` is empty"),
            in: "promptpal.yaml"),
    ]
}
