/// Writes values as new YAML: block style, with literal blocks for texts of several lines.
public enum YAMLEmitter {
    /// Returns a whole document with a final line end. Items of a list in a map are indented by two spaces.
    ///
    /// A `plain` value that is no valid plain scalar becomes a quoted text. Keys are not checked: the caller
    /// must keep each below 1,000 bytes, because libyaml refuses longer ones.
    public static func document(_ value: YAMLValue, lineEnd: LineEnd = .lf) -> String {
        let emitter = Emitter(newline: lineEnd.text)
        let parts = emitter.parts(safe(value), parent: -1)
        let head = parts.inline.isEmpty ? [] : parts.inline + emitter.newline.utf8
        return String(decoding: head + parts.body, as: UTF8.self)
    }

    /// Returns `key: value` at the first column, with its line end.
    public static func entry(_ key: String, value: YAMLValue, lineEnd: LineEnd = .lf) -> String {
        document(.mapping([YAMLMember(key, value: value)]), lineEnd: lineEnd)
    }

    /// Returns the value with every `plain` that is no valid plain scalar replaced by a text.
    private static func safe(_ value: YAMLValue) -> YAMLValue {
        switch value {
        case .text: value
        case .plain(let word):
            PlainText.isSyntax(Array(word.utf8), inFlow: true) || word.isEmpty ? value : .text(word)
        case .sequence(let items, let style): .sequence(items.map(safe), style: style)
        case .mapping(let members, let style):
            .mapping(members.map { YAMLMember($0.key, value: safe($0.value)) }, style: style)
        }
    }
}

/// Writes values at a position in a document, in that document's style.
struct Emitter {
    var newline = "\n"
    /// Number of spaces per level.
    var step = 2
    /// True if a list in a map is indented deeper than its key.
    var indentsSequences = true
    var allowsBlock = true
    var allowsKeep = true
    /// The replaced value, whose style the new value keeps; values inside it ignore it.
    var old: YAMLNode?

    /// A value in two parts.
    struct Parts {
        /// The part after the colon or dash on the same line; empty for a block collection.
        var inline: [UInt8] = []
        /// The lines after the first, each with its line end.
        var body: [UInt8] = []
        /// Column of a block collection's keys or dashes.
        var column = 0
    }

    /// - Parameters:
    ///   - parent: column of the key or dash that the value belongs to; -1 at the root.
    ///   - isItem: true if it follows a dash. Collections after a dash are indented by exactly two spaces.
    func parts(_ value: YAMLValue, parent: Int, isItem: Bool = false) -> Parts {
        switch value {
        case .text(let text):
            let step = isItem ? 2 : step
            let written = scalars(parent: parent, indent: literalIndent(parent: parent, step: step)).write(
                Array(text.utf8))
            return Parts(inline: written.inline, body: written.body)
        case .plain(let word): return Parts(inline: Array(word.utf8))
        case .sequence(let items, let style):
            guard style == .block, !items.isEmpty else { return Parts(inline: flow(value)) }
            let column = column(parent, isItem: isItem, isSequence: true)
            var body: [UInt8] = []
            for item in items { body += self.item(item, column: column) }
            return Parts(body: body, column: column)
        case .mapping(let members, let style):
            guard style == .block, !members.isEmpty else { return Parts(inline: flow(value)) }
            let column = column(parent, isItem: isItem, isSequence: false)
            var body: [UInt8] = []
            for member in members { body += entry(member.key, value: member.value, column: column) }
            return Parts(body: body, column: column)
        }
    }

    /// Returns `key: value` with its indentation and line end.
    func entry(_ key: String, value: YAMLValue, column: Int) -> [UInt8] {
        var inner = self
        inner.old = nil
        let parts = inner.parts(value, parent: column)
        var out = [UInt8](repeating: 0x20, count: column)
        out += inner.scalars(parent: column, indent: 0).key(Array(key.utf8))
        out.append(UInt8(ascii: ":"))
        if !parts.inline.isEmpty { out += [0x20] + parts.inline }
        return out + newline.utf8 + parts.body
    }

    /// Returns `- value` with its indentation and line end. A collection starts on the dash's line.
    func item(_ value: YAMLValue, column: Int) -> [UInt8] {
        var inner = self
        inner.old = nil
        let parts = inner.parts(value, parent: column, isItem: true)
        var out = [UInt8](repeating: 0x20, count: column)
        out.append(UInt8(ascii: "-"))
        if parts.inline.isEmpty, !parts.body.isEmpty {
            return out + [0x20] + parts.body.dropFirst(parts.column)
        }
        if !parts.inline.isEmpty { out += [0x20] + parts.inline }
        return out + newline.utf8 + parts.body
    }

