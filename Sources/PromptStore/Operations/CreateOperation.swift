public import Diagnostics
public import PromptCore
internal import SafeFiles

/// A record to make.
public struct CreateRequest: Sendable {
    /// The kind of the record; also `folder`.
    public var kind: RecordKind
    /// The free address that it gets.
    public var address: Address
    /// The display name; `nil` makes a name from the address.
    public var name: String?
    /// A text that becomes the content, or a whole file of the kind; `nil` for a commented template.
    public var text: String?
    /// The options of the commit.
    public var write: WriteOptions

    /// A request; see the properties for the parts.
    public init(
        _ kind: RecordKind, at address: Address, name: String? = nil, text: String? = nil,
        write: WriteOptions = WriteOptions()
    ) {
        self.kind = kind
        self.address = address
        self.name = name
        self.text = text
        self.write = write
    }
}

/// The result of ``Store/create(_:)``.
public struct CreateOutcome: Sendable {
    /// The new record's address and kind.
    public let record: Contents.File
    /// The new record's id.
    public let id: RecordID?
    /// The warnings of the new file.
    public let warnings: FileDiagnostics
    /// The commit; without one if nothing was changed.
    public let committed: Committed
}

extension Store {
    /// Makes a prompt, module, variable or folder.
    ///
    /// - Throws: `tooDeep`; `exists` if the address is taken; `assignment` or `invalid` for a text that can't
    ///   be the content; as ``begin(_:)`` and ``Transaction/commit(_:)``.
    public func create(_ request: CreateRequest) throws(StoreError) -> CreateOutcome {
        let (kind, address) = (request.kind, request.address)
        let depth = (kind == .folder ? address : address.folder).outward.count - 1
        let limit = FolderScan.Limits().depth
        guard depth <= limit else { throw .tooDeep(depth: depth, limit: limit) }
        var transaction = try begin(request.write)
        let template = NewFile(
            kind: kind, address: address, format: format, name: request.name, id: newID(),
            now: environment.clock.text,
            author: transaction.author.text)
        let text = try StoreError.folding { () throws(AssignmentError) in
            try template.text(from: request.text)
        }
        let file = ParsedFile(
            SourceText(name: address.file(kind), text), kind: kind, address: address, format: format)
        let errors = file.diagnostics.filter { $0.severity == .error }
        if !errors.isEmpty {
            throw .invalid(
                DiagnosticReport(
                    fileCount: 1, files: [FileDiagnostics(source: file.source, diagnostics: errors)]))
        }
        try create(kind, at: address, with: file.source.bytes, in: &transaction.draft)
        let id = file.record?.header.id?.value
        let committed = try transaction.commit(
            ChangeMessage("new", summary: "Add \(kind.rawValue) \(address.shown)", ids: id.map { [$0] } ?? [])
        )
        return CreateOutcome(
            record: Contents.File(address: address, kind: kind), id: id,
            warnings: FileDiagnostics(
                source: file.source, diagnostics: file.diagnostics.filter { $0.severity == .warning }),
            committed: committed)
    }
}
