/// The types of variables. ``Variable`` has the rules of each type.
public enum VariableType: String, Sendable, Hashable, CaseIterable {
    case text, multiline, number, boolean, select, multiselect, date
}

/// A variable's definition: its type, its rules, its default.
public struct Variable: Sendable {
    /// The id, descriptive keys and dates of a shared variable's file.
    public var header = Header()
    /// The name that texts use.
    public var name: Located<String>
    /// The type of the value.
    public var type: VariableType = .text
    /// As written; see ``isRequired``.
    public var required: Bool?
    /// The default; `nil` if there is none.
    public var defaultValue: Located<RawValue>?
    /// An example, shown when the value is asked for.
    public var placeholder: String?
    /// A description of the expected value.
    public var help: String?

    // text, multiline
    /// The smallest length in Unicode scalars.
    public var minLength: Located<Int>?
    /// The largest length in Unicode scalars.
    public var maxLength: Located<Int>?
    /// The pattern that the whole value must match.
    public var pattern: Located<Pattern>?
    /// The pattern as written in the file.
    public var patternText: String?
    // number
    /// The smallest number.
    public var minimum: Located<DecimalNumber>?
    /// The largest number.
    public var maximum: Located<DecimalNumber>?
    /// The step, counted from ``minimum``, else from 0.
    public var step: Located<DecimalNumber>?
    /// The unit, shown when the value is asked for; never inserted.
    public var unit: String?
    // boolean
    /// The text that is inserted for true; `nil` for `true`.
    public var trueLabel: String?
    /// The text that is inserted for false; `nil` for `false`.
    public var falseLabel: String?
    // select, multiselect
    /// The values to choose from, in the order of the file.
    public var choices: [Choice] = []
    /// True if values outside of ``choices`` are accepted.
    public var allowsCustom = false
    /// The smallest number of chosen values.
    public var minSelections: Located<Int>?
    /// The largest number of chosen values.
    public var maxSelections: Located<Int>?
    // date
    /// The earliest date.
    public var earliest: Located<String>?
    /// The latest date.
    public var latest: Located<String>?
    /// True if a time of day is accepted too.
    public var includesTime = false

    /// The range of the whole entry in its file.
    public var range: Range<Int>

    /// Creates a text variable without rules, which is also the meaning of an undeclared name.
    public init(name: Located<String>, range: Range<Int>) {
        self.name = name
        self.range = range
    }

    /// True if a value must be given: as written, else true if there is no default.
    public var isRequired: Bool { required ?? (defaultValue == nil) }
}

/// One value of a select, and the label that people see.
public struct Choice: Sendable, Hashable {
    /// The value that is inserted.
    public var value: String
    /// The text that people see; `nil` for the value itself.
    public var label: String?
    /// The range in the file's UTF-8.
    public var range: Range<Int>

    /// A value with its label.
    public init(value: String, label: String? = nil, at range: Range<Int>) {
        self.value = value
        self.label = label
        self.range = range
    }
}

/// A value from a flag, a file or a person, before its variable's type is applied.
public enum RawValue: Sendable, Hashable {
    case text(String)
    case list([String])
}
