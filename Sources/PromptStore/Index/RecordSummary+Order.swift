internal import PromptCore

extension RecordSummary {
    /// The order of lists: by the parts of the address, a folder before its contents.
    static func precedes(_ left: RecordSummary, _ right: RecordSummary) -> Bool {
        if left.address == right.address { return left.kind.rank < right.kind.rank }
        var (one, other) = (left.address.path.utf8.makeIterator(), right.address.path.utf8.makeIterator())
        while let byte = one.next() {
            guard let second = other.next() else { return false }
            if byte == second { continue }
            // `/` sorts before every other character, so that `a/b` precedes `a-b`.
            return byte == 0x2F || second != 0x2F && byte < second
        }
        return other.next() != nil
    }
}

extension RecordKind {
    /// Folders first.
    fileprivate var rank: Int {
        switch self {
        case .manifest: 0
        case .folder: 1
        case .prompt: 2
        case .module: 3
        case .variable: 4
        }
    }
}
