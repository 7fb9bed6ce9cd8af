internal import Diagnostics
internal import PromptCore
internal import SafeFiles

/// Checks the records: missing or duplicate ids, names that are the same file on many systems, references to
/// nothing.
struct DoctorRecords {
    private(set) var findings: [DoctorFinding] = []
    /// Files that need a new id, with their bytes.
    private var wanting: [ParsedFile] = []
    /// The ids that ``repair(_:)`` assigns, in the same order.
    let givenIDs: [RecordID]

    /// - Parameters:
    ///   - changed: paths with unsaved edits. `save` assigns their ids, because a repair would make a version
    ///     of unfinished edits.
    ///   - place: `nil` if there is no repository.
    init(_ store: Store, in repository: StoreRepository?, changed: Set<String>) {
        let report = store.validate()
        var shared: Set<RecordID> = []
        var others = 0
        var missing = 0
        for file in report.files {
            let path = file.source.name
            for diagnostic in file.diagnostics {
                if diagnostic.breaks(.missingID) {
                    missing += 1
                    if !changed.contains(path) { wanting += DoctorRecords.parse(path, in: store) }
                } else if diagnostic.breaks(.duplicateIDs) {
                    if let id = DoctorRecords.parse(path, in: store).first?.record?.header.id?.value {
                        shared.insert(id)
                    }
                } else if let finding = DoctorRecords.finding(of: diagnostic, in: path) {
                    findings.append(finding)
                } else if diagnostic.severity == .error {
                    others += 1
                }
            }
        }
        for (file, id, owner) in DoctorCopies(of: shared, in: store, history: repository).copies {
            let isOpen = changed.contains(file.path)
            findings.append(
                DoctorFinding(
                    .duplicateID, severity: .problem, message: "it has the id \(id) of \(owner)", path: file.path,
                    help: isOpen ? "`promptpal save` gives the copy an id of its own" : nil,
                    repair: isOpen ? nil : "gives it an id of its own"))
            if !isOpen { wanting += DoctorRecords.parse(file.path, in: store) }
        }
        if missing > 0 {
            let open = missing - wanting.count { $0.record?.header.id == nil }
            findings.append(
                DoctorFinding(
                    .missingID, severity: .note,
                    message: "\(counted(missing, one: "record")) \(missing == 1 ? "has" : "have") no id yet",
                    help: open > 0 ? "`promptpal save` gives one to those with edits" : nil,
                    repair: open < missing ? "gives them one, in one version" : nil))
        }
        if others > 0 {
            findings.append(
                DoctorFinding(
                    .records, severity: .problem, message: "\(counted(others, one: "error")) in files",
                    help: "`promptpal validate` shows each with its place, and `--fix` mends what is safe"))
        }
        givenIDs = wanting.map { _ in store.newID() }
        let order = DoctorFinding.Check.allCases
        findings.sort { (order.firstIndex(of: $0.check) ?? 0) < (order.firstIndex(of: $1.check) ?? 0) }
    }

    /// Returns the finding for a diagnostic that has a check of its own; `nil` for all others.
    private static func finding(of diagnostic: Diagnostic, in path: String) -> DoctorFinding? {
        if diagnostic.breaks(.addressTwins) {
            return DoctorFinding(
                .addressTwin, severity: .problem, message: diagnostic.message, path: path,
                help: "`promptpal mv` renames one of them and rewrites what refers to it")
        }
        if diagnostic.breaks(.lostLabelCommit) {
            return DoctorFinding(.label, severity: .problem, message: diagnostic.message, path: path, help: diagnostic.help)
        }
        if diagnostic.breaksOne(of: DiagnosticRule.referenceRules) {
            return DoctorFinding(
                .reference, severity: .problem, message: diagnostic.message, path: path,
                help: diagnostic.help ?? "`promptpal validate` shows the place")
        }
        return nil
    }

    /// Returns the file if it is a record; else nothing.
    private static func parse(_ path: String, in store: Store) -> [ParsedFile] {
        guard let record = WorkTreePath.record(at: path) else { return [] }
        let file = Store.parse(record, in: store.directory)
        return file.record == nil ? [] : [file]
    }

    func repair(_ draft: inout Draft) {
        for (file, id) in zip(wanting, givenIDs) {
            guard let given = file.settingID(id) else { continue }
            draft.replace(file.address.file(file.kind), with: given.source.bytes, before: file.source.bytes)
        }
    }
}
