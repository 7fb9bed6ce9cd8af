/// A value that its variable has accepted.
public enum TypedValue: Sendable, Hashable {
    /// No value was given, and none is required.
    case empty
    case text(String)
    case number(DecimalNumber)
    /// The Boolean, and the label to insert for it if the variable has one.
    case boolean(Bool, label: String?)
    case choice(Choice)
    case choices([Choice])
    /// An ISO 8601 date, as given.
    case date(String)

    /// The text to insert for it.
    public var text: String {
        switch self {
        case .empty: ""
        case .text(let text), .date(let text): text
        case .number(let number): number.text
        case .boolean(let truth, let label): label ?? (truth ? "true" : "false")
        case .choice(let choice): choice.value
        case .choices(let choices): choices.map(\.value).joined(separator: ", ")
        }
    }
}

/// The reason why a value is refused.
public struct ValueProblem: Error, Sendable, Equatable {
    /// Completes "the value of x …": `must be at most 400, not 1200`.
    public let message: String
    /// The remedy; `nil` if there is none.
    public let help: String?

    init(_ message: String, help: String? = nil) {
        self.message = message
        self.help = help
    }
}

extension Variable {
    /// Checks a given value against the variable's type and all its rules.
    ///
    /// - Returns: The value in the variable's type; `empty` if the value is empty and the variable is not
    ///   required.
    /// - Throws: ``ValueProblem`` for the first rule that the value breaks.
    public func accept(_ raw: RawValue) throws(ValueProblem) -> TypedValue {
        if type == .multiselect { return try acceptMany(raw) }
        let text: String
        switch raw {
        case .text(let given): text = given
        case .list(let items) where items.count == 1: text = items[0]
        case .list:
            throw ValueProblem(
                "must be one value, not a list",
                help: "give it once: only a multiselect accepts several values")
        }
        if text.isEmpty {
            guard isRequired, type == .text || type == .multiline else { return try acceptEmpty() }
            throw ValueProblem("must not be empty")
        }
        switch type {
        case .text, .multiline: return try acceptText(text)
        case .number: return try acceptNumber(text)
        case .boolean: return try acceptBoolean(text)
        case .select: return .choice(try acceptChoice(text))
        case .date: return try acceptDate(text)
        case .multiselect: return try acceptMany(raw)
        }
    }

    /// Accepts an empty text as no value, unless the variable is required.
    private func acceptEmpty() throws(ValueProblem) -> TypedValue {
        if isRequired { throw ValueProblem("must not be empty") }
        return .empty
    }
}

extension Variable {
    /// Checks a `text` or `multiline`: lengths are in Unicode scalars, and the pattern must match the whole
    /// value.
    func acceptText(_ text: String) throws(ValueProblem) -> TypedValue {
        if type == .text, text.utf8.contains(where: { $0 == 0x0A || $0 == 0x0D }) {
            throw ValueProblem("must be one line", help: "a variable of type multiline accepts several lines")
        }
        if minLength != nil || maxLength != nil {
            let length = text.unicodeScalars.count
            if let least = minLength?.value, length < least {
                throw ValueProblem("must be at least \(counted(least, one: "character")) long, not \(length)")
            }
            if let most = maxLength?.value, length > most {
                throw ValueProblem("must be at most \(counted(most, one: "character")) long, not \(length)")
            }
        }
        guard let pattern = pattern?.value else { return .text(text) }
        let fits: Bool
        do {
            fits = try pattern.matches(text)
        } catch {
            throw ValueProblem(
                "is too long to be checked against its pattern",
                help: "make the value shorter or the pattern simpler")
        }
        guard fits else {
            throw ValueProblem(
                "must match the pattern \(shortened(patternText ?? "")), but is \(quoted(text))")
        }
        return .text(text)
    }
}

extension Variable {
    /// Checks a `number` with exact decimal arithmetic. It is inserted as given.
    func acceptNumber(_ text: String) throws(ValueProblem) -> TypedValue {
        guard let number = DecimalNumber(text) else {
            throw ValueProblem(
                "must be a decimal number, not \(quoted(text))", help: "write it like 12 or -0.5")
        }
        let unit = unit.map { " \($0)" } ?? ""
        if let least = minimum?.value, number < least {
            throw ValueProblem("must be at least \(least.text)\(unit), not \(text)")
        }
        if let most = maximum?.value, most < number {
            throw ValueProblem("must be at most \(most.text)\(unit), not \(text)")
        }
        if let step = step?.value, !number.isStep(step, from: minimum?.value) {
            let base = minimum.map { " counted from \($0.value.text)" } ?? ""
            throw ValueProblem("must be in steps of \(step.text)\(unit)\(base), but is \(text)")
        }
        return .number(number)
    }
}

/// The words for true and false, in any case.
package enum BooleanWord {
    package static func value(of text: String) -> Bool? {
        switch text.lowercased() {
        case "true", "yes", "on", "1": true
        case "false", "no", "off", "0": false
        default: nil
        }
    }
}

extension Variable {
    /// Checks a `boolean`. Its label is inserted, or `true` or `false` if it has none.
    func acceptBoolean(_ text: String) throws(ValueProblem) -> TypedValue {
        guard let truth = BooleanWord.value(of: text) else {
            throw ValueProblem(
                "must be true or false, not \(quoted(text))",
                help: "yes, no, on, off, 1 and 0 are accepted too")
        }
        return .boolean(truth, label: truth ? trueLabel : falseLabel)
    }
}

extension Variable {
    /// Checks a `select`: one of its values, or any value if `allow_custom` is set.
    func acceptChoice(_ text: String) throws(ValueProblem) -> Choice {
        if let choice = choices.first(where: { $0.value == text }) { return choice }
        if allowsCustom { return Choice(value: text, at: 0..<0) }
        let byLabel = choices.first { $0.label.map(Slug.foldingKey) == Slug.foldingKey(text) }
        let near = byLabel?.value ?? Suggestion.nearest(to: text, among: choices.map(\.value))
        throw ValueProblem(
            "can't be \(quoted(text)): it must be \(choicesInWords)",
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

extension Variable {
    /// Checks a `date`: an ISO 8601 date, with a time only if `include_time` is set. It is inserted as given.
    func acceptDate(_ text: String) throws(ValueProblem) -> TypedValue {
        let example = includesTime ? "2026-11-24T09:30" : "2026-11-24"
        guard let date = CalendarDate(text) else {
            throw ValueProblem(
                "must be an ISO 8601 date, not \(quoted(text))", help: "write it like \(example)")
        }
        if date.hasTime, !includesTime {
            throw ValueProblem(
                "must be a date without a time, not \(quoted(text))", help: "write it like \(example)")
        }
        if let earliest, let limit = CalendarDate(earliest.value), date < limit {
            throw ValueProblem("must not be before \(earliest.value), but is \(text)")
        }
        if let latest, let limit = CalendarDate(latest.value), limit.endOfPeriod < date {
            throw ValueProblem("must not be after \(latest.value), but is \(text)")
        }
        return .date(text)
    }
}

extension CalendarDate {
    /// The latest time that a limit allows: a limit without a time means the whole day.
    var endOfPeriod: CalendarDate { hasTime ? self : addingSeconds(86_399) }
}
