internal import PromptCore

/// The relevant parts of a usage line: the ranges of its texts, and its time.
///
/// The reader knows only the necessary part of JSON: keys in any order, escapes, and values of any kind that
/// it skips.
struct UsageLine {
    var id: RecordID
    /// Seconds since 1970-01-01T00:00:00Z.
    var at: Int64
    var prompt: RecordID?
    /// The range between the quotes; empty if there is none.
    var user: Range<Int>
    var address: Range<Int>
    var action: Range<Int>
}

/// Reads the lines of a usage file.
struct UsageLineReader {
    private let bytes: UnsafeRawBufferPointer
    private var next = 0
    private var end = 0

    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    /// Returns the event in a range of the bytes, which is one line without its end; `nil` if there is none.
    /// If the line begins with a truncated event (a full disk, a power cut), the complete one after it is
    /// found, which begins at `start`.
    mutating func event(in line: Range<Int>) -> (event: UsageLine?, start: Int) {
        if let event = object(line) { return (event, line.lowerBound) }
        var start = line.lowerBound + 1
        while start < line.upperBound,
            let found = find(UsageLineReader.beginning, in: start..<line.upperBound)
        {
            if let event = object(found..<line.upperBound) { return (event, found) }
            start = found + 1
        }
        return (nil, line.upperBound)
    }

    private static let beginning = Array(#"{"id":""#.utf8)

    private func find(_ word: [UInt8], in range: Range<Int>) -> Int? {
        guard range.count >= word.count else { return nil }
        return (range.lowerBound...range.upperBound - word.count).first { start in
            word.indices.allSatisfy { bytes[start + $0] == word[$0] }
        }
    }

    /// Reads one object that fills the range except for white space.
    private mutating func object(_ range: Range<Int>) -> UsageLine? {
        (next, end) = (range.lowerBound, range.upperBound)
        guard take(UInt8(ascii: "{")) else { return nil }
        var (id, at): (RecordID?, Int64?) = (nil, nil)
        var event = UsageLine(
            id: RecordID(high: 0, low: 0), at: 0, prompt: nil, user: 0..<0, address: 0..<0, action: 0..<0)
        var isFirst = true
        while !take(UInt8(ascii: "}")) {
            if !isFirst { guard take(UInt8(ascii: ",")) else { return nil } }
            isFirst = false
            guard let key = string(), take(UInt8(ascii: ":")) else { return nil }
            skipSpace()
            guard next < end else { return nil }
            guard bytes[next] == UInt8(ascii: "\"") else {
                guard skipValue() else { return nil }
                continue
            }
            guard let value = string() else { return nil }
            switch key.count {
            case 2 where text(at: key, is: "id"): id = uuid(value)
            case 2 where text(at: key, is: "at"):
                at = UsageTime.seconds(UnsafeRawBufferPointer(rebasing: bytes[value]))
            case 4 where text(at: key, is: "user"): event.user = value
            case 6 where text(at: key, is: "prompt"): event.prompt = uuid(value)
            case 6 where text(at: key, is: "action"): event.action = value
            case 7 where text(at: key, is: "address"): event.address = value
            default: break
            }
        }
        skipSpace()
        guard next == end, let id, let at, event.prompt != nil || !event.address.isEmpty else { return nil }
        event.id = id
        event.at = at
        return event
    }

    private func text(at range: Range<Int>, is word: StaticString) -> Bool {
        for (offset, position) in range.enumerated() where bytes[position] != word.utf8Start[offset] {
            return false
        }
        return true
    }

    private mutating func skipSpace() {
        while next < end, [0x20, 0x09, 0x0D].contains(bytes[next]) { next += 1 }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        if next < end, bytes[next] != byte { skipSpace() }
        guard next < end, bytes[next] == byte else { return false }
        next += 1
        return true
    }

    /// Returns the range between the quotes, with unread escapes.
    private mutating func string() -> Range<Int>? {
        guard take(UInt8(ascii: "\"")) else { return nil }
        let start = next
        while next < end {
            switch bytes[next] {
            case UInt8(ascii: "\""):
                next += 1
                return start..<next - 1
            case UInt8(ascii: "\\"): next = min(next + 2, end)
            case 0..<0x20: return nil
            default: next += 1
            }
        }
        return nil
    }

    /// Skips a value that is not a string.
    private mutating func skipValue() -> Bool {
        var depth = 0
        while next < end {
            switch bytes[next] {
            case UInt8(ascii: "\""):
                guard string() != nil else { return false }
                continue
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                if depth == 0 { return true }
                depth -= 1
            case UInt8(ascii: ",") where depth == 0: return true
            case 0..<0x20: return false
            default: break
            }
            next += 1
        }
        return false
    }

    /// Returns the UUID in 36 bytes.
    private func uuid(_ range: Range<Int>) -> RecordID? {
        guard range.count == 36 else { return nil }
        var halves: (UInt64, UInt64) = (0, 0)
        var digits = 0
        for (offset, position) in range.enumerated() {
            let byte = bytes[position]
            if offset == 8 || offset == 13 || offset == 18 || offset == 23 {
                guard byte == UInt8(ascii: "-") else { return nil }
                continue
            }
            let value: UInt64
            switch byte {
            case 0x30...0x39: value = UInt64(byte - 0x30)
            case 0x61...0x66: value = UInt64(byte - 0x57)
            case 0x41...0x46: value = UInt64(byte - 0x37)
            default: return nil
            }
            if digits < 16 { halves.0 = halves.0 << 4 | value } else { halves.1 = halves.1 << 4 | value }
            digits += 1
        }
        return RecordID(high: halves.0, low: halves.1)
    }
}
