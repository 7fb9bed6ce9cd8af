/// The prompts of `init --example`, small enough to read in one go. `CREATED` stands for the keys
/// `created_at` and `created_by`.
enum ExampleStore {
    struct File {
        let path: String
        let title: String
        let text: String
    }

    static let files = [
        File(
            path: "prompts/welcome.prompt.yaml", title: "Welcome",
            text: """
                description: The smallest useful prompt, to see how things work.
                tags: [start]
                CREATED
                variables:
                  name: {type: text, help: Who is greeted, placeholder: Ana}
                content: |
                  Greet {{name}} in one warm sentence, and ask what they want to write today.

                """),
        File(
            path: "prompts/writing/tone.module.yaml", title: "Tone",
            text: """
                description: How a text should sound. Shared by every prompt in this folder.
                CREATED
                role: system
                options:
                  - name: Friendly
                    default: true
                    content: |
                      Write as a helpful colleague would: plain words, short sentences, no jargon.
                  - name: Formal
                    content: |
                      Write formally and precisely. Avoid contractions and exclamation marks.

                """),
        File(
            path: "prompts/writing/rewrite.prompt.yaml", title: "Rewrite a text",
            text: """
                description: Makes a text clearer without changing what it says.
                tags: [writing, editing]
                CREATED
                variables:
                  text: {type: multiline, help: The text to rewrite}
                  length:
                    type: select
                    options: [shorter, same, {value: longer, label: longer, with examples}]
                    default: same
                  keep_terms: {type: boolean, default: true}
                modules:
                  - use: tone
                  - name: Task
                    content: |
                      Rewrite the text below so that it is clearer. Length: {{length}}.
                      {{#keep_terms}}
                      Keep technical terms exactly as they are.
                      {{/keep_terms}}
                  - name: Text
                    content: |
                      {{text}}

                """.replacing("longer, with examples", with: "\"longer, with examples\"")),
    ]
}
