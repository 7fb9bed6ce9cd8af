import Testing

@testable import PromptCore

@Suite struct ReferencesTooDeepTests {
    @Test(arguments: BadInput.referencesTooDeep)
    func reports(_ input: BadInput) throws { try input.expectExactDiagnostics() }
}

extension BadInput {
    static let referencesTooDeep: [BadInput] = [
        partial(
            "partial: 40 deep", "p39", .error(.referencesTooDeep, "more than 32 deep"),
            beside: Dictionary(
                uniqueKeysWithValues: (0..<40).map {
                    ("p\($0).module.yaml", $0 == 0 ? "content: x" : "content: \"{{> p\($0 - 1)}}\"")
                }))
    ]
}
