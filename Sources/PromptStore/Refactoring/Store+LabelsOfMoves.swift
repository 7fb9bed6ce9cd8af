internal import PromptCore

extension Store {
    /// Moves the label files of moved records, so that each stays at the address of its record.
    ///
    /// - Throws: `refactoring` if the label of another record is at a new path.
    func moveLabels(
        of steps: [(file: Contents.File, target: Address)], moved: inout Moved, in draft: inout Draft
    ) throws(StoreError) {
        let labels = try labelFiles(of: steps.map(\.file))
        if labels.isEmpty { return }
        let targets = Dictionary(steps.map { ($0.file, $0.target) }, uniquingKeysWith: { first, _ in first })
        var moves: [(from: LabelPath, to: LabelPath, bytes: [UInt8])] = []
        for (path, bytes) in labels {
            guard let target = targets[Contents.File(address: path.address, kind: path.kind)] else {
                continue
            }
            moves.append((path, LabelPath(label: path.label, address: target, kind: path.kind), bytes))
        }
        let leaving = Set(moves.map(\.from))
        for move in moves where !leaving.contains(move.to) {
            guard try isThere(move.to.path), Slug.foldingKey(move.to.path) != Slug.foldingKey(move.from.path)
            else { continue }
            throw .refactoring(.labelInTheWay(path: move.to.path))
        }
        for move in moves { draft.remove(move.from.path, before: move.bytes) }
        for move in moves { draft.create(move.to.path, with: move.bytes, from: move.from.path) }
        moved.notes.append(.labelsMoved(moves.map(\.from)))
    }
}
