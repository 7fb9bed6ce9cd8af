import Diagnostics
import Testing

@Suite("Text edits")
struct TextEditTests {
    @Test(
        "edits are made where they were measured",
        arguments: [
            ([], "hello"), ([TextEdit(0..<1, "J")], "Jello"), ([TextEdit(5..<5, "!")], "hello!"),
            ([TextEdit(0..<5, "")], ""), ([TextEdit(3..<5, "p"), TextEdit(0..<1, "ye")], "yeelp"),
            ([TextEdit(2..<2, "A"), TextEdit(2..<2, "B")], "heABllo"),
            ([TextEdit(1..<3, "X"), TextEdit(1..<1, "+")], "h+Xlo"),
            ([TextEdit(1..<3, "X"), TextEdit(3..<4, "Y")], "hXYo"),
            ([TextEdit(1..<3, "X"), TextEdit(2..<4, "Y")], "hXlo"), ([TextEdit(4..<6, "X")], "hello"),
        ])
    func apply(edits: [TextEdit], result: String) {
        #expect(String(decoding: TextEdit.apply(edits, to: Array("hello".utf8)), as: UTF8.self) == result)
    }

    @Test("many insertions at one place keep their order")
    func order() {
        let edits = (0..<100).map { TextEdit(1..<1, "\($0),") }
        let result = String(decoding: TextEdit.apply(edits, to: Array("[]".utf8)), as: UTF8.self)
        #expect(result == "[" + (0..<100).map { "\($0)," }.joined() + "]")
    }
}
