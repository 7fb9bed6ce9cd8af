import Diagnostics
import Testing

@testable import YAMLTree

/// Exact ranges of nodes: the marked range is the value of `k`, at any depth.
@Suite struct RangeTests {
    @Test(arguments: [
        ("k: 1️⃣v2️⃣", "v"),
        ("k: 1️⃣v2️⃣\n", "v"),
        ("é: ü\nk: 1️⃣ñ x2️⃣  # c\n", "ñ x"),
        ("\u{FEFF}k: 1️⃣v2️⃣\n", "v"),
        ("\u{FEFF}é: 1\r\nk: 1️⃣v2️⃣\r\n", "v"),
        ("😀: 1\nk: 1️⃣'it''s'2️⃣\n", "it's"),
        ("k: 1️⃣\"a\\u00e9\\\n   b\"2️⃣\nx: 1", "aéb"),
        ("k: 1️⃣two\n  lines2️⃣\nx: 1", "two lines"),
        ("k:1️⃣2️⃣\nx: 1", ""),
        ("k:1️⃣2️⃣ # c\n", ""),
        ("k: 1️⃣|\n  a\n  b\n2️⃣x: 1\n", "a\nb\n"),
        ("k: 1️⃣|\n  a\n2️⃣\n\nx: 1\n", "a\n"),
        ("k: 1️⃣|-  # c\n  a\n\n  b\n2️⃣\n# end\n", "a\n\nb"),
        ("k: 1️⃣|+\n  a\n\n\n2️⃣x: 1\n", "a\n\n\n"),
        ("k: 1️⃣|2\n   a\n  b\n2️⃣", " a\nb\n"),
        ("k: 1️⃣|1-\n  a2️⃣", " a"),
        ("k: 1️⃣>-\n  a\n  b\n\n  c\n2️⃣", "a b\nc"),
        ("k: 1️⃣>+1\n  a\n b\n\n2️⃣", " a\nb\n\n"),
        ("k: 1️⃣|\r\n  é\r\n  b\r\n2️⃣\r\nx: 1\r\n", "é\nb\n"),
        ("k: 1️⃣|\n  a\n2️⃣ # less indented\nx: 1\n", "a\n"),
        ("k: 1️⃣|\n2️⃣x: 1\n", ""),
        ("k: 1️⃣|\n  a\u{85}  b\u{2028}  c\n2️⃣x: é\n", "a\u{85}  b\u{2028}  c\n"),
        ("x: {y: [a, {k: 1️⃣v2️⃣, z: 1}]}\n", "v"),
        ("x: {k:1️⃣2️⃣ , z: 1}\n", ""),
        ("x: {k1️⃣2️⃣, z: 1}\n", ""),
        ("- - k: 1️⃣v2️⃣\n", "v"),
        ("k: 1️⃣2026-11-24T09:30:00Z2️⃣ \n", "2026-11-24T09:30:00Z"),
    ])
    func scalars(_ marked: String, _ text: String) throws {
        let marked = Marked(marked)
        let tree = try #require(YAMLTree.parse(marked.text).tree)
        let node = try #require(value(of: "k", in: tree.root))
        #expect(node.range == marked.range)
        #expect(node.text == text)
        let segments = node.record.isCooked ? node.textSegments.length : text.utf8.count
        #expect(segments == text.utf8.count)
    }

    @Test(arguments: [
        ("k: 1️⃣[a, b]2️⃣ # c\n", YAMLNode.Kind.sequence, YAMLNode.Style.flow, 2),
        ("k: 1️⃣{}2️⃣\n", .mapping, .flow, 0),
        ("k:\n  1️⃣- a\n  - b2️⃣ # c\nx: 1\n", .sequence, .block, 2),
        ("k:\n1️⃣- a\n- b2️⃣\nx: 1\n", .sequence, .block, 2),
        ("k:\n  # c\n  1️⃣é: 1\n  b:2️⃣\n", .mapping, .block, 2),
        ("k:\n  1️⃣b: |\n    t\n2️⃣\nx: 1\n", .mapping, .block, 1),
        ("k: 1️⃣[\n  a, # c\n  b: 1\n]2️⃣\n", .sequence, .flow, 2),
        ("- k:\n    1️⃣- - a2️⃣\n- b\n", .sequence, .block, 1),
    ])
    func collections(_ marked: String, _ kind: YAMLNode.Kind, _ style: YAMLNode.Style, _ count: Int) throws {
        let marked = Marked(marked)
        let tree = try #require(YAMLTree.parse(marked.text).tree)
        let node = try #require(value(of: "k", in: tree.root))
        #expect(node.range == marked.range)
        #expect(node.kind == kind)
        #expect(node.style == style)
        #expect(node.count == count)
        #expect(node.text.isEmpty)
    }

