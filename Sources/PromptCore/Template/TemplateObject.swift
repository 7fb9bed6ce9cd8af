/// Named values: the context of a rendering, or the fields of a value.
///
/// If there are few names, they are compared one by one by a precomputed hash; if there are many, they have
/// an index.
public struct TemplateObject: Sendable, Hashable {
    private struct Entry: Sendable, Hashable {
        let name: TemplateName
        var value: TemplateValue
    }

    private static let indexedFrom = 24
    private var entries: [Entry] = []
    private var index: [TemplateName: Int] = [:]

    /// Creates an object without names.
    public init() {}

    /// Creates an object from names and values. If a name occurs twice, the later value counts.
    public init(_ fields: some Sequence<(String, TemplateValue)>) {
        entries.reserveCapacity(fields.underestimatedCount)
        for (name, value) in fields { self[name] = value }
    }

    /// The value of a name. Names are equal if their UTF-8 is equal. Setting `nil` makes the value null.
    public subscript(name: String) -> TemplateValue? {
        get { self[TemplateName(name)] }
        set {
            let name = TemplateName(name)
            if let position = position(of: name) {
                entries[position].value = newValue ?? .null
                return
            }
            entries.append(Entry(name: name, value: newValue ?? .null))
            if entries.count == Self.indexedFrom {
                for (position, entry) in entries.enumerated() { index[entry.name] = position }
            } else if entries.count > Self.indexedFrom {
                index[name] = entries.count - 1
            }
        }
    }

    subscript(name: TemplateName) -> TemplateValue? {
        guard let position = position(of: name) else { return nil }
        return entries[position].value
    }

    private func position(of name: TemplateName) -> Int? {
        if entries.count >= Self.indexedFrom { return index[name] }
        for position in entries.indices where entries[position].name == name { return position }
        return nil
    }
}

extension TemplateObject: ExpressibleByDictionaryLiteral {
    /// Creates an object from names and values. If a name occurs twice, the later value counts.
    public init(dictionaryLiteral elements: (String, TemplateValue)...) { self.init(elements) }
}

/// A name with its hash.
struct TemplateName: Sendable, Hashable {
    let text: String
    /// FNV-1a over the UTF-8. It tells different names apart quickly; nothing requires it to be unique.
    private let quickHash: UInt64

    init(_ text: String) {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        self.text = text
        quickHash = hash
    }

    static func == (left: TemplateName, right: TemplateName) -> Bool {
        left.quickHash == right.quickHash && left.text == right.text
    }

    func hash(into hasher: inout Hasher) { hasher.combine(text) }
}
