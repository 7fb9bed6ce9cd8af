internal import JSON

extension ValueField {
    /// Returns the field of a value.
    ///
    /// - Parameter type: the type of its variable, which decides about an empty value.
    /// - Returns: `nil` if the type does not have the field.
    func value(of value: TypedValue, type: VariableType) -> TemplateValue? {
        switch self {
        case .json: return .text(ValueField.json(value, type: type))
        case .count, .any:
            guard type == .multiselect else { return nil }
            var count = 0
            if case .choices(let choices) = value { count = choices.count }
            // No choice is false, as for the multiselect itself.
            let text = self == .count ? String(count) : nil
            return .bool(count > 0, label: text)
        }
    }

    /// Returns a value as JSON. Nothing but control characters, quotes and backslashes is escaped.
    static func json(_ value: TypedValue, type: VariableType) -> String {
        var json = JSONWriter(pretty: false)
        switch value {
        case .empty: return type == .multiselect ? "[]" : "null"
        case .number(let number): json.number(FreeJSON.number(number.text) ?? number.text)
        case .boolean(let truth, _): json.value(truth)
        case .choices(let choices): json.array { list in choices.forEach { list.value($0.value) } }
        case .text, .choice, .date: json.value(value.text)
        }
        return json.text
    }

    /// Returns a text as a JSON string.
    static func json(_ text: String) -> String { json(.text(text), type: .text) }
}

/// The fields of values that texts of format 2 name, so that others need not be computed.
struct ValueFields {
    private var names: Set<String> = []

    /// Notes a name of a text.
    mutating func note(_ name: TextWalk.Name) {
        guard name.home.format >= .two, let field = name.field, let known = ValueField(rawValue: field) else {
            return
        }
        names.insert(known.name(of: name.name))
    }

    /// True if `field` of `name` is named.
    func contains(_ field: ValueField, of name: String) -> Bool {
        !names.isEmpty && names.contains(field.name(of: name))
    }
}
