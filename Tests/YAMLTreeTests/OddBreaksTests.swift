import Diagnostics
import TestSupport
import Testing

@testable import YAMLTree

/// U+0085, U+2028 and U+2029 are text, byte for byte, in every style and position.
@Suite struct OddBreaksTests {
    @Test(arguments: [
        ("k: a\u{2028}b\n", "a\u{2028}b"), ("k: \u{2029}b\n", "\u{2029}b"), ("k: a\u{85}\n", "a\u{85}"),
        ("k: a \u{2028} b # c\n", "a \u{2028} b"), ("k: a\n  \u{2028}b\n", "a \u{2028}b"),
        ("k: 'a\u{2028}  b''c'\n", "a\u{2028}  b'c"), ("k: \"a\u{85} \\n\u{2029}\"\n", "a\u{85} \n\u{2029}"),
        ("k: |\n  a\u{2028}\n  b\n", "a\u{2028}\nb\n"), ("k: |\n  a\u{2028}b: c\n", "a\u{2028}b: c\n"),
        ("k: >-\n  a\u{85}\n  \u{2029} b\n", "a\u{85} \u{2029} b"),
        ("k: |+\n  a\n  \u{2028}\n\n", "a\n\u{2028}\n\n"), ("# a\u{2028}x: y\nk: z\n", "z"),
        ("k: [a, b\u{2028}c]\n", ""), ("k: a\u{85}b: y\n", nil),
    ])
    func texts(_ text: String, _ value: String?) {
        let parsed = YAMLTree.parse(text)
        #expect(parsed.diagnostics.contains { $0.code == "PP117" })
        #expect(parsed.tree?.root?["k"]?.text == value)
    }

    @Test func theKeysDiffer() throws {
        let parsed = YAMLTree.parse("a\u{2028}b: 1\na\u{2029}b: 2\n")
        #expect(parsed.diagnostics.map(\.code) == ["PP117", "PP117"])
        #expect(parsed.tree?.root?.entries.map(\.key.text) == ["a\u{2028}b", "a\u{2029}b"])
    }

