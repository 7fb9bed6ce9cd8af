/// A JSON text (RFC 8259) as a value: members keep their order, numbers their spelling.
public enum JSONValue: Sendable {
    /// `null`.
    case null
    /// `true` or `false`.
    case boolean(Bool)
    /// A number as it is written: `1.50` and `1.5` are two values. No number is too large or too precise.
    case number(String)
    /// A string with its escapes resolved.
    case string(String)
    /// The elements.
    case array([JSONValue])
    /// The members in the order of the text. A name may occur more than once; see
    /// ``JSONDocument/duplicates``.
    case object([JSONMember])

    /// Returns the value of the last member with this name, as most readers do; nil if this is no object or
    /// has none.
    public func member(_ name: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.last { isSameText($0.name, as: name) }?.value
    }
}

/// A name and a value in an object.
public struct JSONMember: Sendable, Equatable {
    /// The name with its escapes resolved.
    public let name: String
    /// The value.
    public let value: JSONValue

    /// A member with this name and value.
    public init(name: String, value: JSONValue) {
        self.name = name
        self.value = value
    }

    /// Members are equal if their names have the same scalars and their values are equal.
    public static func == (one: JSONMember, other: JSONMember) -> Bool {
        isSameText(one.name, as: other.name) && one.value == other.value
    }
}

extension JSONValue: Equatable {
    /// Values are equal if they have the same members in the same order, the same spelling of numbers and
    /// the same scalars: unlike `String`, composed and decomposed characters differ.
    public static func == (one: JSONValue, other: JSONValue) -> Bool {
        switch (one, other) {
        case (.null, .null): true
        case (.boolean(let one), .boolean(let other)): one == other
        case (.number(let one), .number(let other)): isSameText(one, as: other)
        case (.string(let one), .string(let other)): isSameText(one, as: other)
        case (.array(let one), .array(let other)): one == other
        case (.object(let one), .object(let other)): one == other
        default: false
        }
    }
}

/// True if two texts have the same scalars.
private func isSameText(_ one: String, as other: String) -> Bool { one.utf8.elementsEqual(other.utf8) }

extension JSONWriter {
    /// Writes a value of any kind: the document itself or an element of an array.
    public mutating func value(_ value: JSONValue) {
        switch value {
        case .null: null()
        case .boolean(let truth): self.value(truth)
        case .number(let lexeme): number(lexeme)
        case .string(let text): self.value(text)
        case .array(let items): array { list in items.forEach { list.value($0) } }
        case .object(let members): object { $0.write(members) }
        }
    }

    /// Writes a member of an object with a value of any kind.
    public mutating func set(_ key: String, to value: JSONValue) {
        switch value {
        case .null: null(key)
        case .boolean(let truth): set(key, to: truth)
        case .number(let lexeme): number(key, lexeme: lexeme)
        case .string(let text): set(key, to: text)
        case .array(let items): array(key) { list in items.forEach { list.value($0) } }
        case .object(let members): object(key) { $0.write(members) }
        }
    }

    private mutating func write(_ members: [JSONMember]) {
        for found in members { set(found.name, to: found.value) }
    }
}
