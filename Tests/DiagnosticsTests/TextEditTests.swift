import Diagnostics
import Testing

@Suite("Text edits")
struct TextEditTests {
    @Test(
        "edits are made where they were measured",
        arguments: [
            ([], "hello"), ([TextEdit(0..<1, replacement: "J")], "Jello"),
            ([TextEdit(5..<5, replacement: "!")], "hello!"),
            ([TextEdit(0..<5, replacement: "")], ""),
            ([TextEdit(3..<5, replacement: "p"), TextEdit(0..<1, replacement: "ye")], "yeelp"),
            ([TextEdit(2..<2, replacement: "A"), TextEdit(2..<2, replacement: "B")], "heABllo"),
            ([TextEdit(1..<3, replacement: "X"), TextEdit(1..<1, replacement: "+")], "h+Xlo"),
            ([TextEdit(1..<3, replacement: "X"), TextEdit(3..<4, replacement: "Y")], "hXYo"),
            ([TextEdit(1..<3, replacement: "X"), TextEdit(2..<4, replacement: "Y")], "hXlo"),
            ([TextEdit(4..<6, replacement: "X")], "hello"),
        ])
    func apply(edits: [TextEdit], result: String) {
        #expect(String(decoding: TextEdit.apply(edits, to: Array("hello".utf8)), as: UTF8.self) == result)
    }

    @Test("many insertions at one place keep their order")
    func order() {
        let edits = (0..<100).map { TextEdit(1..<1, replacement: "\($0),") }
        let result = String(decoding: TextEdit.apply(edits, to: Array("[]".utf8)), as: UTF8.self)
        #expect(result == "[" + (0..<100).map { "\($0)," }.joined() + "]")
    }
}
