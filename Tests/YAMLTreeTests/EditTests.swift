import Diagnostics
import Testing

@testable import YAMLTree

/// The effect of edits on the text, case by case.
@Suite struct EditTests {
    @Test(
        arguments: [
            // A scalar keeps its style and the text beside it.
            ("a: x  # c\nb: 2\n", .set(["a"], .text("y z")), "a: y z  # c\nb: 2\n"),
            ("a: 'x'\n", .set(["a"], .text("it's")), "a: 'it''s'\n"),
            ("a: \"x\"\n", .set(["a"], .text("y\tz")), "a: \"y\\tz\"\n"),
            ("a: x\n", .set(["a"], .text("no")), "a: \"no\"\n"),
            ("a: x\n", .set(["a"], .text("{{y}}")), "a: \"{{y}}\"\n"),
            ("a: x\n", .set(["a"], .text("say \"hi\"")), "a: say \"hi\"\n"),
            ("a: x\n", .set(["a"], .text("\"hi\": x")), "a: '\"hi\": x'\n"),
            ("a: no\n", .set(["a"], .text("no")), "a: \"no\"\n"),
            ("a: x\n", .set(["a"], .plain("12")), "a: 12\n"),
            ("a: # c\nb: 2\n", .set(["a"], .text("x")), "a: x # c\nb: 2\n"),
            ("a: 1", .set(["a"], .plain("2")), "a: 2"),
            ("a:\n  - x # one\n  - y\n", .set(["a", 0], .text("z")), "a:\n  - z # one\n  - y\n"),
            (
                "a: {b: x, c: [1, 2]} # c\n", .set(["a", "c", 1], .text("y, z")),
                "a: {b: x, c: [1, \"y, z\"]} # c\n"
            ),
            ("a: {b}\n", .set(["a", "b"], .text("x")), "a: {b: x}\n"),
            // From one line to several and back.
            ("a: x  # c\nb: 2\n", .set(["a"], .text("one\ntwo\n")), "a: |  # c\n  one\n  two\nb: 2\n"),
            ("a: |  # c\n  one\n  two\nb: 2\n", .set(["a"], .text("x\n")), "a: |  # c\n  x\nb: 2\n"),
            (
                "a: |\n    one\n    two\n\nb: 2\n", .set(["a"], .text("one\n2\n")),
                "a: |\n    one\n    2\n\nb: 2\n"
            ),
            ("a: |\n  one\n", .set(["a"], .text(" one\ntwo")), "a: |2-\n   one\n  two\n"),
            ("a: |\n  one\n", .set(["a"], .text("one\n\n\n")), "a: |+\n  one\n\n\n"),
            (
                "a: >\n  one\n  two\n", .set(["a"], .text("one\ntwo\n\nthree\n")),
                "a: >\n  one\n\n  two\n\n\n  three\n"
            ),
            ("a: |\n  one\nb: 2\n", .set(["a"], .plain("12")), "a: 12\nb: 2\n"),
            ("a: x", .set(["a"], .text("one\ntwo\n")), "a: |\n  one\n  two\n"),
            ("a: x\r\nb: 1\r\n", .set(["a"], .text("one\ntwo\n")), "a: |\r\n  one\r\n  two\r\nb: 1\r\n"),
            ("a: x\n\nb: 2\n", .set(["a"], .text("one\n\n")), "a: \"one\\n\\n\"\n\nb: 2\n"),
            ("a: [x]\n", .set(["a", 0], .text("one\ntwo\n")), "a: [\"one\\ntwo\\n\"]\n"),
            (
                "a:\n    b:\n        c: x\n", .set(["a", "b", "c"], .text("1\n2\n")),
                "a:\n    b:\n        c: |\n            1\n            2\n"
            ),
            // Collections.
            (
                "a: x # c\n", .set(["a"], .map([("b", .plain("1")), ("c", .text("d"))])),
                "a: # c\n  b: 1\n  c: d\n"
            ),
            ("a: x\n", .set(["a"], .sequence([.text("b"), .text("c d")], style: .flow)), "a: [b, c d]\n"),
            ("a:\n  b: 1\n  c: 2\nd: 3\n", .set(["a"], .text("x")), "a: x\nd: 3\n"),
            ("- x\n", .set([0], .map([("a", .text("b\n")), ("c", .text("d"))])), "- a: |\n    b\n  c: d\n"),
            ("- x # c\n", .set([0], .sequence([.text("a")])), "- # c\n  - a\n"),
            // Missing keys are created.
            ("a: 1\n# end\n", .set(["b"], .plain("2")), "a: 1\nb: 2\n# end\n"),
            ("a: 1", .set(["b"], .plain("2")), "a: 1\nb: 2\n"),
            ("", .set(["a", "b"], .plain("1")), "a:\n  b: 1\n"),
            ("# c\n", .set(["a"], .plain("1")), "# c\na: 1\n"),
            ("m:\n  p: 1\n", .set(["m", "q", "r"], .text("x")), "m:\n  p: 1\n  q:\n    r: x\n"),
            ("a: {b: 1}\n", .set(["a", "c"], .text("x")), "a: {b: 1, c: x}\n"),
            ("a:\nb: 1\n", .set(["a", "c"], .text("x")), "a:\n  c: x\nb: 1\n"),
        ] as [(String, YAMLEdit, String)])
    func set(_ text: String, _ edit: YAMLEdit, _ wanted: String) throws { try check(text, edit, wanted) }

