public import Diagnostics
internal import PromptCore
internal import YAMLTree

extension Store {
    /// What `validate --fix` did.
    public struct FixResult: Sendable {
        /// The repairs made, each as `file: what`.
        public var repairs: [String] = []
        public var filesChanged = 0

        public init() {}
    }

    /// Makes the repairs that a report offers: ids, line ends, quotes, key order. Each file is kept but for
    /// those. A file that changed since the report was made is left alone and named in an error.
    public func fix(_ report: DiagnosticReport) throws(StoreError) -> FixResult {
        var result = FixResult()
        for file in report.files where file.diagnostics.contains(where: { $0.fix != nil }) {
            guard let place = recordPlace(of: file.source.name) else { continue }
            let fixer = Fixer(place.kind, place.address)
            let (fixed, repairs) = fixer.fix(file)
            guard !repairs.isEmpty, try replace(file.source, with: fixed.bytes) else { continue }
            result.filesChanged += 1
            result.repairs += repairs.map { "\(file.source.name): \($0)" }
        }
        return result
    }

    private func recordPlace(of file: String) -> (kind: RecordKind, address: Address)? {
        if file == "promptpal.yaml" { return (.manifest, .top) }
        guard file.hasPrefix("prompts/"), let name = file.split(separator: "/").last,
            let kind = RecordKind(fileName: String(name)),
            let address = FileNames.address(of: String(file.dropFirst("prompts/".count)), kind: kind).address
        else { return nil }
        return (kind, address)
    }
}

/// Repairs one file in memory.
private struct Fixer {
    let kind: RecordKind
    let address: Address

    init(_ kind: RecordKind, _ address: Address) {
        self.kind = kind
        self.address = address
    }

    func fix(_ file: FileDiagnostics) -> (source: SourceText, repairs: [String]) {
        var source = file.source
        var repairs: [String] = []
        var edits: [TextEdit] = []
        for diagnostic in file.diagnostics {
            guard case .edits(let more)? = diagnostic.fix else { continue }
            edits += more
            repairs.append(diagnostic.message)
        }
        if !edits.isEmpty {
            source = SourceText(name: source.name, bytes: TextEdit.apply(edits, to: source.bytes))
        }
        let fixes = file.diagnostics.compactMap(\.fix)
        if fixes.contains(.assignID) {
            let parsed = ParsedFile(source, kind: kind, address: address)
            if let fixed = try? parsed.assigningID(Stamp.newID()), fixed.source != source {
                source = fixed.source
                repairs.append("gave it an id")
            }
        }
        if fixes.contains(.orderKeys) {
            let parsed = ParsedFile(source, kind: kind, address: address)
            if let fixed = try? parsed.orderingKeys(), fixed.source != source {
                source = fixed.source
                repairs.append("put the keys in the usual order")
            }
        }
        return (source, repairs)
    }
}
