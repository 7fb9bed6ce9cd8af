import Testing

@testable import PromptCore

@Suite struct SecondDefaultTests {
    @Test(arguments: BadInput.secondDefault)
    func reports(_ input: BadInput) throws { try input.expectExactDiagnostics() }
}

extension BadInput {
    static let secondDefault: [BadInput] = [
        BadInput(
            "two defaults",
            """
            modules:
              - options:
                  - {default: true, content: a}
                  - {default: 1️⃣true2️⃣, content: b}
                  - {default: 3️⃣yes4️⃣, content: c}

            """, .error(.secondDefault, "second option"), .error(.secondDefault, "second option"))
    ]
}