    /// Returns the value on one line in flow style.
    func flow(_ value: YAMLValue) -> [UInt8] {
        var inner = self
        inner.old = nil
        switch value {
        case .text(let text):
            var writer = scalars(parent: 0, indent: 0)
            writer.inFlow = true
            return writer.write(Array(text.utf8)).inline
        case .plain(let word): return Array(word.utf8)
        case .sequence(let items, _):
            return [UInt8(ascii: "[")] + items.map(inner.flow).joined(separator: ", ".utf8) + [
                UInt8(ascii: "]")
            ]
        case .mapping(let members, _):
            let entries = members.map { inner.flowEntry($0.key, value: $0.value) }
            return [UInt8(ascii: "{")] + entries.joined(separator: ", ".utf8) + [UInt8(ascii: "}")]
        }
    }

    func flowEntry(_ key: String, value: YAMLValue) -> [UInt8] {
        var writer = scalars(parent: 0, indent: 0)
        (writer.inFlow, writer.old) = (true, nil)
        return writer.key(Array(key.utf8)) + ": ".utf8 + flow(value)
    }

    private func scalars(parent: Int, indent: Int) -> ScalarWriter {
        ScalarWriter(
            old: old, inFlow: false, parent: parent, indent: indent, newline: newline,
            allowsBlock: allowsBlock, allowsKeep: allowsKeep)
    }

    /// Returns the indentation of a literal block. If the old value was a block, its indentation is kept.
    func literalIndent(parent: Int, step: Int) -> Int {
        if let old, old.style == .literal || old.style == .folded, old.record.indent > parent,
            old.record.textLength > 0
        {
            return old.record.indent
        }
        return max(parent, 0) + min(step, 9)
    }

    func column(_ parent: Int, isItem: Bool, isSequence: Bool) -> Int {
        if parent < 0 { return 0 }
        if isItem { return parent + 2 }
        return isSequence && !indentsSequences ? parent : parent + step
    }
}

extension Emitter {
    /// Takes the line end from a document, and the indentation from its first nested collections and blocks.
    init(of tree: YAMLTree) {
        newline = tree.lineEnd.text
        var step: Int?
        var indents: Bool?
        if let root = tree.root { Emitter.look(at: root, step: &step, indents: &indents) }
        self.step = step ?? 2
        indentsSequences = indents ?? true
    }

    private static func look(at node: YAMLNode, step: inout Int?, indents: inout Bool?) {
        guard node.style == .block, step == nil || indents == nil else { return }
        let column = node.record.indent
        for entry in node.entries {
            let value = entry.value
            let isBlockScalar = value.style == .literal || value.style == .folded
            if value.style == .block || (isBlockScalar && value.record.textLength > 0) {
                let difference = value.record.indent - column
                if difference > 0, step == nil { step = difference }
                if value.style == .block, value.kind == .sequence, indents == nil { indents = difference > 0 }
            }
            look(at: value, step: &step, indents: &indents)
        }
        for item in node.items { look(at: item, step: &step, indents: &indents) }
    }

    /// Checks that a value can be written in YAML.
    ///
    /// - Throws: ``YAMLEditError/notRepresentable(_:)`` if it is nested too deeply, has a plain value that is
    ///   no scalar, or a key that is too long; ``YAMLEditError/duplicateKey(_:)`` if a map has a key twice.
    static func check(_ value: YAMLValue, depth: Int = 0) throws(YAMLEditError) {
        if depth >= YAMLLimits.standard.maxDepth {
            throw .notRepresentable("it is nested deeper than \(YAMLLimits.standard.maxDepth) levels")
        }
        switch value {
        case .text: break
        case .plain(let word):
            guard PlainText.isSyntax(Array(word.utf8), inFlow: true) else {
                throw .notRepresentable("a bare value can't be \"\(word)\"")
            }
        case .sequence(let items, _):
            for item in items { try check(item, depth: depth + 1) }
        case .mapping(let members, _):
            var seen: Set<[UInt8]> = []
            for member in members {
                // libyaml looks for a key's colon within 1,024 characters.
                guard QuotedText.double(Array(member.key.utf8)).count <= 1000 else {
                    throw .notRepresentable("a key is longer than 1,000 bytes")
                }
                guard seen.insert(Array(member.key.utf8)).inserted else { throw .duplicateKey(member.key) }
                try check(member.value, depth: depth + 1)
            }
        }
    }
}
