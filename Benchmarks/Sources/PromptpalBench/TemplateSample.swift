import PromptCore

/// A template with its values, in the forms both engines take. Tags have three braces, so that neither
/// escapes.
struct TemplateSample {
    let name: String
    let text: String
    var partials: [String: String] = [:]
    let values: [String: any Sendable]
    let context: TemplateValue

    static let all = [flat, section, partial]

    private static let words = [
        "product": "Harbor", "audience": "operators", "words": "150", "tone": "plain", "who": "Ana",
    ]

    /// About 1 KB of text with eleven tags over five values.
    private static let flat = TemplateSample(
        name: "flat text, 5 variables",
        text: String(
            repeating: """
                You are a senior editor who writes for {{{audience}}}. Explain what {{{product}}} changes for them in at
                most {{{words}}} words, in a {{{tone}}} tone, and sign as {{{who}}}. Quote the source of each figure, name what
                is still open, and leave out what nobody asked for. Say what happens next, and who does it.

                """, count: 3),
        values: words, context: .object(TemplateObject(words.map { ($0, .text($1)) })))

    /// A list of twenty items with two fields each.
    private static let section: TemplateSample = {
        let items = (1...20).map { ["title": "Item number \($0)", "owner": "Team \($0 % 4)"] }
        let objects = items.map { TemplateValue.object(TemplateObject($0.map { ($0, .text($1)) })) }
        return TemplateSample(
            name: "section over a list of 20",
            text:
                "Open points for {{{who}}}:\n{{#items}}\n- {{{title}}}, owned by {{{owner}}}, wanted by {{{who}}}\n{{/items}}\nThat is all.\n",
            values: ["who": "Ana", "items": items],
            context: ["who": "Ana", "items": .list(objects)])
    }()

    /// A text that inserts two partials.
    private static let partial = TemplateSample(
        name: "two partials",
        text: "{{> persona}}\nExplain what {{{product}}} changes for {{{audience}}}.\n{{> closing}}\n",
        partials: [
            "persona":
                "You are a senior editor who writes for {{{audience}}} in a {{{tone}}} tone.\nYou prefer short sentences.\n",
            "closing": "Write at most {{{words}}} words.\nSign as {{{who}}}, and end with one question.\n",
        ],
        values: words, context: .object(TemplateObject(words.map { ($0, .text($1)) })))
}
