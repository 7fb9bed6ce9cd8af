public import Diagnostics
package import YAMLTree

/// The result of decoding one file: as much of the record as could be read, and all problems.
public struct Decoded<Value: Sendable>: Sendable {
    /// `nil` only if the file is no record at all (empty, or not a map).
    public var value: Value?
    /// The problems of the file, sorted by position.
    public var diagnostics: [Diagnostic]
}

/// Reads nodes as the types that the format requires. It collects problems and continues.
struct Decoder {
    /// The rules by which the file is read.
    var format = Format.newest
    var diagnostics: [Diagnostic] = []

    mutating func report(_ problem: Diagnostic) {
        diagnostics.append(problem)
    }

    /// Returns a scalar's text, even if it looks like another type; `nil` for an empty value.
    mutating func text(_ node: YAMLNode, for key: StaticString) -> String? {
        guard node.kind == .scalar else {
            expected("text", for: key, at: node)
            return nil
        }
        return node.isNull ? nil : node.text
    }

    mutating func locatedText(_ node: YAMLNode, for key: StaticString) -> Located<String>? {
        text(node, for: key).map { Located($0, at: node.range) }
    }

    mutating func boolean(_ node: YAMLNode, for key: StaticString) -> Bool? {
        guard node.kind == .scalar else {
            expected("true or false", for: key, at: node)
            return nil
        }
        if node.isText("true") { return true }
        if node.isText("false") { return false }
        if node.isNull { return nil }
        if let value = BooleanWord.value(of: node.text) { return value }
        report(.notBoolean(node.text, of: key, at: node.range))
        return nil
    }

    /// Reads an integer that is not negative.
    mutating func count(_ node: YAMLNode, for key: StaticString) -> Located<Int>? {
        guard let text = text(node, for: key) else { return nil }
        guard let value = Int(text), value >= 0, !text.hasPrefix("+") else {
            report(.unreadableLimit(wholeNumber: text, of: key, at: node.range))
            return nil
        }
        return Located(value, at: node.range)
    }

    mutating func number(_ node: YAMLNode, for key: StaticString) -> Located<DecimalNumber>? {
        guard let text = text(node, for: key) else { return nil }
        guard let value = DecimalNumber(text) else {
            report(.unreadableLimit(decimalNumber: text, of: key, at: node.range))
            return nil
        }
        return Located(value, at: node.range)
    }

    /// Reads one of the raw values of a type.
    mutating func word<Word: RawRepresentable & CaseIterable>(
        _ node: YAMLNode, for key: StaticString, as: Word.Type
    ) -> Located<Word>? where Word.RawValue == String, Word: Sendable {
        guard let text = text(node, for: key) else { return nil }
        if let value = Word(rawValue: text) { return Located(value, at: node.range) }
        report(.unknownWord(text, of: key, words: Word.allCases.map(\.rawValue), at: node.range))
        return nil
    }

    /// Reads a list of scalars as texts.
    mutating func texts(_ node: YAMLNode, for key: StaticString) -> [Located<String>] {
        if node.isNull { return [] }
        guard node.kind == .sequence else {
            let isPlainWord = node.kind == .scalar && node.style == .plain && node.text.utf8.count <= 60
            expected("a list", for: key, at: node, help: isPlainWord ? "write `\(key): [\(node.text)]`" : nil)
            return []
        }
        var texts: [Located<String>] = []
        texts.reserveCapacity(node.count)
        for item in node.items {
            if let text = locatedText(item, for: key) { texts.append(text) }
        }
        return texts
    }

    /// Reads a map with arbitrary content.
    mutating func freeMap(_ node: YAMLNode, for key: StaticString) -> [FreeEntry] {
        if node.isNull { return [] }
        guard node.kind == .mapping else {
            expected("a map", for: key, at: node)
            return []
        }
        return FreeValue.entries(of: node)
    }

    mutating func expected(_ wanted: String, for key: StaticString, at node: YAMLNode, help: String? = nil) {
        report(.wrongType(of: key, wanted: wanted, node: node, help: help))
    }

    /// Reports an unknown key. Every edit keeps it.
    mutating func unknown(_ entry: YAMLEntry, in object: ObjectDescription) {
        // A merge key has its own diagnostic.
        if entry.key.style == .plain, entry.key.isText("<<") { return }
        report(.unknownKey(entry.key.text, in: object, at: entry.key.range))
    }
}

extension FreeValue {
    package init(_ node: YAMLNode) {
        switch node.kind {
        case .scalar: self = .scalar(node.text, isQuoted: node.style != .plain)
        case .sequence: self = .list(node.items.map(FreeValue.init))
        case .mapping: self = .map(FreeValue.entries(of: node))
        }
    }

    package static func entries(of node: YAMLNode) -> [FreeEntry] {
        node.entries.map { FreeEntry(key: $0.key.text, value: FreeValue($0.value)) }
    }
}

extension Decoder {
    /// Reads one of the keys that all records share; returns false if `entry` is another key.
    mutating func header(_ entry: YAMLEntry, into header: inout Header) -> Bool {
        let (key, value) = (entry.key, entry.value)
        if key.isText("id") {
            header.id = id(value)
        } else if key.isText("name") {
            header.name = locatedText(value, for: "name")
        } else if key.isText("description") {
            header.description = text(value, for: "description")
        } else if key.isText("tags") {
            header.tags = texts(value, for: "tags")
        } else if key.isText("created_at") {
            header.createdAt = dateTime(value, for: "created_at")
        } else if key.isText("created_by") {
            header.createdBy = text(value, for: "created_by")
        } else if key.isText("metadata") {
            header.metadata = freeMap(value, for: "metadata")
        } else if key.isText("conflicts") {
            header.conflicts = keptConflicts(value)
        } else {
            return false
        }
        return true
    }

    mutating func id(_ node: YAMLNode) -> Located<RecordID>? {
        guard let text = text(node, for: "id") else { return nil }
        guard let id = RecordID(text) else {
            report(.malformedID(text, at: node.range))
            return nil
        }
        return Located(id, at: node.range)
    }

    mutating func dateTime(_ node: YAMLNode, for key: StaticString) -> String? {
        guard let text = text(node, for: key) else { return nil }
        guard CalendarDate(text) != nil else {
            report(.malformedDateTime(text, of: key, at: node.range))
            return nil
        }
        return text
    }
}

extension Decoder {
    /// Reads the list under `conflicts`, which a merge writes.
    mutating func keptConflicts(_ node: YAMLNode) -> [KeptConflict] {
        if node.isNull { return [] }
        guard node.kind == .sequence else {
            expected(
                "a list", for: "conflicts", at: node,
                help: "a merge writes it; `promptpal resolve` removes it")
            return []
        }
        var conflicts: [KeptConflict] = []
        for item in node.items {
            guard item.kind == .mapping, let at = item["at"], let theirs = item["theirs"],
                let path = locatedText(at, for: "at")
            else {
                report(.wrongType(ofConflict: item))
                continue
            }
            for entry in item.entries where !entry.key.isText("at") && !entry.key.isText("theirs") {
                unknown(entry, in: Keys.conflict)
            }
            conflicts.append(KeptConflict(at: path, theirs: FreeValue(theirs), range: item.range))
        }
        return conflicts
    }
}
