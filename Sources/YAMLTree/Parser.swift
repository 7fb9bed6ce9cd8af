internal import CLibYAML
internal import Diagnostics

extension YAMLTree {
    /// Scans the bytes, looks for conflict markers and directives, and reads events into records. If there is
    /// an unquoted `{{`, the text is read again as if it were quoted.
    static func parseDocument(_ source: SourceText, limits: YAMLLimits) -> YAMLParseResult {
        let size = source.bytes.count
        guard size <= limits.maxBytes, size <= Int32.max else {
            let problem = Diagnostic(
                "PP103", .error, "the file has \(size) bytes; at most \(limits.maxBytes) are read", at: nil,
                help: "split it, or move long texts into modules of their own")
            return YAMLParseResult(tree: nil, diagnostics: [problem])
        }
        var scan = source.bytes.withUnsafeBufferPointer { TextScan($0) }
        source.bytes.withUnsafeBufferPointer { scan.checkLineEnds($0) }
        var problems = scan.problems
        guard scan.isText else { return YAMLParseResult(tree: nil, diagnostics: problems.sorted) }

        var text = source.bytes
        if scan.mayHaveConflicts { ConflictMarkers.check(&text, &problems) }
        Directives.check(&text, &problems)
        let hasConflicts = problems.contains("PP107")
        var bare: [BareBraces] = []
        var noBraces: [Int] = []
        while true {
            let reading = text.withUnsafeBufferPointer { bytes in
                var builder = TreeBuilder(bytes, isASCII: scan.isASCII, limits: limits, bare: bare)
                builder.noBraces = noBraces
                builder.read()
                return builder.finished()
            }
            if let wrong = bare.firstIndex(where: { !reading.starts.contains($0.range.lowerBound) }) {
                // It was the middle of another token: restore it.
                let range = bare[wrong].range
                text.replaceSubrange(range, with: source.bytes[range])
                noBraces.append(range.lowerBound)
                bare.remove(at: wrong)
                continue
            }
            if !reading.bare.isEmpty, bare.count < Problems.limit, noBraces.count < Problems.limit {
                // Quote them in the copy and parse again, so that the rest of the text is checked too.
                bare += reading.bare
                for braces in reading.bare { braces.quote(in: &text) }
                continue
            }
            source.bytes.withUnsafeBufferPointer { bytes in
                for braces in bare { problems.add(braces.problem(in: bytes)) }
            }
            // If our side of a conflict can't be parsed, only the conflict is reported, because it must be
            // resolved first.
            if reading.isComplete || !problems.contains("PP107") { problems.add(reading.problems) }
            guard reading.isComplete else { return YAMLParseResult(tree: nil, diagnostics: problems.sorted) }
            let tree = YAMLTree(
                source: source, lineEnd: scan.lineEnd, records: reading.records, arena: reading.arena,
                isRepaired: hasConflicts || !bare.isEmpty, errorCount: problems.errorCount)
            return YAMLParseResult(tree: tree, diagnostics: problems.sorted)
        }
    }
}

/// Checks for `%YAML` and `%TAG` lines before the document.
enum Directives {
    /// Reports each directive, and turns it into a comment in the copy.
    static func check(_ text: inout [UInt8], _ problems: inout Problems) {
        let found: [Range<Int>] = text.withUnsafeBufferPointer { bytes in
            var found: [Range<Int>] = []
            var line = Lines.byteOrderMark(bytes)
            while true {
                line = Lines.skipTrivia(bytes, from: line)
                guard line < bytes.count, bytes[line] == UInt8(ascii: "%"),
                    Lines.start(bytes, of: line) == line
                else { return found }
                let end = Lines.end(bytes, of: line)
                found.append(line..<end)
                line = end
            }
        }
        for range in found {
            text[range.lowerBound] = UInt8(ascii: "#")
            problems.error(
                "PP112", "a `%` directive has no place here", at: range, help: "remove the line")
        }
    }
}
