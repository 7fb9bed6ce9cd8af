internal import Diagnostics
public import PromptCore

/// The library of one version: its changed files, over the unchanged ones.
struct SideLibrary: Library {
    private let modules: [Address: SharedModule]
    private let variables: [Address: [SharedVariable]]
    /// Locations that are changed on any side, so that the unchanged library is not asked for them.
    private let touched: Set<RecordPath>
    private let unchanged: any Library
    /// The layers, which have what the library does not have.
    private let lower: any Library

    init(
        _ files: [ParsedFile], touched: Set<RecordPath>, over unchanged: any Library,
        lower: any Library = EmptyLibrary()
    ) {
        var modules: [Address: SharedModule] = [:]
        var variables: [Address: [SharedVariable]] = [:]
        for file in files {
            if let module = file.sharedModule { modules[file.address] = module }
            if let shared = file.sharedVariable { variables[file.address.folder, default: []].append(shared) }
        }
        self.modules = modules
        self.variables = variables.mapValues { $0.sorted { $0.address < $1.address } }
        self.touched = touched
        self.unchanged = unchanged
        self.lower = lower
    }

    func module(at address: Address) -> SharedModule? {
        ownModule(at: address) ?? lower.module(at: address)
    }

    private func ownModule(at address: Address) -> SharedModule? {
        if let module = modules[address] { return module }
        return touched.contains(RecordPath(kind: .module, address: address))
            ? nil : unchanged.module(at: address)
    }

    func variable(named name: String, in folder: Address) -> SharedVariable? {
        ownVariable(named: name, in: folder) ?? lower.variable(named: name, in: folder)
    }

    private func ownVariable(named name: String, in folder: Address) -> SharedVariable? {
        let own = variables[folder]?.first { $0.variable?.name.value == name }
        guard let other = unchanged.variable(named: name, in: folder),
            !touched.contains(RecordPath(kind: .variable, address: other.address))
        else { return own }
        guard let own else { return other }
        return own.address < other.address ? own : other
    }

    func moduleAddresses() -> [Address] { Array(modules.keys) }
}

/// The kind and the address of a file of the library.
struct RecordPath: Hashable, Sendable {
    let kind: RecordKind
    let address: Address

    init(kind: RecordKind, address: Address) {
        self.kind = kind
        self.address = address
    }

    /// `nil` if the path, relative to the store, is not that of a record of the library.
    init?(_ path: String) {
        guard path.hasPrefix("prompts/"), let name = path.split(separator: "/").last,
            let kind = RecordKind(fileName: String(name)),
            let address = FileNames.address(of: String(path.dropFirst("prompts/".count)), kind: kind).address
        else { return nil }
        self.kind = kind
        self.address = address
    }

    /// The path relative to the store.
    var path: String { address.file(kind) }
    /// True for modules and variables.
    var isShared: Bool { kind == .module || kind == .variable }

    /// Returns the bytes as the record at this location.
    func parsed(_ bytes: [UInt8], format: Format = .newest) -> ParsedFile {
        ParsedFile(SourceText(name: path, bytes: bytes), kind: kind, address: address, format: format)
    }
}

/// One of the three versions of a merge.
enum MergeSide: Hashable, Sendable {
    case base, ours, theirs

    /// The side that a change is merged with.
    var other: MergeSide { self == .ours ? .theirs : .ours }
}

/// The formats by whose rules the versions of a merge are read. The common version has that of theirs.
public struct MergeFormats: Sendable, Hashable {
    /// The format of our version.
    public var ours: Format
    /// The format of their version.
    public var theirs: Format
    /// The format of the result.
    public var merged: Format

    /// Formats of two versions and of the result.
    public init(ours: Format, theirs: Format, merged: Format) {
        self.ours = ours
        self.theirs = theirs
        self.merged = merged
    }

    /// True if all versions have one format.
    var areEqual: Bool { ours == theirs && theirs == merged }

    /// The newest format for all versions, which can say all that older ones can.
    public static let newest = MergeFormats(ours: .newest, theirs: .newest, merged: .newest)
}

/// The files of the three versions, and the library of each.
struct MergeSides: Sendable {
    private(set) var base: MergeVersionFiles
    private(set) var ours: MergeVersionFiles
    private(set) var theirs: MergeVersionFiles
    let touched: Set<RecordPath>
    let unchanged: any Library
    let lower: any Library
    let formats: MergeFormats
    /// The paths of all three versions; those of theirs come first.
    let paths: [String]

    init(
        base: [String: [UInt8]], ours: [String: [UInt8]], theirs: [String: [UInt8]],
        unchanged: any Library, lower: any Library = EmptyLibrary(), formats: MergeFormats = .newest
    ) {
        paths = Array(theirs.keys) + Array(ours.keys) + Array(base.keys)
        let (ours, theirs) = TrashEntries.joined(base: base, ours: ours, theirs: theirs)
        var touched: Set<RecordPath> = []
        for path in paths {
            if let record = RecordPath(path) { touched.insert(record) }
        }
        self.touched = touched
        self.unchanged = unchanged
        self.lower = lower
        self.formats = formats
        func version(_ files: [String: [UInt8]], _ format: Format) -> MergeVersionFiles {
            MergeVersionFiles(files, touched: touched, over: unchanged, lower: lower, format: format)
        }
        self.base = version(base, formats.theirs)
        self.ours = version(ours, formats.ours)
        self.theirs = version(theirs, formats.theirs)
    }

    subscript(side: MergeSide) -> MergeVersionFiles {
        switch side {
        case .base: base
        case .ours: ours
        case .theirs: theirs
        }
    }
}

/// The files of one version.
struct MergeVersionFiles: Sendable {
    let files: [String: [UInt8]]
    let parsed: [String: ParsedFile]
    let library: SideLibrary

    init(
        _ files: [String: [UInt8]], touched: Set<RecordPath>, over unchanged: any Library,
        lower: any Library, format: Format
    ) {
        self.files = files
        var parsed: [String: ParsedFile] = [:]
        for (path, bytes) in files {
            if let record = RecordPath(path) { parsed[path] = record.parsed(bytes, format: format) }
        }
        self.parsed = parsed
        library = SideLibrary(Array(parsed.values), touched: touched, over: unchanged, lower: lower)
    }
}
