extension Variable {
    /// Checks a `select`: one of its values, or any value if `allow_custom` is set.
    func acceptChoice(_ text: String) throws(ValueProblem) -> Choice {
        if let choice = choices.first(where: { $0.value == text }) { return choice }
        if allowsCustom { return Choice(value: text, at: 0..<0) }
        let byLabel = choices.first { $0.label.map(Slug.foldingKey) == Slug.foldingKey(text) }
        let near = byLabel?.value ?? Suggestion.nearest(to: text, among: choices.map(\.value))
        throw ValueProblem(
            "can't be \(quoted(text)): it is \(choicesInWords)",
            help: near.map { "did you mean \(quoted($0))?" })
    }

    private var choicesInWords: String {
        let most = 12
        guard choices.count > most else { return alternatives(choices.map { shortened($0.value) }) }
        return "one of \(choices.count) values such as "
            + alternatives(choices.prefix(3).map { shortened($0.value) })
    }

    /// Checks a `multiselect`: a list, or a text with commas between the values.
    func acceptMany(_ raw: RawValue) throws(ValueProblem) -> TypedValue {
        let texts: [String] =
            switch raw {
            case .list(let items): items
            case .text(let text) where choices.contains { $0.value == text }: [text]
            case .text(let text):
                text.split(separator: ",").map { $0.drop { $0 == " " } }
                    .map { String($0.reversed().drop { $0 == " " }.reversed()) }.filter { !$0.isEmpty }
            }
        var chosen: [Choice] = []
        var values: Set<String> = []
        for text in texts {
            let choice = try acceptChoice(text)
            if !values.insert(choice.value).inserted {
                throw ValueProblem("has \(quoted(text)) twice")
            }
            chosen.append(choice)
        }
        // An explicitly empty list counts as no value.
        if chosen.isEmpty, !isRequired { return .empty }
        if let least = minSelections?.value, chosen.count < least {
            throw ValueProblem("needs at least \(counted(least, one: "selection")), not \(chosen.count)")
        }
        if let most = maxSelections?.value, chosen.count > most {
            throw ValueProblem("takes at most \(counted(most, one: "selection")), not \(chosen.count)")
        }
        if chosen.isEmpty { throw ValueProblem("must not be empty") }
        return .choices(chosen)
    }
}