    @Test(
        arguments: [
            ("a: 1\nb: 2\n", .insertEntry(into: [], key: "c", .text("x"), at: .first), "c: x\na: 1\nb: 2\n"),
            (
                "# modeline\na: 1\n", .insertEntry(into: [], key: "c", .text("x"), at: .first),
                "# modeline\nc: x\na: 1\n"
            ),
            (
                "a: 1\n\n# about b\nb: 2\n", .insertEntry(into: [], key: "c", .text("x"), at: .before("b")),
                "a: 1\n\nc: x\n# about b\nb: 2\n"
            ),
            (
                "a:\n  z: 1\n\nb: 2\n", .insertEntry(into: [], key: "c", .text("x"), at: .after("a")),
                "a:\n  z: 1\nc: x\n\nb: 2\n"
            ),
            (
                "- a: 1\n  b: 2\n", .insertEntry(into: [0], key: "c", .text("x"), at: .first),
                "- c: x\n  a: 1\n  b: 2\n"
            ),
            ("a: {}\n", .insertEntry(into: ["a"], key: "c", .text("x"), at: .last), "a:\n  c: x\n"),
            ("{a: 1}\n", .insertEntry(into: [], key: "c", .text("x"), at: .first), "{c: x, a: 1}\n"),
            ("a: |\n  t", .insertEntry(into: [], key: "b", .plain("1"), at: .last), "a: |-\n  t\nb: 1\n"),
            (
                "a: |\n  t\n...\n", .insertEntry(into: [], key: "b", .plain("1"), at: .last),
                "a: |\n  t\nb: 1\n...\n"
            ),
            (
                "a:\n- x\n- y\nb: 1\n", .insertItem(into: ["a"], .text("z"), at: 1),
                "a:\n- x\n- z\n- y\nb: 1\n"
            ),
            (
                "a:\n  - x\n  # y's\n  - y\n", .insertItem(into: ["a"], .text("z"), at: 1),
                "a:\n  - x\n  - z\n  # y's\n  - y\n"
            ),
            ("a: [x]\n", .insertItem(into: ["a"], .text("z"), at: 1), "a: [x, z]\n"),
            ("a: []\n", .insertItem(into: ["a"], .text("z"), at: 0), "a:\n  - z\n"),
            (
                "m:\n- p: 1\n", .insertItem(into: ["m"], .map([("p", .sequence([.text("x")]))]), at: 1),
                "m:\n- p: 1\n- p:\n  - x\n"
            ),
            ("- - x\n", .insertItem(into: [0], .text("z"), at: 0), "- - z\n  - x\n"),
            (
                "a: 1\r\n", .insertEntry(into: [], key: "é", .text("x\ny\n"), at: .last),
                "a: 1\r\né: |\r\n  x\r\n  y\r\n"
            ),
        ] as [(String, YAMLEdit, String)])
    func insert(_ text: String, _ edit: YAMLEdit, _ wanted: String) throws { try check(text, edit, wanted) }

