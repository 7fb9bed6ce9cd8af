/// The difference of two files line by line in the format of `diff -u` (POSIX.1-2017, "diff", and GNU's
/// "Unified Format"), which `patch` and `git apply` read.
///
/// It works on bytes, so files that are no UTF-8 or no YAML can be compared too.
public struct UnifiedDiff: Sendable, Hashable {
    /// The changed ranges, in order; empty if the files are equal.
    public var hunks: [Hunk]

    /// One hunk, `@@ … @@`.
    public struct Hunk: Sendable, Hashable {
        /// Its lines in the old file, from 0.
        public var old: Range<Int>
        /// Its lines in the new file, from 0.
        public var new: Range<Int>
        /// The lines in the order of output, with the unchanged ones around a change.
        public var lines: [Line]

        /// The header, `@@ -1,3 +1,4 @@`.
        public var head: String { "@@ -\(Hunk.rangeText(old)) +\(Hunk.rangeText(new)) @@" }

        /// Returns the first line, from 1, and the number of lines if it is not 1. An empty range has the
        /// number of the line before it.
        private static func rangeText(_ lines: Range<Int>) -> String {
            let start = lines.isEmpty ? lines.lowerBound : lines.lowerBound + 1
            return lines.count == 1 ? "\(start)" : "\(start),\(lines.count)"
        }
    }

    /// One line of a hunk.
    public struct Line: Sendable, Hashable {
        /// The same on both sides, removed, or added.
        public var kind: TextDifference.RunKind
        /// With its line end; the last line of a file may have none.
        public var bytes: [UInt8]

        /// ` `, `-` or `+`.
        public var sign: String {
            switch kind {
            case .same: " "
            case .removed: "-"
            case .added: "+"
            }
        }
    }

    /// The text after a last line without a line end.
    public static let noLineEnd = "\\ No newline at end of file"

    /// Compares two files.
    ///
    /// - Parameters:
    ///   - context: number of unchanged lines to show around a changed one.
    ///   - limits: the maximum work.
    public static func between(
        _ old: [UInt8], and new: [UInt8], context: Int = 3, limits: ComparisonLimits = .standard
    ) -> UnifiedDiff {
        let (old, new) = (TextLines(old), TextLines(new))
        var budget = WorkBudget(limits)
        let edits = TextLines.edits(from: old, to: new, budget: &budget)
        let hunks = TextLines.groups(edits, context: context).map {
            hunk(of: $0, old: old, new: new, context: context)
        }
        return UnifiedDiff(hunks: hunks)
    }

    private static func hunk(
        of edits: ArraySlice<SequenceDifference.Edit>, old: TextLines, new: TextLines, context: Int
    ) -> Hunk {
        let (first, last) = (edits[edits.startIndex], edits[edits.endIndex - 1])
        let before = min(context, first.old.lowerBound)
        let after = min(context, old.lines.count - last.old.upperBound)
        var lines: [Line] = []
        func append(_ kind: TextDifference.RunKind, from text: TextLines, lines range: Range<Int>) {
            for index in range { lines.append(Line(kind: kind, bytes: Array(text.bytes[text.lines[index]]))) }
        }
        var x = first.old.lowerBound - before
        for edit in edits {
            append(.same, from: old, lines: x..<edit.old.lowerBound)
            append(.removed, from: old, lines: edit.old)
            append(.added, from: new, lines: edit.new)
            x = edit.old.upperBound
        }
        append(.same, from: old, lines: x..<x + after)
        return Hunk(
            old: first.old.lowerBound - before..<last.old.upperBound + after,
            new: first.new.lowerBound - before..<last.new.upperBound + after, lines: lines)
    }

    /// Returns the whole diff as bytes, with the two lines that name the files; empty if the files are equal.
    ///
    /// - Parameters:
    ///   - oldName: the name after `---`: `a/prompts/x.prompt.yaml`, or `/dev/null`.
    ///   - newName: the name after `+++`.
    public func bytes(oldName: String, newName: String) -> [UInt8] {
        if hunks.isEmpty { return [] }
        var result = Array("--- \(oldName)\n+++ \(newName)\n".utf8)
        for hunk in hunks {
            result += hunk.head.utf8
            result.append(0x0A)
            for line in hunk.lines {
                result += line.sign.utf8
                result += line.bytes
                if line.bytes.last != 0x0A { result += "\n\(UnifiedDiff.noLineEnd)\n".utf8 }
            }
        }
        return result
    }
}
