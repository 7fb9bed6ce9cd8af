/// A field that format 2 gives to values: `{{x.json}}`, `{{xs.count}}`, `{{#xs.any}}`.
enum ValueField: String, CaseIterable {
    /// The value as JSON; of every value, also of the label and value of a choice inside a section.
    case json
    /// The number of choices of a multiselect.
    case count
    /// True if a multiselect has a choice.
    case any

    /// The name of the field of `name` in a template's context.
    func name(of name: String) -> String { "\(name).\(rawValue)" }
}
