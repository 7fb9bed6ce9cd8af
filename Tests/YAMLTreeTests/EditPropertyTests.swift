import Diagnostics
import Testing

@testable import YAMLTree

/// Random edits of random and hand-picked documents: the result has the content of the document with exactly
/// the requested change, and the rest of the text is unchanged.
@Suite struct EditPropertyTests {
    /// At least 20 × 1,000 edits.
    @Test(arguments: 0..<20)
    func randomEdits(round: UInt64) {
        var done = 0
        var seed = round &* 1_000_003
        while done < 1000 {
            seed &+= 1
            let isPicked = seed % 4 == 0
            let text =
                isPicked
                ? handPicked[Int(seed / 4 % UInt64(handPicked.count))] : RandomDocument.text(seed: seed)
            let parsed = YAMLTree.parse(text)
            guard var tree = parsed.tree, parsed.diagnostics.allSatisfy({ $0.severity < .error }) else {
                Issue.record("seed \(seed): \(text.debugDescription) \(parsed.diagnostics.map(\.message))")
                return
            }
            var edits = RandomEdits(seed: seed)
            for _ in 0..<12 {
                guard let edit = edits.next(for: tree) else { break }
                do throws(YAMLEditError) {
                    let result = try tree.applying(edit)
                    let failure = try EditCheck(tree, edit).failure(result)
                    if let failure {
                        Issue.record(
                            "seed \(seed): \(failure)\n\(edit)\n\(tree.text.debugDescription)\n\(result.text.debugDescription)"
                        )
                        return
                    }
                    tree = result
                } catch {
                    if !EditCheck.mayFail(edit, tree, error) {
                        Issue.record("seed \(seed): \(error)\n\(edit)\n\(tree.text.debugDescription)")
                        return
                    }
                }
                done += 1
            }
        }
    }
}

let handPicked = [
    "a: 1\n", "a: 1", "", "# only\n", "---\n", "a:", "a:\n", "- a", "- a\n- b\n", "{a: 1}\n", "[a, b]", "{}",
    "[]\n",
    "# licence\n\n# about a\na: 1 # one\n# about b\nb: 2\n\n# end\n",
    "# modeline\nid: 1\nname: x\n",
    "\u{FEFF}a: 1\r\nb:\r\n  - x\r\n  - y\r\n",
    "é: ü # ö\nlist:\n- é\n# ç\n- ñ\nend: 1\n",
    "a: |\n  text\n\n  more\nb: |-\n  strip\nc: |+\n  keep\n\n\nd: >\n  folded\n  text\n\n  para\n   indented\n  x\n",
    "a: |2\n   lead\n  text\nb: >-2\n   x\nc: |1+\n x\n\n", "a: |\n  no end", "a: |+\n  no end",
    "a:\n  - b: |\n      no end",
    "- name: x\n  value: 1\n  # c1;\n  more: |\n    t\n- name: y\n\n- - p\n  - q\n-\n  - r\n",
    "a: {b: [1, 2, {c: d}], e: {}} # c1;\nf: [\n  x, # c2;\n  y # c3;\n]\n",
    "a: 'it''s'\nb: \"q\\\"x\\u00e9\"\nc: two\n  lines\nd: 'a\n\n  b'\n",
    "- - - a\n    - b\n  - c\n- d\n", "a:\n    b:\n        c: 1\n        d: [x]\n",
    "k:   v   \nl:   # c1;\nm: ~\n",
    "a: 1\n    # c1;\nb:\n  c: 1\n     # c2;\n # c3;\n\n# c4;\nd: 2\n...\n",
]
