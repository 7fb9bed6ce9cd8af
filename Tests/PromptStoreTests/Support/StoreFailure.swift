import PromptStore

/// Returns the error of a store; `nil` if there is none, or if it is another one.
func failure<Result>(_ body: () throws -> Result) -> StoreError? {
    do {
        _ = try body()
        return nil
    } catch {
        return error as? StoreError
    }
}

extension StoreError {
    var version: VersionRefusal? { if case .versions(let refusal) = self { refusal } else { nil } }
    var refactoring: RefactoringRefusal? { if case .refactoring(let refusal) = self { refusal } else { nil } }
    var trash: TrashRefusal? { if case .trash(let refusal) = self { refusal } else { nil } }
    var undo: UndoRefusal? { if case .undo(let refusal) = self { refusal } else { nil } }
    var restoring: RestoreRefusal? { if case .restoring(let refusal) = self { refusal } else { nil } }
    var part: StructureRefusal? { if case .part(let refusal) = self { refusal } else { nil } }
}
