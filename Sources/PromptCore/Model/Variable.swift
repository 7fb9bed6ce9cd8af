/// The types of variables. ``Variable`` has the rules of each type.
public enum VariableType: String, Sendable, Hashable, CaseIterable {
    case text, multiline, number, boolean, select, multiselect, date
}

/// A variable's definition: its type, its rules, its default.
public struct Variable: Sendable {
    /// The id, descriptive keys and dates of a shared variable's file.
    public var header = Header()
    public var name: Located<String>
    public var type: VariableType = .text
    /// As written; see ``isRequired``.
    public var required: Bool?
    public var defaultValue: Located<RawValue>?
    public var placeholder: String?
    public var help: String?

    // text, multiline
    public var minLength: Located<Int>?
    public var maxLength: Located<Int>?
    public var pattern: Located<Pattern>?
    public var patternText: String?
    // number
    public var minimum: Located<DecimalNumber>?
    public var maximum: Located<DecimalNumber>?
    public var step: Located<DecimalNumber>?
    public var unit: String?
    // boolean
    public var trueLabel: String?
    public var falseLabel: String?
    // select, multiselect
    public var choices: [Choice] = []
    public var allowsCustom = false
    public var minSelections: Located<Int>?
    public var maxSelections: Located<Int>?
    // date
    public var earliest: Located<String>?
    public var latest: Located<String>?
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

    /// True if `name` can name a variable: an ASCII letter or `_`, then letters, digits and `_`.
    public static func isName(_ name: some StringProtocol) -> Bool {
        guard let first = name.utf8.first, isLetter(first) else { return false }
        return name.utf8.allSatisfy { isLetter($0) || (0x30...0x39).contains($0) }
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        byte == 0x5F || (0x61...0x7A).contains(byte | 0x20) && byte < 0x80
    }
}

/// One value of a select, and the label that people see.
public struct Choice: Sendable, Hashable {
    public var value: String
    public var label: String?
    public var range: Range<Int>

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
