import Testing

@testable import PromptCore

@Suite struct UnreadablePatternTests {
    @Test(arguments: BadInput.unreadablePattern)
    func reports(_ input: BadInput) throws { try input.expectExactDiagnostics() }
}

extension BadInput {
    static let unreadablePattern: [BadInput] = [
        variable("a class that is not closed", "pattern: '1️⃣[2️⃣A-Z'", .error(.unreadablePattern, "`pattern`")),
        variable(
            "a group that is not closed", "pattern: 'a1️⃣(2️⃣b'", .error(.unreadablePattern, "never closed")),
        variable("a bracket too many", "pattern: 'ab1️⃣)2️⃣'", .error(.unreadablePattern, "without a `(`")),
        variable("nothing to repeat", "pattern: '1️⃣+2️⃣a'", .error(.unreadablePattern, "nothing to repeat")),
        variable("a back-reference", "pattern: '(a)1️⃣\\12️⃣'", .error(.unreadablePattern, "back-references")),
        variable("look-ahead", "pattern: '1️⃣(?=2️⃣a)b'", .error(.unreadablePattern, "look-around")),
        variable("look-behind", "pattern: '1️⃣(?<!2️⃣a)b'", .error(.unreadablePattern, "look-around")),
        variable("an atomic group", "pattern: '1️⃣(?>2️⃣a+)b'", .error(.unreadablePattern, "atomic")),
        variable("a possessive quantifier", "pattern: 'a1️⃣++2️⃣b'", .error(.unreadablePattern, "possessive")),
        variable("a count too high", "pattern: 'a1️⃣{1,9999}2️⃣'", .error(.unreadablePattern, "at most 1000")),
        variable(
            "counts of counts", "pattern: '1️⃣((a{1,1000}){1,1000}){1,1000}2️⃣'", .error(.unreadablePattern, "")),
    ]
}
