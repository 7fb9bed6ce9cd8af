import Diagnostics
import Testing

@Suite("JSON renderer")
struct JSONRendererTests {
    @Test("the keys and their order are stable")
    func golden() {
        let sample = Sample("a: é日\nb: x\n")
            .with("PP302", .warning, "say \"why\"", at: "x\n", help: "h", fix: .orderKeys)
            .with("PP301", .error, at: "日")
            .with("PP501", .note, at: nil, fix: .assignID)
        #expect(
            JSONRenderer.render(sample.report) == """
                {
                  "files": 1,
                  "errors": 1,
                  "warnings": 1,
                  "notes": 1,
                  "diagnostics": [
                    {
                      "code": "PP501",
                      "severity": "note",
                      "message": "no good",
                      "file": "prompts/a.prompt.yaml",
                      "line": 1,
                      "column": 1,
                      "end_line": 1,
                      "end_column": 1,
                      "fixable": true
                    },
                    {
                      "code": "PP301",
                      "severity": "error",
                      "message": "no good",
                      "file": "prompts/a.prompt.yaml",
                      "line": 1,
                      "column": 5,
                      "end_line": 1,
                      "end_column": 6
                    },
                    {
                      "code": "PP302",
                      "severity": "warning",
                      "message": "say \\"why\\"",
                      "file": "prompts/a.prompt.yaml",
                      "line": 2,
                      "column": 4,
                      "end_line": 3,
                      "end_column": 1,
                      "help": "h",
                      "fixable": true
                    }
                  ]
                }
                """)
    }

    @Test("nothing found is an empty list")
    func empty() {
        #expect(
            JSONRenderer.render(DiagnosticReport(fileCount: 7, files: [])) == """
                {
                  "files": 7,
                  "errors": 0,
                  "warnings": 0,
                  "notes": 0,
                  "diagnostics": []
                }
                """)
    }
}
