import Testing

@testable import PromptCore

@Suite struct UnusableTagNameTests {
    @Test(arguments: BadInput.unusableTagName)
    func reports(_ input: BadInput) throws { try input.expectExactDiagnostics() }
}

extension BadInput {
    static let unusableTagName: [BadInput] = [
        text("an empty tag", "x 1️⃣{{}}2️⃣", .error(.unusableTagName, "without a name")),
        text("a name with a space", "{{1️⃣first name2️⃣}}", .error(.unusableTagName, "space")),
        text("a helper of Handlebars", "{{#1️⃣if a2️⃣}}x{{/if}}", .error(.unusableTagName, "space")),
        text("a filter", "{{1️⃣a|upper2️⃣}}", .error(.unusableTagName, "`|`")),
        text("an index", "{{1️⃣a[0]2️⃣}}", .error(.unusableTagName, "`[`")),
        text("two dots", "{{1️⃣a..b2️⃣}}", .error(.unusableTagName, "dot")),
        text("a dynamic name", "{{>1️⃣*a2️⃣}}", .error(.unusableTagName, "not supported")),
        text("a parent", "1️⃣{{<a}}2️⃣x{{/a}}", .error(.unusableTagName, "not supported")),
        text("a block", "1️⃣{{$a}}2️⃣x{{/a}}", .error(.unusableTagName, "not supported")),
        BadInput(
            "a tag in a quoted text with escapes", "content: \"a\\tb {{1️⃣x y2️⃣}}\"\n",
            .error(.unusableTagName, "space")),
        BadInput(
            "a tag in a folded text", "content: >\n  one\n  two {{1️⃣x y2️⃣}}\n  three\n",
            .error(.unusableTagName, "space")),
        BadInput(
            "a tag in a text with a byte-order mark and CRLF", "\u{FEFF}content: |\r\n  é\r\n  {{1️⃣x y2️⃣}}\r\n",
            .error(.unusableTagName, "space")),
    ]
}