    @Test(arguments: [
        "a: 1\n1️⃣k: 2\n2️⃣b: 3\n",
        "a: 1\n# other\n\n1️⃣# mine\n# mine too\nk: 2 # mine\n2️⃣# next\nb: 3\n",
        "1️⃣k: 22️⃣",
        "# licence\n1️⃣k: 2\n2️⃣",
        "\n1️⃣# c\nk: 2\n2️⃣",
        "a: 1\n  # a's\n1️⃣k:\n  b: |\n    t\n2️⃣\nc: 3\n",
        "a: 1\n1️⃣k:\n  b: 1\n  # k's\n\n    # k's\n2️⃣\n# c's\nc: 3\n",
        "- 1️⃣k: 2\n2️⃣  b: 3\n",
        "- a: 2\n1️⃣  # c\n  k: 3\n2️⃣- b\n",
        "x: {a: 1, 1️⃣k: [2, 3]2️⃣, b: 3}\n",
        "a: \"x\n# no comment\"\n1️⃣k: 1\n2️⃣",
        "a: 1\r\n1️⃣# c\r\nk: 2\r\n2️⃣b: 3\r\n",
    ])
    func entries(_ marked: String) throws {
        let marked = Marked(marked)
        let tree = try #require(YAMLTree.parse(marked.text).tree)
        let entry = try #require(findEntry(of: "k", in: tree.root))
        #expect(entry.range == marked.range)
    }

    /// Found by fuzzing: a list or map as a key is refused, but the nodes around it keep their ranges.
    @Test(arguments: [
        "[1, ? 1️⃣{c: d}2️⃣]",
        "{a: [1,? 1️⃣[c]2️⃣ , 2], b: {}}",
        "{? 1️⃣{a: b}2️⃣, c: d}",
        "{!: 1️⃣[1, {c: d}]2️⃣, e: {}}",
        "[1️⃣{a: b}2️⃣ : c  ]",
        "[1️⃣{a: b}2️⃣: , d]",
    ])
    func collectionsAsKeys(_ marked: String) throws {
        let marked = Marked(marked)
        let result = YAMLTree.parse(marked.text)
        #expect(result.diagnostics.contains { $0.code == "PP116" })
        let tree = try #require(result.tree)
        let root = try #require(tree.root)
        let pair = try #require(firstEntry(root) { $0.key.kind != .scalar })
        #expect(pair.entry.key.range == marked.range)
        #expect(pair.entry.value.range.lowerBound >= marked.range.upperBound)
        #expect(pair.map.range.upperBound >= pair.entry.value.range.upperBound)
        // A pair without braces ends with its value.
        let isBraced = tree.source.bytes[pair.map.range.upperBound - 1] == UInt8(ascii: "}")
        #expect(isBraced || pair.map.range.upperBound == pair.entry.value.range.upperBound)
    }

    /// Found by fuzzing: libyaml skips a byte-order mark at the start of any line, so it is no part of a
    /// text.
    @Test func byteOrderMarkAfterAnAnchor() throws {
        let tree = try #require(YAMLTree.parse("a: &x\n\u{FEFF} text\n").tree)
        let node = try #require(tree.root?["a"])
        #expect(node.text == "text")
        #expect(node.range == 10..<14)
        #expect(node.sourceRange(ofText: 0..<4) == 10..<14)
        // The mark is one column, also before a block.
        let map = try #require(YAMLTree.parse("a: &x\n\u{FEFF}b: |\n  text").tree?.root?["a"])
        let block = try #require(map["b"])
        #expect(block.text == "text")
        #expect(block.range == 12..<20)
        #expect(block.sourceRange(ofText: 0..<4) == 16..<20)
    }

    @Test func commentsOfAnEntry() throws {
        let tree = try #require(YAMLTree.parse("a: 1\n# one\n# two\nk: 2  # three\n").tree)
        let entry = try #require(findEntry(of: "k", in: tree.root))
        #expect(entry.leadingComments.map(tree.source.string) == "# one\n# two\n")
        #expect(entry.trailingComment.map(tree.source.string) == "# three")
    }

