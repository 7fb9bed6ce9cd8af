internal import PromptCore

/// A record, module, option or variable in a common form for comparison.
struct PartOutline {
    let part: ComparedPart
    var handle = ""
    var name: String?
    /// True if its text is the `content` key of its owner.
    var isBare = false
    var id: RecordID?
    /// Keys whose values differ from their defaults, in the usual order.
    var fields: [FreeEntry] = []
    /// The default values of keys.
    var defaults: [FreeEntry] = []
    /// An option's text.
    var text: String?
    /// The shared module that a module uses.
    var reference: String?
    var variables: [PartOutline] = []
    /// A record's modules, a module's options.
    var parts: [PartOutline] = []

    init(_ part: ComparedPart) {
        self.part = part
    }

    var partName: PartName { PartName(handle: handle, name: name, isBare: isBare) }

    /// The texts of all options in it.
    var texts: [String] { (text.map { [$0] } ?? []) + parts.flatMap(\.texts) }

    /// The whole part as a map; for a bare part, its text.
    var value: FreeValue {
        if isBare { return .text(texts.joined()) }
        var entries: [FreeEntry] = []
        if let name, part == .module || part == .option {
            entries.append(FreeEntry(key: "name", value: .text(name)))
        }
        entries += fields
        if !variables.isEmpty {
            entries.append(FreeEntry(key: "variables", value: .map(variables.map(\.entry))))
        }
        if let text { entries.append(FreeEntry(key: "content", value: .text(text))) }
        if let only = parts.first, only.isBare {
            entries.append(FreeEntry(key: "content", value: only.value))
        } else if !parts.isEmpty {
            let key = part == .module ? "options" : "modules"
            entries.append(FreeEntry(key: key, value: .list(parts.map(\.value))))
        }
        return .map(entries)
    }

    private var entry: FreeEntry {
        FreeEntry(key: handle, value: .map(fields))
    }

    /// Adds a key, unless it has no value or its default.
    mutating func add(_ key: String, value: FreeValue?, default preset: FreeValue? = nil) {
        if let preset { defaults.append(FreeEntry(key: key, value: preset)) }
        guard let value, value != preset else { return }
        fields.append(FreeEntry(key: key, value: value))
    }
}

extension FreeValue {
    /// Returns a text, even if it looks like another type.
    static func text(_ text: String) -> FreeValue { .scalar(text, isQuoted: true) }
    /// Returns a number or a Boolean.
    static func plain(_ text: String) -> FreeValue { .scalar(text, isQuoted: false) }

    static func truth(_ value: Bool) -> FreeValue { plain(value ? "true" : "false") }

    static func texts(_ list: [Located<String>]) -> FreeValue? {
        list.isEmpty ? nil : .list(list.map { text($0.value) })
    }

    static func entries(_ entries: [FreeEntry]) -> FreeValue? { entries.isEmpty ? nil : .map(entries) }
}

/// The kind of thing that is compared.
public enum ComparedPart: String, Sendable, Hashable {
    case record, module, option, variable
}

/// The name and handle of a part.
public struct PartName: Sendable, Hashable {
    /// Its handle; the address if it is a record.
    public var handle: String
    /// As written; `nil` if it has none.
    public var name: String?
    /// True if its text is the `content` key of its owner and it has no entry of its own.
    public var isBare = false

    /// The name if it has one, else the handle.
    public var shown: String { name ?? handle }
}
