import PromptCore
import Testing

@Suite struct AddressPatternTests {
    private func matches(_ pattern: String, _ address: String) throws -> Bool {
        try #require(AddressPattern(pattern)).matches(try Address(validating: address))
    }

    @Test(arguments: [
        ("**", "a/b/c"), ("a/**", "a/b"), ("a/**", "a/b/c"), ("**/c", "c"), ("**/c", "a/b/c"), ("a/*", "a/b"),
        ("a/**/d", "a/d"), ("a/**/d", "a/b/c/d"), ("*-mail", "launch-mail"), ("l*n*h", "launch"),
        ("?ö", "aö"), ("**/**", "a"), ("a/**", "a"), ("*", "x"),
    ])
    func whole(pattern: String, address: String) throws { #expect(try matches(pattern, address)) }

    @Test(arguments: [
        ("*", "a/b"), ("a/*", "a/b/c"), ("a/*", "a"), ("a/**", "ab/c"), ("**/c", "a/cc"), ("l*n", "launch"),
        ("?", "ab"), ("a/**/d", "a/b/dd"), ("A/**", "a/b"),
    ])
    func notWhole(pattern: String, address: String) throws { #expect(try !matches(pattern, address)) }

    @Test func addressesAreNoPatterns() { #expect(AddressPattern("a/b-c") == nil) }
}
