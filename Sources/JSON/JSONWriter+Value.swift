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
