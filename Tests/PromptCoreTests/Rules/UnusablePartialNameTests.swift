import Testing

@testable import PromptCore

@Suite struct UnusablePartialNameTests {
    @Test(arguments: BadInput.unusablePartialName)
    func reports(_ input: BadInput) throws { try input.expectExactDiagnostics() }
}

extension BadInput {
    static let unusablePartialName: [BadInput] = [
        BadInput(
            "a partial whose name has a space", "partials: {1️⃣a b2️⃣: x}\ncontent: y\n",
            .error(.unusablePartialName, "no tag can name the partial \"a b\""), format: .two),
        BadInput(
            "partials that begin with a slash or star, and one without a name",
            "partials: {1️⃣/a2️⃣: x, 3️⃣\"*b\"4️⃣: x, 5️⃣\"\"6️⃣: x}\ncontent: y\n",
            .error(.unusablePartialName, "/a"), .error(.unusablePartialName, "*b"),
            .error(.unusablePartialName, ""),
            format: .two),
    ]
}
