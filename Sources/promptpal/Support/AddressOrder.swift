internal import PromptCore
internal import PromptStore

extension RecordSummary {
    /// The order of lists: by the parts of the address, a folder before what is in it.
    static func precedes(_ left: RecordSummary, _ right: RecordSummary) -> Bool {
        if left.address == right.address { return left.kind.place < right.kind.place }
        // `/` sorts before every other character, so that `a/b` stands before `a-b`.
        func key(_ record: RecordSummary) -> some Sequence<UInt8> {
            record.address.path.utf8.lazy.map { $0 == 0x2F ? 0 : $0 }
        }
        return key(left).lexicographicallyPrecedes(key(right))
    }
}

extension RecordKind {
    /// Folders first.
    fileprivate var place: Int {
        switch self {
        case .manifest: 0
        case .folder: 1
        case .prompt: 2
        case .module: 3
        case .variable: 4
        }
    }
}
