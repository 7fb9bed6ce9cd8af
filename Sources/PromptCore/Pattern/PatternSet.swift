/// A set of scalars: ranges and general categories, or everything outside them.
struct PatternSet: Sendable {
    private(set) var ranges: [ClosedRange<UInt32>] = []
    private(set) var categories = GeneralCategories()
    var isNegated = false
    /// The ASCII scalars of `ranges` and `categories`, one bit each.
    private var low: UInt64 = 0
    private var high: UInt64 = 0

    init(_ ranges: [ClosedRange<UInt32>] = []) {
        for range in ranges { insert(range) }
    }

    mutating func insert(_ range: ClosedRange<UInt32>) {
        ranges.append(range)
        guard range.lowerBound < 128 else { return }
        for value in range.lowerBound...min(range.upperBound, 127) { insertASCII(value) }
    }

    mutating func insert(_ scalar: Unicode.Scalar) { insert(scalar.value...scalar.value) }

    mutating func insert(_ added: GeneralCategories) {
        categories.formUnion(added)
        for value in UInt8.min...127 where added.contains(Unicode.Scalar(value)) {
            insertASCII(UInt32(value))
        }
    }

    /// Adds the elements of another set. A negated set can be added only if it has ranges and no categories.
    mutating func formUnion(_ other: PatternSet) {
        if other.isNegated {
            for range in other.gaps { insert(range) }
        } else {
            for range in other.ranges { insert(range) }
            if !other.categories.isEmpty { insert(other.categories) }
        }
    }

    func contains(_ scalar: Unicode.Scalar) -> Bool { holds(scalar) != isNegated }

    /// Like ``contains(_:)``, but true also if another case of the scalar is in the set.
    func containsAnyCase(of scalar: Unicode.Scalar) -> Bool {
        let found = holds(scalar) || holds(scalar.simpleLowercase) || holds(scalar.simpleUppercase)
        return found != isNegated
    }

    /// Sorts and merges the ranges for binary search. Must be called when all ranges have been added.
    mutating func seal() {
        ranges.sort { $0.lowerBound < $1.lowerBound }
        var merged: [ClosedRange<UInt32>] = []
        for range in ranges {
            if let last = merged.last, range.lowerBound <= last.upperBound + 1 {
                merged[merged.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
            } else {
                merged.append(range)
            }
        }
        ranges = merged
    }

    private func holds(_ scalar: Unicode.Scalar) -> Bool {
        let value = scalar.value
        if value < 64 { return low >> UInt64(value) & 1 == 1 }
        if value < 128 { return high >> UInt64(value - 64) & 1 == 1 }
        var first = 0
        var last = ranges.count
        while first < last {
            let middle = (first + last) / 2
            if ranges[middle].upperBound < value { first = middle + 1 } else { last = middle }
        }
        if first < ranges.count, ranges[first].contains(value) { return true }
        return categories.contains(scalar)
    }

    private mutating func insertASCII(_ value: UInt32) {
        if value < 64 { low |= 1 << UInt64(value) } else { high |= 1 << UInt64(value - 64) }
    }

    private var gaps: [ClosedRange<UInt32>] {
        var sorted = self
        sorted.seal()
        var gaps: [ClosedRange<UInt32>] = []
        var next: UInt32 = 0
        for range in sorted.ranges {
            if range.lowerBound > next { gaps.append(next...range.lowerBound - 1) }
            next = range.upperBound + 1
        }
        if next <= 0x10FFFF { gaps.append(next...0x10FFFF) }
        return gaps
    }
}

extension PatternSet {
    /// `\d`
    static let digits = PatternSet([0x30...0x39])
    /// `\w`
    static let wordScalars = PatternSet([0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A])
    /// `\s`: ECMAScript's white space and line ends.
    static let space = PatternSet([
        0x09...0x0D, 0x20...0x20, 0xA0...0xA0, 0x1680...0x1680, 0x2000...0x200A, 0x2028...0x2029,
        0x202F...0x202F,
        0x205F...0x205F, 0x3000...0x3000, 0xFEFF...0xFEFF,
    ])
    /// The scalars that `.` does not match.
    static let lineEnds = PatternSet([0x0A...0x0A, 0x0D...0x0D, 0x2028...0x2029])

    /// The set of all other scalars.
    var inverted: PatternSet {
        var set = self
        set.isNegated.toggle()
        return set
    }
}
