internal import Diagnostics
internal import PromptCore

/// A file that an operation changes, in memory.
struct FileEdit {
    let before, after: ParsedFile

    /// The record's address and kind.
    var place: Contents.File { Contents.File(address: before.address, kind: before.kind) }
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
    /// Refuses a change after which `validate` finds an error that it does not find now: also what decoding can't see, such
    /// as a default against its own rules, a broken text, or a module that is not there.
    ///
    /// - Parameters:
    ///   - edits: every file of the change.
    ///   - library: as it is.
    /// - Throws: `newErrors`.
    func refuseNewErrors(in edits: [FileEdit], _ library: any Library) throws(StoreError) {
        let found = edits.compactMap { edit in
            let new = newProblems(.error, of: edit, among: edits, library)
            return new.isEmpty ? nil : FileDiagnostics(source: edit.after.source, diagnostics: new)
        }
        if !found.isEmpty { throw .newErrors(found) }
    }

    /// The problems of one severity that a change brings to one of its files.
    func newProblems(
        _ severity: Severity, of edit: FileEdit, among edits: [FileEdit], _ library: any Library
    ) -> [Diagnostic] {
        Checker.newProblems(
            in: edit.after, insteadOf: edit.before, severity, library: library, with: edits.map(\.after))
    }
}
