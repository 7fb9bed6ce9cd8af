internal import PromptCore

/// The parts of a catalog's segment, each one run of bytes. They are read one by one, as a question needs them.
package enum CatalogSection: Int, CaseIterable, Sendable {
    /// A row of fixed width for each record, in the order of the paths; see ``CatalogRow``. One more ends the last one's texts.
    case rows
    /// The paths of the records, one behind the other.
    case paths
    /// The names of the records that have one.
    case names
    /// Descriptions, times, tags, variables: what lists show besides.
    case details
    /// What each record refers to, as written.
    case references
    /// Numbers of records in the order of lists.
    case order
    /// A count, then a row for each folder: where its path starts, where its records start in ``children``; then the paths.
    case folders
    /// Numbers of records, folder by folder.
    case children
    /// Open addressing by id: number of the record and 1, 0 for none.
    case ids
    /// The same by kind and address.
    case addresses
    /// The keys in the order of their bytes: where each starts in ``keys``, where its records start in ``postings``.
    case keyTable
    /// The bytes of the keys; see ``CatalogKey``.
    case keys
    /// For each key its records.
    case postings
    /// How many words each record has in each field, 16 bits each.
    case lengths
    /// One bit for each record of the older segment: whether it is gone or replaced.
    case gone

    /// What a list of records takes.
    package static let listing: Set<CatalogSection> = [
        .rows, .paths, .names, .details, .order, .folders, .children, .gone,
    ]
    /// What it takes to say who refers to what.
    package static let referring: Set<CatalogSection> = [
        .rows, .paths, .details, .references, .folders, .children, .addresses, .keyTable, .keys, .postings,
        .gone,
    ]
    /// Everything: what search takes.
    package static let all = Set(CatalogSection.allCases)
}

/// The layout of one record's row. Numbers are in the byte order of the machine.
enum CatalogRow {
    static let idHigh = 0
    static let idLow = 8
    static let size = 16
    static let modified = 24
    static let changed = 32
    static let inode = 40
    static let device = 48
    /// Of kind and address; see ``CatalogSegment/addressHash(_:kind:)``.
    static let hash = 56
    static let flags = 64
    static let path = 68
    static let name = 72
    static let details = 76
    static let references = 80
    /// Of a row, in bytes.
    static let width = 88

    static let kindMask = 7
    static let hasID = 1 << 3
    static let isBroken = 1 << 4
    static let hasName = 1 << 5
    static let hasSummary = 1 << 6
    static let hasCreatedAt = 1 << 7
    static let hasCreatedBy = 1 << 8
}

/// What the first byte of a key says of the rest.
enum CatalogKey: UInt8 {
    /// A word of a text, folded.
    case word = 0x77
    /// A tag, folded.
    case tag = 0x74
    /// The path of a shared module as a reference names it, to be looked for outward.
    case module = 0x6D
    /// The same from the top.
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
    var catalogCode: Int {
        switch self {
        case .prompt: 0
        case .module: 1
        case .variable: 2
        case .folder: 3
        case .manifest: 4
        }
    }

    init(catalogCode: Int) {
        switch catalogCode {
        case 0: self = .prompt
        case 1: self = .module
        case 2: self = .variable
        case 3: self = .folder
        default: self = .manifest
        }
    }
}
