internal import PromptCore

/// The sections of an index's segment, each a sequence of bytes. A query reads only the sections that it
/// needs.
package enum SegmentSection: Int, CaseIterable, Sendable {
    /// A row of fixed width for each record, in the order of the paths; see ``SegmentRow``. One more row
    /// marks the end of the last record's texts.
    case rows
    /// The paths of the records, one after the other.
    case paths
    /// The names of the records that have one.
    case names
    /// The other data that lists show: descriptions, times, tags, variables.
    case details
    /// The references of each record, as written.
    case references
    /// The numbers of the records in list order.
    case order
    /// A count, then a row for each folder with the start of its path and the start of its records in
    /// ``children``; then the paths.
    case folders
    /// The numbers of the records, folder by folder.
    case children
    /// A hash table by id with open addressing: number of the record plus 1, or 0 for a free slot.
    case ids
    /// The same by kind and address.
    case addresses
    /// The keys sorted by their bytes: for each the start in ``keys`` and the start of its records in
    /// ``postings``.
    case keyTable
    /// The bytes of the keys; see ``IndexKey``.
    case keys
    /// The records of each key.
    case postings
    /// The number of words of each record in each field, 16 bits each.
    case lengths
    /// One bit for each record of the older segment: 1 if it is deleted or replaced.
    case gone

    /// The sections that a list of records needs.
    package static let listing: Set<SegmentSection> = [
        .rows, .paths, .names, .details, .order, .folders, .children, .gone,
    ]
    /// The sections that a query for references needs.
    package static let referring: Set<SegmentSection> = [
        .rows, .paths, .details, .references, .folders, .children, .addresses, .keyTable, .keys, .postings,
        .gone,
    ]
    /// All sections, which search needs.
    package static let all = Set(SegmentSection.allCases)
}

/// The layout of one record's row. Numbers are in the byte order of the machine.
enum SegmentRow {
    static let idHigh = 0
    static let idLow = 8
    static let size = 16
    static let modified = 24
    static let changed = 32
    static let inode = 40
    static let device = 48
    /// The hash of kind and address; see ``IndexSegment/addressHash(_:kind:)``.
    static let hash = 56
    static let flags = 64
    static let path = 68
    static let name = 72
    static let details = 76
    static let references = 80
    /// The length of a row in bytes.
    static let width = 88

    static let kindMask = 7
    static let hasID = 1 << 3
    static let isBroken = 1 << 4
    static let hasName = 1 << 5
    static let hasSummary = 1 << 6
    static let hasCreatedAt = 1 << 7
    static let hasCreatedBy = 1 << 8
}

/// The meaning of a key's first byte.
enum IndexKey: UInt8 {
    /// A word of a text, folded.
    case word = 0x77
    /// A tag, folded.
    case tag = 0x74
    /// The path of a shared module in a reference, looked up outward.
    case module = 0x6D
    /// The same, looked up from the top folder.
    case absoluteModule = 0x4D
    /// A name in a text that the file itself does not declare.
    case variable = 0x76
    /// The name that a shared variable's file declares.
    case declared = 0x64
    /// The name of a variable that a file of any kind declares.
    case own = 0x6F

    func bytes(_ text: some Sequence<UInt8>) -> [UInt8] { [rawValue] + text }
}

extension RecordKind {
    /// The number in a row.
    var segmentCode: Int {
        switch self {
        case .prompt: 0
        case .module: 1
        case .variable: 2
        case .folder: 3
        case .manifest: 4
        }
    }

    init(segmentCode: Int) {
        switch segmentCode {
        case 0: self = .prompt
        case 1: self = .module
        case 2: self = .variable
        case 3: self = .folder
        default: self = .manifest
        }
    }
}
