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
