/// A text's bytes and its lines, each with its line end; the last may have none.
struct TextLines {
    let bytes: [UInt8]
    let lines: [Range<Int>]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        var lines: [Range<Int>] = []
        var start = 0
        bytes.withUnsafeBufferPointer { buffer in
            var index = 0
            while index < buffer.count {
                let byte = buffer[index]
                index += 1
                if byte == 0x0A {
                    lines.append(start..<index)
                    start = index
                }
            }
        }
        if start < bytes.count { lines.append(start..<bytes.count) }
        self.lines = lines
    }

    /// Returns a number for each line; equal lines get equal numbers.
    func numbers(_ interner: inout Interner) -> [Int32] {
        lines.map { interner.number(of: bytes[$0]) }
    }

    func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

    /// Returns the edits from `old` to `new`, in lines.
    static func edits(
        from old: TextLines, to new: TextLines, budget: inout WorkBudget
    ) -> [SequenceDifference.Edit] {
        var interner = Interner()
        let (a, b) = (old.numbers(&interner), new.numbers(&interner))
        return SequenceDifference.edits(from: a, to: b, below: interner.count, budget: &budget)
    }

    /// Returns groups of edits that are shown together, because at most `2 × context` lines are between them.
    static func groups(
        _ edits: [SequenceDifference.Edit], context: Int
    ) -> [ArraySlice<SequenceDifference.Edit>] {
        var groups: [ArraySlice<SequenceDifference.Edit>] = []
        var start = 0
        for index in edits.indices {
            let isLast = index + 1 == edits.count
            if isLast || edits[index + 1].old.lowerBound - edits[index].old.upperBound > 2 * context {
                groups.append(edits[start...index])
                start = index + 1
            }
        }
        return groups
    }
}
