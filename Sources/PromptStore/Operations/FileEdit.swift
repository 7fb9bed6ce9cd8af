internal import Diagnostics
internal import PromptCore

/// A file that an operation changes, in memory.
struct FileEdit {
    let before, after: ParsedFile

    /// The record's address and kind.
    var record: Contents.File { Contents.File(address: before.address, kind: before.kind) }
}

extension StoreError {
    /// Runs `body` and folds the errors of a change of modules, options or variables.
    static func foldingStructure<Value>(
        _ body: () throws(StructureError) -> Value
    ) throws(StoreError) -> Value {
        do {
            return try body()
        } catch {
            throw .structure(error)
        }
    }

    /// Runs `body` and folds the errors of a change of keys.
    static func foldingAssignment<Value>(
        _ body: () throws(AssignmentError) -> Value
    ) throws(StoreError) -> Value {
        do {
            return try body()
        } catch {
            throw .assignment(error)
        }
    }
}

extension Store {
    /// Refuses a change after which `validate` finds a new error. This includes errors that decoding can't
    /// find, such as a default against its own rules, a broken text, or a missing module.
    ///
    /// - Parameters:
    ///   - edits: every file of the change.
    ///   - library: the library before the change.
    /// - Throws: `newErrors`.
    func refuseNewErrors(in edits: [FileEdit], _ library: any Library) throws(StoreError) {
        let found = edits.compactMap { edit in
            let new = newProblems(.error, of: edit, among: edits, in: library)
            return new.isEmpty ? nil : FileDiagnostics(source: edit.after.source, diagnostics: new)
        }
        if !found.isEmpty { throw .newErrors(found) }
    }

    /// Returns the new problems of one severity in one file of a change.
    func newProblems(
        _ severity: Severity, of edit: FileEdit, among edits: [FileEdit], in library: any Library
    ) -> [Diagnostic] {
        Checker.newProblems(
            in: edit.after, insteadOf: edit.before, severity, library: library, with: edits.map(\.after))
    }
}