    @Test(
        arguments: [
            ("a: 1\n# b's\nb: 2 # b's\n# c's\nc: 3\n", .remove(["b"]), "a: 1\n# c's\nc: 3\n"),
            ("a: 1\nb: |\n  t\n\nc: 3\n", .remove(["b"]), "a: 1\n\nc: 3\n"),
            ("a:\n  b: 1\nc: 2\n", .remove(["a", "b"]), "a: {}\nc: 2\n"),
            ("a:\n  - b\n# c\nc: 2\n", .remove(["a", 0]), "a: []\n# c\nc: 2\n"),
            ("- a: 1\n  b: 2\n", .remove([0, "a"]), "- b: 2\n"),
            ("- a: 1\n  # b's\n  b: 2\n", .remove([0, "a"]), "- # b's\n  b: 2\n"),
            ("a: [x, y, z]\n", .remove(["a", 0]), "a: [y, z]\n"),
            ("a: [x, y, z]\n", .remove(["a", 2]), "a: [x, y]\n"),
            ("a: [x,]\n", .remove(["a", 0]), "a: []\n"), ("{a: 1, b: 2}\n", .remove(["a"]), "{b: 2}\n"),
            ("a: [\n  x, # x's\n  y # y's\n]\n", .remove(["a", 1]), "a: [\n  x # x's\n # y's\n]\n"),
            ("a: |+\n  t\n\nb: 1\n\n\nc: 2\n", .remove(["b"]), "a: |+\n  t\n\nc: 2\n"),
            ("a: 1\nb: 2", .remove(["b"]), "a: 1\n"),
            ("a: 1\nb: 2\n", .rename(["a"], to: "é"), "é: 1\nb: 2\n"),
            ("'a': 1\n", .rename(["a"], to: "it's"), "'it''s': 1\n"),
            ("a: 1\n", .rename(["a"], to: "no"), "\"no\": 1\n"),
            ("x: {a: 1}\n", .rename(["x", "a"], to: "b, c"), "x: {\"b, c\": 1}\n"),
            ("# l\n\n- a\n# b's\n- b\n- c\n", .moveItem([1], to: 2), "# l\n\n- a\n- c\n# b's\n- b\n"),
            ("- a\n- b: |\n    t", .moveItem([1], to: 0), "- b: |-\n    t\n- a\n"),
            ("a: [x, y, z]\n", .moveItem(["a", 2], to: 0), "a: [z, x, y]\n"),
            ("a: [x, y, z]\n", .moveItem(["a", 0], to: 1), "a: [y, x, z]\n"),
            ("- - a\n  - b\n", .moveItem([0, 1], to: 0), "- - b\n  - a\n"),
            ("a: 1\n\n# b's\nb: 2\n", .moveEntry(["b"], .first), "# b's\nb: 2\na: 1\n\n"),
            (
                "- a: 1 # a's\n  b: 2\n  c: 3\n", .moveEntry([0, "a"], .after("b")),
                "- b: 2\n  a: 1 # a's\n  c: 3\n"
            ),
            ("{a: 1, b: 2}\n", .moveEntry(["a"], .last), "{b: 2, a: 1}\n"),
            ("a: 1\nb: 2\n", .moveEntry(["a"], .before("b")), "a: 1\nb: 2\n"),
        ] as [(String, YAMLEdit, String)])
    func removeRenameMove(_ text: String, _ edit: YAMLEdit, _ wanted: String) throws {
        try check(text, edit, wanted)
    }

