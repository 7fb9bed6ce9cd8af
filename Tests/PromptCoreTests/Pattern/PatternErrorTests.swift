import PromptCore
import Testing

/// Patterns that are refused: the message, and the range, marked in the text.
struct PatternErrorTests {
    @Test(arguments: [
        ("«*»a", "nothing to repeat"), ("a|«+»", "nothing to repeat"),
        ("«(?)»", "kind of group"),
        ("«{2}»", "nothing to repeat"), ("a{2}«{3}»", "nothing to repeat"),
        ("a+?«*»", "repeats a repetition"),
        ("«(»a", "never closed"), ("a«)»", "without a `(`"), ("«(»a(b)", "never closed"),
        ("é«[»a", "never closed"),
        ("«[]»", "an empty class"), ("«[^]»a]", "an empty class"), ("[«z-a»]", "backwards"),
        (#"[«a-\d»]"#, "end with a class"), (#"[«\b»]"#, "class"), ("[«[:alpha:]»]", "POSIX"),
        ("«(?=»a)", "look-around"), ("a«(?!»b)", "look-around"), ("«(?<=»a)b", "look-around"),
        ("«(?<!»a)b", "look-around"), ("«(?>»a+)b", "atomic"), ("a«*+»b", "possessive"),
        ("a«++»", "possessive"),
        ("a«?+»", "possessive"), ("a«{2}+»", "possessive"), (#"(a)«\1»"#, "back-references"),
        (#"(?<x>a)«\k»<x>"#, "back-references"), ("(?P<x>a)«(?P=»x)", "back-references"),
        ("a«(?i»)b", "kind of group"), ("«(?i»:a)", "kind of group"), ("«(?#»note)", "kind of group"),
        ("(?<«1a»>b)", "group's name"), ("(?<«>»a)", "group's name"), ("(?<n>a)(?<«n»>b)", "two groups"),
        (#"ab«\»"#, "end of the pattern"), (#"«\y»"#, "has no meaning"), (#"«\A»a"#, "not supported"),
        (#"a«\z»"#, "not supported"), (#"«\é»"#, "has no meaning"), (#"«\x4g»"#, "not a Unicode scalar"),
        (#"«\uD83D»"#, "not a Unicode scalar"), (#"«\u{110000}»"#, "not a Unicode scalar"),
        (#"«\u{}»"#, "not a Unicode scalar"),
        (#"«\01»"#, "octal"), (#"«\p{Han}»"#, "general category"), (#"«\pX»"#, "general category"),
        (#"«\p{L»"#, "never closed"), (#"[«\p{Script=Greek}»]"#, "general category"),
        ("a«{2»", "not complete"),
        ("a«{2,»", "not complete"), ("a«{2»x", "not complete"), ("a«{3,2}»", "less than the first"),
        ("a«{,2}»", "first number"), ("a«{1001}»", "at most 1000"),
        ("a«{99999999999999999999}»", "at most 1000"),
        ("«(?:a{1000}){1000}»", "too large"), ("«((a{100}){100}){100}»", "too large"),
    ])
    func refused(text: String, says: String) throws {
        let marked = MarkedText(text)
        let error = try #require(throws: PatternError.self) { try Pattern(marked.text) }
        let said = "\(error.message) \(error.help ?? "")"
        #expect(said.contains(says), "\(said)")
        #expect(error.message.last != ".")
        #expect([error.range] == marked.ranges)
    }
}
