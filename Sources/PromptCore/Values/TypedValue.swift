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
                "must be one value, not a list", help: "give it once: only a multiselect takes several")
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