    @Test(
        arguments: [
            ("a: 1\n", .nest(["a"], in: "m"), "m:\n  - a: 1\n"),
            (
                "n: x\n# a's\na: |  # text\n  one\n\n   two\n  # deeper\n# z\nz: 1\n", .nest(["a"], in: "m"),
                "n: x\n# a's\nm:\n  - a: |  # text\n      one\n\n       two\n      # deeper\n# z\nz: 1\n"
            ),
            ("a: >2\n   x\n  y\n", .nest(["a"], in: "m"), "m:\n  - a: >2\n       x\n      y\n"),
            ("a: |+\n  t\n\n", .nest(["a"], in: "m"), "m:\n  - a: |+\n      t\n\n"),
            ("a: |\n  t", .nest(["a"], in: "m"), "m:\n  - a: |\n      t"),
            ("a: \"x\r\n  y\"\r\n", .nest(["a"], in: "m"), "m:\r\n  - a: \"x\r\n      y\"\r\n"),
            (
                "x:\n- b: 1\n  a: 'it''s'  # c\n", .nest(["x", 0, "a"], in: "m"),
                "x:\n- b: 1\n  m:\n  - a: 'it''s'  # c\n"
            ),
            (
                "x:\n    - a: |\n          t\n      b: 1\n", .nest(["x", 0, "a"], in: "m"),
                "x:\n    - m:\n          - a: |\n                t\n      b: 1\n"
            ),
            ("{b: 1, a: 'x'}\n", .nest(["a"], in: "m"), "{b: 1, m: [{a: 'x'}]}\n"),
            ("{a: }\n", .nest(["a"], in: "m"), "{m: [{a: }] }\n"),
            ("a: [1,\n 2]\n", .nest(["a"], in: "no"), "\"no\":\n  - a: [1,\n     2]\n"),
        ] as [(String, YAMLEdit, String)])
    func nest(_ text: String, _ edit: YAMLEdit, _ wanted: String) throws {
        try check(text, edit, wanted)
    }

    @Test(
        arguments: [
            ("a: 1\n", .set(["a", "b"], .text("x")), .notAMap(["a"])),
            ("a: 1\n", .set([0], .text("x")), .notASequence([])),
            ("a: [1]\n", .set(["a", 1], .text("x")), .indexOutOfRange(1, count: 1)),
            ("a: 1\n", .remove(["b", "c"]), .pathNotFound(["b"])), ("a: 1\n", .remove([]), .pathNotFound([])),
            ("a: 1\nb: 2\n", .rename(["a"], to: "b"), .duplicateKey("b")),
            ("a: 1\n", .insertEntry(into: [], key: "a", .text("x"), at: .last), .duplicateKey("a")),
            ("a: 1\n", .insertEntry(into: [], key: "b", .text("x"), at: .after("c")), .pathNotFound(["c"])),
            ("a: [1]\n", .insertEntry(into: ["a"], key: "b", .text("x"), at: .last), .notAMap(["a"])),
            ("a: [1]\n", .insertItem(into: ["a"], .text("x"), at: 2), .indexOutOfRange(2, count: 1)),
            ("a: [1]\n", .moveItem(["a", 0], to: 1), .indexOutOfRange(1, count: 1)),
            ("a: 1\n", .set(["a"], .plain("x: y")), .notRepresentable("a bare value can't be \"x: y\"")),
            ("a: {{x}}\nb: 1\n", .set(["b"], .plain("2")), .sourceHasErrors),
            (
                "a: [b: 1]\n", .insertEntry(into: ["a", 0], key: "c", .text("x"), at: .last),
                .unsupported("the map has no braces")
            ),
        ] as [(String, YAMLEdit, YAMLEditError)])
    func refusals(_ text: String, _ edit: YAMLEdit, _ error: YAMLEditError) throws {
        let tree = try #require(YAMLTree.parse(text).tree)
        #expect(throws: error) { try tree.applying(edit) }
        #expect(throws: error) { try tree.splices(for: edit) }
        #expect(!error.description.isEmpty)
    }

    @Test func setsWithoutTouchingEqualValues() throws {
        let tree = try #require(YAMLTree.parse("a: 'x'\nb: |\n  t\nc: 1\n").tree)
        #expect(try tree.splices(for: .set(["a"], .text("x"))).isEmpty)
        #expect(try tree.splices(for: .set(["b"], .text("t\n"))).isEmpty)
        #expect(try tree.splices(for: .set(["c"], .plain("1"))).isEmpty)
        #expect(try tree.applying([.set(["a"], .text("y")), .remove(["b"])]).text == "a: 'y'\nc: 1\n")
    }

    private func check(_ text: String, _ edit: YAMLEdit, _ wanted: String) throws {
        let tree = try #require(YAMLTree.parse(text).tree)
        #expect(try tree.applying(edit).text == wanted)
    }
}
