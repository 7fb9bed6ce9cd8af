import Foundation
import JSON
import Testing

@Suite("JSON writer")
struct JSONWriterTests {
    private func document(pretty: Bool) -> String {
        var json = JSONWriter(pretty: pretty)
        json.object { root in
            root.set("text", to: "a")
            root.set("none", to: nil as String?)
            root.set("some", to: "b" as String?)
            root.set("count", to: -3)
            root.set("yes", to: true)
            root.number("ratio", lexeme: "1.50")
            root.null("nothing")
            root.object("empty") { _ in }
            root.array("list") { list in
                list.value("x")
                list.value(2)
                list.value(false)
                list.number("1e9")
                list.null()
                list.object { $0.set("k", to: 1) }
                list.array { _ in }
                list.array { $0.value(1) }
            }
            root.set("last", to: 0)
        }
        return json.text
    }

    @Test("compact: no white space")
    func compact() {
        #expect(
            document(pretty: false)
                == #"{"text":"a","none":null,"some":"b","count":-3,"yes":true,"ratio":1.50,"nothing":null,"empty":{},"#
                + #""list":["x",2,false,1e9,null,{"k":1},[],[1]],"last":0}"#)
    }

    @Test("pretty: one member a line, two spaces a level")
    func pretty() {
        #expect(
            document(pretty: true) == """
                {
                  "text": "a",
                  "none": null,
                  "some": "b",
                  "count": -3,
                  "yes": true,
                  "ratio": 1.50,
                  "nothing": null,
                  "empty": {},
                  "list": [
                    "x",
                    2,
                    false,
                    1e9,
                    null,
                    {
                      "k": 1
                    },
                    [],
                    [
                      1
                    ]
                  ],
                  "last": 0
                }
                """)
    }

    @Test("a document may be any value", arguments: [true, false])
    func roots(pretty: Bool) {
        func text(_ body: (inout JSONWriter) -> Void) -> String {
            var json = JSONWriter(pretty: pretty)
            body(&json)
            return json.text
        }
        #expect(text { $0.value("a") } == #""a""#)
        #expect(text { $0.value(Int.min) } == "-9223372036854775808")
        #expect(text { $0.value(true) } == "true")
        #expect(text { $0.null() } == "null")
        #expect(text { $0.array { _ in } } == "[]")
        #expect(text { $0.object { _ in } } == "{}")
    }

    @Test(
        "escapes",
        arguments: [
            (#"a"b"#, #""a\"b""#), (#"a\b"#, #""a\\b""#), ("a/b", #""a/b""#),
            ("\n\r\t", #""\n\r\t""#), ("\r\n", #""\r\n""#),
            ("\0\u{1}\u{8}\u{C}\u{1F}", #""\u0000\u0001\u0008\u000c\u001f""#),
            ("\u{1B}[31m", #""\u001b[31m""#), ("\u{7F}\u{9B}31m", #""\u007f\u009b31m""#),
            ("°é日🎉", #""°é日🎉""#), ("\u{2028}", "\"\u{2028}\""), ("e\u{301}\"", "\"e\u{301}\\\"\""),
            ("", #""""#),
        ])
    func escapes(text: String, written: String) {
        var json = JSONWriter(pretty: false)
        json.value(text)
        #expect(Array(json.text.unicodeScalars) == Array(written.unicodeScalars))
    }

    @Test("keys are escaped like texts")
    func keys() {
        var json = JSONWriter(pretty: false)
        json.object { $0.set("a\"\n", to: 1) }
        #expect(json.text == #"{"a\"\n":1}"#)
    }

    @Test("another reader gets every scalar back")
    func roundTrip() throws {
        var scalars = (UInt32(0)...0x2FF).compactMap(Unicode.Scalar.init)
        scalars += ["\u{2028}", "\u{FEFF}", "\u{FFFF}", "\u{1F389}", "\u{10FFFF}"]
        var json = JSONWriter(pretty: true)
        json.array { list in
            for scalar in scalars { list.value("a\(scalar)b") }
        }
        let read = try JSONDecoder().decode([String].self, from: Data(json.text.utf8))
        #expect(read.map { Array($0.utf8) } == scalars.map { Array("a\($0)b".utf8) })
    }
}
