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

/// Assigns equal byte sequences equal numbers, from 0 in the order of first use, so that a comparison of two
/// sequences is a comparison of two numbers.
struct Interner {
    private var numbers: [ByteKey: Int32] = [:]

    /// Number of different sequences.
    var count: Int { numbers.count }

    mutating func number(of bytes: ArraySlice<UInt8>) -> Int32 {
        let key = ByteKey(bytes: bytes)
        if let number = numbers[key] { return number }
        let number = Int32(truncatingIfNeeded: numbers.count)
        numbers[key] = number
        return number
    }
}

/// Bytes as a dictionary key. A `String` can't be used, because it equals other spellings of the same
/// characters.
private struct ByteKey: Hashable {
    let bytes: ArraySlice<UInt8>

    static func == (left: ByteKey, right: ByteKey) -> Bool {
        guard left.bytes.count == right.bytes.count else { return false }
        return left.bytes.withUnsafeBytes { a in
            right.bytes.withUnsafeBytes { b in equal(a, b) }
        }
    }

    /// Compares eight bytes at a time, because most keys are words and lines of some length.
    private static func equal(_ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) -> Bool {
        var index = 0
        while index + 8 <= a.count {
            if a.loadUnaligned(fromByteOffset: index, as: UInt64.self)
                != b.loadUnaligned(fromByteOffset: index, as: UInt64.self)
            {
                return false
            }
            index += 8
        }
        while index < a.count {
            if a[index] != b[index] { return false }
            index += 1
        }
        return true
    }

    func hash(into hasher: inout Hasher) {
        bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
    }
}
