internal import CLibYAML
internal import Diagnostics

extension YAMLTree {
    /// Scans the bytes, looks for conflict markers and directives, and reads events into records. If there is
    /// an unquoted `{{`, the text is read again as if it were quoted.
    static func parseDocument(_ source: SourceText, limits: YAMLLimits) -> YAMLParseResult {
        let size = source.bytes.count
        guard size <= limits.maxBytes, size <= Int32.max else {
            return YAMLParseResult(
                tree: nil, diagnostics: [.fileTooLarge(bytes: size, limit: limits.maxBytes)])
        }
        let scan = source.bytes.withUnsafeBufferPointer { TextScan($0) }
        var problems = scan.problems
        if let mixed = source.bytes.withUnsafeBufferPointer({ scan.mixedLineEnds(in: $0) }) {
            problems.add(mixed)
        }
        guard scan.isText else { return YAMLParseResult(tree: nil, diagnostics: problems.sorted) }

        var text = source.bytes
        if scan.mayHaveConflicts { ConflictMarkers.check(&text, problems: &problems) }
        Directives.check(&text, problems: &problems)
        let hasConflicts = problems.contains(.conflictMarkers)
        var bare: [BareBraces] = []
        var noBraces: [Int] = []
        while true {
            let attempt = text.withUnsafeBufferPointer { bytes in
                var builder = TreeBuilder(bytes, isASCII: scan.isASCII, limits: limits, bare: bare)
                builder.noBraces = noBraces
                builder.read()
                return builder.finished()
            }
            if let wrong = bare.firstIndex(where: { !attempt.starts.contains($0.range.lowerBound) }) {
                // It was the middle of another token: restore it.
                let range = bare[wrong].range
                text.replaceSubrange(range, with: source.bytes[range])
                noBraces.append(range.lowerBound)
                bare.remove(at: wrong)
                continue
            }
            if !attempt.bare.isEmpty, bare.count < Problems.limit, noBraces.count < Problems.limit {
                // Quote them in the copy and parse again, so that the rest of the text is checked too.
                bare += attempt.bare
                for braces in attempt.bare { braces.quote(in: &text) }
                continue
            }
            source.bytes.withUnsafeBufferPointer { bytes in
                for braces in bare { problems.add(braces.problem(in: bytes)) }
            }
            // If our side of a conflict can't be parsed, only the conflict is reported, because it must be
            // resolved first.
            if attempt.isComplete || !problems.contains(.conflictMarkers) { problems.add(attempt.problems) }
            guard attempt.isComplete else { return YAMLParseResult(tree: nil, diagnostics: problems.sorted) }
            let tree = YAMLTree(
                source: source, lineEnd: scan.lineEnd, records: attempt.records, arena: attempt.arena,
                isRepaired: hasConflicts || !bare.isEmpty, errorCount: problems.errorCount)
            return YAMLParseResult(tree: tree, diagnostics: problems.sorted)
        }
    }
}
