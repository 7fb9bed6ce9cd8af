internal import Diagnostics

extension ExampleFile {
    /// A module with two options, to which the examples of several rules refer.
    static let tone = ExampleFile(
        "prompts/tone.module.yaml",
        text: """
            options:
              - {name: Plain, default: true, content: Write plainly.}
              - {name: Warm, content: Write warmly.}

            """)
}
