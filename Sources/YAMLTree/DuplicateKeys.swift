internal import Diagnostics

extension DiagnosticRule {
    /// A key that occurs twice in a map.
    static let duplicateKeys = DiagnosticRule(
        "PP111", severity: .error, title: "duplicate key",
        explanation: """
            A key that occurs twice has two values, and readers disagree on which value counts. It is often \
            left over from a merge. Keep one of them.
            """,
        wrong: "name: Launch mail\nname: Launch email\ncontent: Write it.\n",
        right: "name: Launch email\ncontent: Write it.\n")
}

extension TreeBuilder {
    /// Reports keys that occur twice in a map. Keys are compared by their decoded text.
    @inline(__always)
    mutating func checkKeys(of map: Int) {
        let count = Int(records[map].textStart)
        if count < 2 { return }
        if count <= 32 { compareEach(of: map, count: count) } else { compareSorted(of: map, count: count) }
    }

    private mutating func compareEach(of map: Int, count: Int) {
        var second = map + 1
        for position in 0..<count {
            let length = records[second].textLength
            var first = map + 1
            for _ in 0..<position {
                if records[first].textLength == length, isSameText(first, second) {
                    report(second, first: first)
                    break
                }
                first = Int(records[Int(records[first].next)].next)
            }
            second = Int(records[Int(records[second].next)].next)
        }
    }

    private mutating func compareSorted(of map: Int, count: Int) {
        var keys: [Int] = []
        keys.reserveCapacity(count)
        var key = map + 1
        for _ in 0..<count {
            if records[key].kind == .scalar { keys.append(key) }
            key = Int(records[Int(records[key].next)].next)
        }
        keys.sort { left, right in
            let order = compare(left, right)
            return order != 0 ? order < 0 : left < right
        }
        var first = 0
        for position in keys.indices.dropFirst() {
            if compare(keys[first], keys[position]) != 0 {
                first = position
            } else {
                report(keys[position], first: keys[first])
            }
        }
    }

    @inline(__always)
    private func byte(of record: Record, at index: Int) -> UInt8 {
        let position = Int(record.textStart) + index
        return record.isCooked ? arena[position] : bytes[position]
    }

    private func isSameText(_ left: Int, _ right: Int) -> Bool {
        guard records[left].kind == .scalar, records[right].kind == .scalar else { return false }
        return compare(left, right) == 0
    }

    /// Orders keys by length, then by bytes.
    private func compare(_ left: Int, _ right: Int) -> Int {
        let (one, other) = (records[left], records[right])
        let length = Int(one.textLength) - Int(other.textLength)
        if length != 0 { return length }
        for index in 0..<Int(one.textLength) {
            let order = Int(byte(of: one, at: index)) - Int(byte(of: other, at: index))
            if order != 0 { return order }
        }
        return 0
    }

    private mutating func report(_ key: Int, first: Int) {
        guard problems.hasRoom(for: .duplicateKeys) else { return }
        let length = Int(records[key].textLength)
        let name = shown((0..<min(length, 256)).map { byte(of: records[key], at: $0) })
        let line = Lines.number(bytes, of: Int(records[first].start))
        problems.add(.duplicateKeys(name, firstOnLine: line, at: records[key].range))
    }
}

extension Diagnostic {
    /// Reports the second occurrence of the key `name`.
    fileprivate static func duplicateKeys(
        _ name: String, firstOnLine line: Int, at range: Range<Int>
    ) -> Diagnostic {
        Diagnostic(
            .duplicateKeys, message: "the key `\(name)` occurs twice", at: range,
            help: "its first value is on line \(line); keep one of them")
    }
}
