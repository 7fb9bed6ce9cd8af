internal import Diagnostics
internal import YAMLTree

/// Finds all comments of a document.
enum MergeComments {
    /// Returns the texts of the comments from the `#` on, without trailing blanks, in order.
    static func all(of tree: YAMLTree) -> [String] {
        let bytes = tree.source.bytes
        var ranges: [Range<Int>] = []
        if let root = tree.root { collect(root, into: &ranges) }
        var comments: [String] = []
        var position = 0
        for range in ranges + [bytes.count..<bytes.count] where range.lowerBound >= position {
            scan(bytes, in: position..<range.lowerBound, into: &comments)
            position = range.upperBound
        }
        return comments
    }

    private static func collect(_ node: YAMLNode, into ranges: inout [Range<Int>]) {
        switch node.kind {
        case .scalar: ranges.append(node.range)
        case .sequence: for item in node.items { collect(item, into: &ranges) }
        case .mapping:
            for entry in node.entries {
                collect(entry.key, into: &ranges)
                collect(entry.value, into: &ranges)
            }
        }
    }

    private static func scan(_ bytes: [UInt8], in gap: Range<Int>, into comments: inout [String]) {
        var index = gap.lowerBound
        while index < gap.upperBound {
            let before = index == 0 ? 0x0A : bytes[index - 1]
            guard bytes[index] == 0x23, before == 0x0A || before == 0x20 || before == 0x09 || before == 0x0D
            else {
                index += 1
                continue
            }
            var end = index
            while end < gap.upperBound, bytes[end] != 0x0A, bytes[end] != 0x0D { end += 1 }
            var last = end
            while last > index, bytes[last - 1] == 0x20 || bytes[last - 1] == 0x09 { last -= 1 }
            comments.append(String(decoding: bytes[index..<last], as: UTF8.self))
            index = end
        }
    }

    /// Returns the comments that a side added and the result does not have.
    static func lost(base: YAMLTree?, ours: YAMLTree, theirs: YAMLTree, in result: YAMLTree) -> [String]
    {
        let there = Swift.Set(all(of: result))
        let old = Swift.Set(base.map { all(of: $0) } ?? [])
        var lost: [String] = []
        for comment in all(of: ours) + all(of: theirs)
        where !there.contains(comment) && !old.contains(comment) && !lost.contains(comment) {
            lost.append(comment)
        }
        return lost
    }
}
