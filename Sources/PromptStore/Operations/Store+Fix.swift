internal import Diagnostics
internal import PromptCore
internal import YAMLTree

extension Store {
    /// The result of `validate --fix`.
    struct FixResult: Sendable {
        /// The repairs, each as `file: description`.
        var repairs: [String] = []
        var filesChanged = 0
        /// The changed records that have an id.
        var ids: [RecordID] = []

        init() {}
    }

    /// Adds the repairs of a report to a draft: ids, line ends, quotes, key order. The rest of each file
    /// stays unchanged.
    func fix(_ report: DiagnosticReport, in draft: inout Draft) -> FixResult {
        var result = FixResult()
        let library = library()
        for file in report.files where file.diagnostics.contains(where: { $0.fix != nil }) {
            if let target = file.target {
                guard (try? isThere(target)) == false else { continue }
                draft.move(file.source.name, to: target, before: file.source.bytes)
                result.filesChanged += 1
                result.repairs.append("\(file.source.name): moved to \(target)")
                continue
            }
            guard let location = recordLocation(of: file.source.name) else { continue }
            let fixer = Fixer(
                kind: location.kind, address: location.address, format: format, ids: environment.ids)
            var (fixed, repairs) = fixer.fix(file)
            // A repair can reveal further problems.
            let hidden = Checker.check(
                ParsedFile(fixed, kind: location.kind, address: location.address, format: format), in: library
            )
            let second = fixer.fix(FileDiagnostics(source: fixed, diagnostics: hidden))
            fixed = second.source
            repairs += second.repairs
            guard !repairs.isEmpty, fixed.bytes != file.source.bytes else { continue }
            draft.replace(file.source.name, with: fixed.bytes, before: file.source.bytes)
            result.filesChanged += 1
            result.repairs += repairs.map { "\(file.source.name): \($0)" }
            let parsed = ParsedFile(fixed, kind: location.kind, address: location.address, format: format)
            if let id = parsed.record?.header.id?.value { result.ids.append(id) }
        }
        return result
    }

    private func recordLocation(of file: String) -> (kind: RecordKind, address: Address)? {
        if file == "promptpal.yaml" { return (.manifest, .top) }
        guard file.hasPrefix("prompts/"), let name = file.split(separator: "/").last,
            let kind = RecordKind(fileName: String(name)),
            let address = FileNames.address(of: String(file.dropFirst("prompts/".count)), kind: kind).address
        else { return nil }
        return (kind, address)
    }
}

extension FileDiagnostics {
    /// The path that a repair moves the file to; `nil` if none does.
    fileprivate var target: String? {
        for case .move(let target)? in diagnostics.map(\.fix) { return target }
        return nil
    }
}

/// Repairs one file in memory.
private struct Fixer {
    let kind: RecordKind
    let address: Address
    let format: Format
    let ids: RecordIDSource

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
            let parsed = ParsedFile(source, kind: kind, address: address, format: format)
            if let fixed = try? parsed.assigningID(ids.next()), fixed.source != source {
                source = fixed.source
                repairs.append("added an id")
            }
        }
        if fixes.contains(.orderKeys) {
            let parsed = ParsedFile(source, kind: kind, address: address, format: format)
            if let fixed = try? parsed.orderingKeys(), fixed.source != source {
                source = fixed.source
                repairs.append("put the keys in the usual order")
            }
        }
        return (source, repairs)
    }
}
