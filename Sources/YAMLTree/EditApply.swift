public import Diagnostics

extension YAMLTree {
    /// Returns the document with one change made; all bytes outside the change stay the same.
    ///
    /// The result is parsed again before it is returned: its content must be this document's content with
    /// exactly the requested change.
    ///
    /// - Throws: ``YAMLEditError`` if the path does not exist, the value can't be written, this document has
    ///   errors, or the check of the result fails.
    public func applying(_ edit: YAMLEdit) throws(YAMLEditError) -> YAMLTree {
        try planned(edit).tree
    }

    /// Returns the document with several changes made in order.
    ///
    /// - Throws: the ``YAMLEditError`` of the first edit that fails; no change is made then.
    public func applying(_ edits: [YAMLEdit]) throws(YAMLEditError) -> YAMLTree {
        var tree = self
        for edit in edits { tree = try tree.applying(edit) }
        return tree
    }

    /// Returns the same change as replacements in ``source``, sorted and without overlap.
    ///
    /// - Throws: ``YAMLEditError`` for the same reasons as ``applying(_:)``.
    public func splices(for edit: YAMLEdit) throws(YAMLEditError) -> [TextEdit] {
        try planned(edit).edits
    }

    private func planned(_ edit: YAMLEdit) throws(YAMLEditError) -> (tree: YAMLTree, edits: [TextEdit]) {
        if isRepaired { throw .sourceHasErrors }
        // If a literal block is not possible at this position, the second pass uses quotes.
        for allowsBlock in [true, false] {
            let (edits, model) = try bytes.withUnsafeBufferPointer {
                bytes throws(YAMLEditError) -> ([(range: Range<Int>, replacement: [UInt8])], EditModel) in
                var planner = EditPlanner(self, bytes: bytes, allowsBlock: allowsBlock)
                try planner.plan(edit)
                return (planner.edits.sorted { $0.range.lowerBound < $1.range.lowerBound }, planner.model)
            }
            if edits.isEmpty {
                if let root, model.matches(root) { return (self, []) }
                continue
            }
            let source = SourceText(name: source.name, bytes: spliced(edits))
            if let tree = YAMLTree.parse(source).tree, !tree.isRepaired, tree.errorCount <= errorCount,
                let root = tree.root, model.matches(root)
            {
                let texts = edits.map { TextEdit($0.range, replacement: String(decoding: $0.replacement, as: UTF8.self)) }
                return (tree, texts)
            }
        }
        throw .unsupported("the result would not read back as meant")
    }

    private func spliced(_ edits: [(range: Range<Int>, replacement: [UInt8])]) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(edits.reduce(bytes.count) { $0 + $1.replacement.count })
        var position = 0
        for edit in edits where edit.range.lowerBound >= position {
            out += bytes[position..<edit.range.lowerBound]
            out += edit.replacement
            position = edit.range.upperBound
        }
        return out + bytes[position...]
    }
}
