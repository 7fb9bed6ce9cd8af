public import Diagnostics

extension DiagnosticRule {
    /// Git's markers of a merge conflict.
    public static let conflictMarkers = DiagnosticRule(
        "PP107", severity: .error, title: "merge conflict",
        explanation: """
            Git left both sides of a merge in the file, with markers between them. Keep what is right, remove the lines with \
            `<<<<<<<`, `=======` and `>>>>>>>`, then `git add` the file. One problem is reported for each conflict.
            """,
        wrong: """
            <<<<<<< HEAD
            name: Launch mail
            =======
            name: Launch email
            >>>>>>> theirs
            content: Write it.

            """,
        right: "name: Launch email\ncontent: Write it.\n")
}

/// Finds Git's merge-conflict markers before the text is parsed as YAML.
///
/// A marker starts in the first column, in which no line of a literal or folded block can start.
enum ConflictMarkers {
    /// Reports one problem per conflict and overwrites everything but our side in `text` with blanks. The
    /// length does not change, so the rest can be parsed and its ranges stay valid.
    static func check(_ text: inout [UInt8], problems: inout Problems) {
        var found: [(range: Range<Int>, label: String)] = []
        var blanks: [Range<Int>] = []
        text.withUnsafeBufferPointer { bytes in
            var line = Lines.byteOrderMark(bytes)
            var open: Int?
            var isOurs = true
            while line < bytes.count {
                let end = Lines.end(bytes, of: line)
                let next = end + Lines.breakLength(bytes, at: end)
                let marker = marker(bytes, in: line..<end)
                if marker == UInt8(ascii: "<"), open == nil {
                    open = found.count
                    found.append((line..<end, label(bytes, in: line..<end)))
                    isOurs = true
                } else if marker == UInt8(ascii: ">"), open == nil {
                    found.append((line..<end, label(bytes, in: line..<end)))
                }
                if marker == UInt8(ascii: "<") || marker == UInt8(ascii: ">")
                    || (open != nil && marker != nil)
                    || !isOurs
                {
                    blanks.append(line..<end)
                }
                if open != nil, marker == UInt8(ascii: "=") || marker == UInt8(ascii: "|") { isOurs = false }
                if let index = open, marker == UInt8(ascii: ">") {
                    found[index].label += " and \(label(bytes, in: line..<end))"
                    open = nil
                    isOurs = true
                }
                line = next
            }
        }
        for conflict in found {
            problems.add(.conflictMarkers(between: conflict.label, at: conflict.range))
        }
        for range in blanks where !range.isEmpty {
            text.replaceSubrange(range, with: repeatElement(UInt8(ascii: "#"), count: range.count))
        }
    }

    /// Returns the marker character of this line; `nil` if the line is no marker.
    private static func marker(_ bytes: UnsafeBufferPointer<UInt8>, in line: Range<Int>) -> UInt8? {
        guard line.count >= 7 else { return nil }
        let first = bytes[line.lowerBound]
        guard first == 0x3C || first == 0x3D || first == 0x3E || first == 0x7C else { return nil }
        for offset in 1..<7 where bytes[line.lowerBound + offset] != first { return nil }
        if line.count == 7 { return first == 0x3D || first == 0x7C ? first : nil }
        return bytes[line.lowerBound + 7] == 0x20 && first != 0x3D ? first : nil
    }

    private static func label(_ bytes: UnsafeBufferPointer<UInt8>, in line: Range<Int>) -> String {
        guard line.count > 8 else { return "two versions" }
        return shown(bytes[(line.lowerBound + 8)..<line.upperBound])
    }
}

extension Diagnostic {
    /// Reports a conflict; `sides` are the labels of its markers.
    fileprivate static func conflictMarkers(between sides: String, at range: Range<Int>) -> Diagnostic {
        Diagnostic(
            .conflictMarkers, message: "merge conflict between \(sides)", at: range,
            help: "resolve the conflict: keep what is right, remove the marker lines, then `git add` the file"
        )
    }
}