    /// The marked bytes are those of the text's first `é{{x}}`.
    @Test(arguments: [
        "k: a 1️⃣é{{x}}2️⃣ b\n",
        "k: 'a '' 1️⃣é{{x}}2️⃣'\n",
        "k: \"\\u00e9\\t\\L 1️⃣é{{x}}2️⃣\"\n",
        "k: \"a\n\n  b \\\n  1️⃣é{{x}}2️⃣\"\n",
        "k: one\n  two 1️⃣é{{x}}2️⃣\n  three\n",
        "k: |\n  one\n\n    two 1️⃣é{{x}}2️⃣\n",
        "k: |2-\n   one\n  1️⃣é{{x}}2️⃣ b",
        "k: |+\r\n  one\r\n  1️⃣é{{x}}2️⃣\r\n\r\n",
        "k: >\n  one\n  two\n\n    more\n  1️⃣é{{x}}2️⃣\n",
        "- k: [a, 'b', \"c 1️⃣é{{x}}2️⃣\"]\n",
    ])
    func sourceOfText(_ marked: String) throws {
        let marked = Marked(marked)
        let tree = try #require(YAMLTree.parse(marked.text).tree)
        var node = try #require(value(of: "k", in: tree.root))
        if let last = Array(node.items).last { node = last }
        let text = Array(node.text.utf8)
        let wanted = Array("é{{x}}".utf8)
        let start = try #require(text.indices.first { text[$0...].starts(with: wanted) })
        #expect(node.sourceRange(ofText: start..<start + wanted.count) == marked.range)
        #expect(node.sourceRange(ofText: start..<start) == marked.range.lowerBound..<marked.range.lowerBound)
    }

    @Test func anEscapeIsTakenAsAWhole() throws {
        let tree = try #require(YAMLTree.parse("k: \"a\\u00e9b\"\n").tree)
        let node = try #require(value(of: "k", in: tree.root))
        #expect(node.sourceRange(ofText: 1..<2) == 5..<11)
        #expect(node.sourceRange(ofText: 3..<99) == 11..<12)
        // An escape as long as the text it produces.
        let other = try #require(YAMLTree.parse("k: \"a\\Nb\"\n").tree?.root?["k"])
        #expect(other.sourceRange(ofText: 1..<2) == 5..<7)
        #expect(other.sourceRange(ofText: 3..<4) == 7..<8)
    }

    @Test(arguments: ["", "# c\n", "---\n", "\u{FEFF}", "\n\n", "---\n# c\n...\n"])
    func emptyDocuments(_ text: String) throws {
        let parsed = YAMLTree.parse(text)
        #expect(parsed.diagnostics.isEmpty)
        let tree = try #require(parsed.tree)
        #expect(tree.root == nil)
    }

    @Test func readsNodes() throws {
        let tree = try #require(YAMLTree.parse("a: ~\nb: 'null'\n\"c\": [1, 2]\nd: NULL\n").tree)
        let root = try #require(tree.root)
        #expect(root["a"]?.isNull == true)
        #expect(root["b"]?.isNull == false)
        #expect(root["b"]?.isText("null") == true)
        #expect(root["c"]?.items.map(\.text) == ["1", "2"])
        #expect(root.value(forKey: "d")?.isNull == true)
        #expect(root["e"] == nil)
        #expect(root.entries.map(\.key.text) == ["a", "b", "c", "d"])
        #expect(tree.lineEnd == .lf)
    }
}

/// Returns the entry with this key, at any depth below `node`.
func findEntry(of key: String, in node: YAMLNode?) -> YAMLEntry? {
    guard let node else { return nil }
    for entry in node.entries {
        if entry.key.hasText(key) { return entry }
        if let found = findEntry(of: key, in: entry.value) { return found }
    }
    for item in node.items {
        if let found = findEntry(of: key, in: item) { return found }
    }
    return nil
}

func value(of key: String, in node: YAMLNode?) -> YAMLNode? { findEntry(of: key, in: node)?.value }

/// Returns the first entry below `node` that meets the condition, and its map.
private func firstEntry(
    _ node: YAMLNode, where isWanted: (YAMLEntry) -> Bool
) -> (map: YAMLNode, entry: YAMLEntry)? {
    for entry in node.entries {
        if isWanted(entry) { return (node, entry) }
        if let found = firstEntry(entry.value, where: isWanted) { return found }
    }
    for item in node.items {
        if let found = firstEntry(item, where: isWanted) { return found }
    }
    return nil
}