    @Test func oneWarningForEachTextAndComment() {
        let parsed = YAMLTree.parse(
            "a: |\n  x\u{2028}y\u{2029}\n  z\u{85}\n# c\u{85} d\nb: \u{2028}\u{2028}\n")
        #expect(
            parsed.diagnostics.map(\.message) == [
                "the invisible character U+2028 and 2 others, at which other YAML tools end the line",
                "the invisible character U+0085, at which other YAML tools end the line",
                "the invisible character U+2028 and another, at which other YAML tools end the line",
            ])
        #expect(parsed.diagnostics.map { $0.range?.count } == [3, 2, 3])
        #expect(parsed.diagnostics.allSatisfy { $0.severity == .warning })
    }

    @Test(arguments: [
        ("k: a\u{2028}b # c\n", "k: \"a\\Lb\" # c\n"), ("k: 'it''s\u{85}'\n", "k: \"it's\\N\"\n"),
        ("k: \"a\\tb\u{2029}\n  c\"\n", "k: \"a\\tb\\P\n  c\"\n"),
        ("a\u{2028}b: [c\u{85}]\n", "\"a\\Lb\": [\"c\\N\"]\n"),
        ("k: |\n  a\u{2028}\n\n   b\n\n", "k: \"\\\n  a\\L\\n\\\n  \\n\\\n  \\ b\\n\"\n\n"),
        ("k: |-\n  a\u{2028}", "k: \"\\\n  a\\L\""),
        ("k: > # c\n  a\u{2028}\n  b\nx: 1\n", "k: \"a\\L b\\n\" # c\nx: 1\n"),
        ("k: | # c\u{85}d\n  a\u{2028}\n", "k: \"a\\L\\n\" # c d\n"),
        ("# a\u{2028}b\u{85}\nk: 1\n", "# a b \nk: 1\n"),
        ("k: |2\n  \ta\u{85}\r\n", "k: \"\\\n  \\ta\\N\\n\"\n"),
    ])
    func fixes(_ text: String, _ mended: String) {
        #expect(fixed(text) == mended)
        #expect(YAMLTree.parse(mended).diagnostics.isEmpty)
    }

    /// The same documents with ordinary characters at the same positions say the same. Edits keep the rest, and
    /// the fix keeps the texts.
    @Test(arguments: 0..<8)
    func everyStyleAndPosition(round: UInt64) throws {
        var checked = 0
        for step in 0..<400 as Range<UInt64> {
            let seed = round &* 7919 &+ step
            var random = SeededRandom(seed ^ 0x0DD)
            let ordinary = seeded(RandomDocument.text(seed: seed), with: &random)
            let odd = OddText.from(ordinary)
            let (one, other) = (YAMLTree.parse(ordinary), YAMLTree.parse(odd))
            #expect((one.tree == nil) == (other.tree == nil), "seed \(seed): \(odd.debugDescription)")
            guard let root = one.tree?.root, let tree = other.tree, let oddRoot = tree.root,
                other.diagnostics.allSatisfy({ $0.severity < .error })
            else { continue }
            checked += 1
            try #require(OddText.same(root, oddRoot), "seed \(seed): \(odd.debugDescription)")
            if !other.diagnostics.contains(where: { $0.code == "PP114" }) {
                let mended = YAMLTree.parse(fixed(odd))
                let same = mended.tree?.root.map { Plain($0) == Plain(oddRoot) } ?? false
                try #require(same, "seed \(seed): \(odd.debugDescription)\n\(fixed(odd).debugDescription)")
                #expect(!mended.diagnostics.contains { $0.code == "PP117" })
            }
            var edits = RandomEdits(seed: seed)
            for _ in 0..<4 {
                guard let edit = edits.next(for: tree) else { break }
                do throws(YAMLEditError) {
                    let result = try tree.applying(edit)
                    let failure = try EditCheck(tree, edit).failure(result)
                    #expect(failure == nil, "seed \(seed): \(edit)\n\(tree.text.debugDescription)")
                } catch {
                    // Refused for another reason, if ordinary characters are refused too.
                    let isRefused = one.tree.map { (try? $0.applying(edit)) == nil } ?? true
                    #expect(
                        isRefused || EditCheck.mayFail(edit, tree, error), "seed \(seed): \(error)\n\(edit)")
                }
            }
        }
        #expect(checked > 100)
    }

    /// Inserts the ordinary characters at random positions.
    private func seeded(_ text: String, with random: inout SeededRandom) -> String {
        var scalars = Array(text.unicodeScalars)
        for _ in 0...random.below(6) {
            let character = random.pick(["\u{2010}", "\u{2011}", "\u{A2}"] as [Unicode.Scalar])
            // A character in the first column is seldom part of a value.
            let position = random.below(scalars.count + 1)
            let before = position == 0 ? "\n" : scalars[position - 1]
            if before == "\r" || (before == "\n" && random.chance(90)) { continue }
            scalars.insert(character, at: position)
        }
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }

    private func fixed(_ text: String) -> String {
        var edits: [TextEdit] = []
        for problem in YAMLTree.parse(text).diagnostics where problem.code == "PP117" {
            if case .edits(let more)? = problem.fix { edits += more }
        }
        return String(decoding: TextEdit.apply(edits, to: Array(text.utf8)), as: UTF8.self)
    }
}

/// Texts with ordinary characters, and the same texts with line ends of YAML 1.1.
private enum OddText {
    static func from(_ text: String) -> String {
        var view = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\u{2010}": view.append("\u{2028}")
            case "\u{2011}": view.append("\u{2029}")
            case "\u{A2}": view.append("\u{85}")
            default: view.append(scalar)
            }
        }
        return String(view)
    }

    /// True if the two nodes differ only in these characters, in their texts, ranges and styles.
    static func same(_ one: YAMLNode, _ other: YAMLNode) -> Bool {
        guard one.kind == other.kind, one.style == other.style, one.range == other.range,
            one.count == other.count
        else { return false }
        switch one.kind {
        case .scalar:
            return from(one.text).utf8.elementsEqual(other.text.utf8)
                && other.sourceRange(ofText: 0..<other.text.utf8.count)
                    == one.sourceRange(ofText: 0..<one.text.utf8.count)
        case .sequence: return zip(one.items, other.items).allSatisfy(same)
        case .mapping:
            return zip(one.entries, other.entries).allSatisfy {
                same($0.key, $1.key) && same($0.value, $1.value)
            }
        }
    }
}
