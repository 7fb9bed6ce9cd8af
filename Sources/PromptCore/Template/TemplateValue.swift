/// The value of a name in a rendering.
///
/// A section is skipped if its name is missing or its value is `null`, `bool(false)`, an empty text or an
/// empty list. It repeats over a list, and is rendered once for any other value. The value is its `{{.}}`.
public enum TemplateValue: Sendable, Hashable {
    /// Inserts nothing.
    case null
    /// Inserts the label, else `true` or `false`. Sections depend on the Boolean, never on the label.
    case bool(Bool, label: String? = nil)
    /// Inserts the text. Numbers and dates are texts too, because they are inserted as given.
    case text(String)
    /// Inserts the text. `{{x.name}}`, and `{{name}}` inside a section over it, insert a field.
    case labelled(String, fields: TemplateObject)
    /// Inserts the items with `, ` between them; a section repeats over them.
    case list([TemplateValue])
    /// Inserts nothing; its fields have names.
    case object(TemplateObject)

    /// True if a section over it is rendered.
    public var isTrue: Bool {
        switch self {
        case .null: false
        case .bool(let truth, _): truth
        case .text(let text), .labelled(let text, _): !text.isEmpty
        case .list(let items): !items.isEmpty
        case .object: true
        }
    }

    /// The text that `{{x}}` inserts for it.
    public var text: String {
        switch self {
        case .null, .object: ""
        case .bool(let truth, let label): label ?? (truth ? "true" : "false")
        case .text(let text), .labelled(let text, _): text
        case .list(let items): items.map(\.text).joined(separator: ", ")
        }
    }

    /// True if names can be looked up in it.
    var hasFields: Bool {
        switch self {
        case .object, .labelled: true
        case .null, .bool, .text, .list: false
        }
    }

    /// Returns the field with that name; `nil` if there is none.
    func field(_ name: TemplateName) -> TemplateValue? {
        switch self {
        case .object(let fields), .labelled(_, let fields): fields[name]
        case .null, .bool, .text, .list: nil
        }
    }
}

extension TemplateValue: ExpressibleByStringLiteral, ExpressibleByArrayLiteral,
    ExpressibleByDictionaryLiteral,
    ExpressibleByBooleanLiteral
{
    /// Creates a text.
    public init(stringLiteral value: String) { self = .text(value) }
    /// Creates a list.
    public init(arrayLiteral elements: TemplateValue...) { self = .list(elements) }
    /// Creates a Boolean without a label.
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    /// Creates an object. If a name occurs twice, the later value counts.
    public init(dictionaryLiteral elements: (String, TemplateValue)...) {
        self = .object(TemplateObject(elements))
    }
}

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

/// The values that sections have opened, innermost last, above the root.
struct ContextStack {
    private struct Frame {
        let value: TemplateValue
        /// Index of the nearest frame, this one or below, in which names can be looked up; -1 if there is
        /// none. So texts and Booleans are skipped at no cost, even if they have opened many sections.
        let named: Int
        /// The name that was looked up in the root for it; `nil` for the root.
        let origin: TemplateName?
    }

    /// A value that a name led to.
    struct Found {
        let value: TemplateValue
        /// The index of the frame in which the first part of the name was found; for `.`, of the innermost
        /// frame.
        fileprivate let position: Int
    }

    private var frames: [Frame] = []

    init(_ root: TemplateValue) { push(root, from: nil) }

    /// Opens a value.
    /// - Parameter origin: the name in the root that it comes from; `nil` for the root itself.
    mutating func push(_ value: TemplateValue, from origin: TemplateName?) {
        let below = frames.last?.named ?? -1
        frames.append(
            Frame(value: value, named: value.hasFields ? frames.count : below, origin: origin))
    }

    mutating func pop() { frames.removeLast() }

    /// Puts the next item of a list in place of the innermost value.
    mutating func replaceLast(with value: TemplateValue) {
        let last = frames.removeLast()
        push(value, from: last.origin)
    }

    /// The name in the root that a value comes from; `nil` for the root itself.
    func origin(of found: Found, _ path: TemplateProgram.Path) -> TemplateName? {
        found.position == 0 && !path.isCurrent ? path.owner : frames[found.position].origin
    }

    /// Returns the value of a dotted name; `nil` if there is none. The first part is looked up from the
    /// innermost value outward, each further part only in the value that the part before it found.
    ///
    /// - Parameter steps: reduced by one for each value that is searched.
    func value(of path: TemplateProgram.Path, steps: inout Int) -> Found? {
        if path.isCurrent { return frames.last.map { Found(value: $0.value, position: frames.count - 1) } }
        var position = frames.last?.named ?? -1
        while position >= 0 {
            steps -= 1
            if steps < 0 { return nil }
            if let found = frames[position].value.field(path.first) {
                if path.rest.isEmpty { return Found(value: found, position: position) }
                return ContextStack.follow(path.rest, from: found)
                    .map { Found(value: $0, position: position) }
            }
            position = position > 0 ? frames[position - 1].named : -1
        }
        return nil
    }

    private static func follow(_ rest: [TemplateName], from value: TemplateValue) -> TemplateValue? {
        var value = value
        for name in rest {
            guard let next = value.field(name) else { return nil }
            value = next
        }
        return value
    }
}
