import Diagnostics
import PromptCore
import PromptIndex
import PromptStore

/// A throw-away second door: one line in, one answer out. It proves that a door needs nothing but operations.
///
/// Knows `new`, `set`, `render`, `search`, `move` and `undo`; begins no transaction, checks nothing and words
/// no commit.
struct LineDoor {
    let store: Store
    private let write = WriteOptions(isSynced: false)

    init(_ store: Store) { self.store = store }

    /// - Parameter line: the word of the command, then its arguments, apart by spaces; what is last may have
    ///   spaces.
    func answer(_ line: String) -> String {
        let words = line.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: true).map(String.init)
        do {
            switch (words.first ?? "", words.count) {
            case ("new", 3): return try new(words[1], text: words[2])
            case ("set", 3): return try set(words[1], words[2])
            case ("render", 2...): return try render(words[1], words.count > 2 ? words[2] : "")
            case ("search", 2...): return try search(words.dropFirst().joined(separator: " "))
            case ("move", 3): return try move(words[1], to: words[2])
            case ("undo", 1): return try undo()
            default: return "? new, set, render, search, move, undo"
            }
        } catch let error as StoreError {
            return "! " + LineDoor.words(for: error)
        } catch {
            return "! \(error)"
        }
    }

    private func new(_ address: String, text: String) throws -> String {
        let done = try store.create(
            CreateRequest(.prompt, at: try Address(new: address), text: text, write: write))
        return "new \(done.record.path)"
    }

    private func set(_ record: String, _ assignment: String) throws -> String {
        let done = try store.set(
            SetRequest(RecordName(record), assignments: [try Assignment(assignment)], write: write))
        return done.isChanged ? "set \(done.keys.joined(separator: " "))" : "unchanged"
    }

    private func render(_ prompt: String, _ values: String) throws -> String {
        var request = RenderRequest(prompt: RecordName(prompt))
        for pair in values.split(separator: " ") {
            guard let equals = pair.firstIndex(of: "=") else { continue }
            request.input.values[String(pair[..<equals])] = RenderInput.Given(
                .text(String(pair[pair.index(after: equals)...])), from: .flag)
        }
        let done = try store.render(request)
        return done.rendered?.text ?? "! " + done.problems.map(\.message).joined(separator: "; ")
    }

    private func search(_ words: String) throws -> String {
        let done = try store.search(SearchRequest(query: try SearchQuery(words)))
        return done.hits.isEmpty ? "nothing" : done.hits.map(\.address.path).joined(separator: " ")
    }

    private func move(_ source: String, to destination: String) throws -> String {
        let done = try store.move(MoveRequest(RecordName(source), to: destination, write: write)).moved
        return "moved to \(done.target.address.path), \(done.referenceCount) references rewritten"
    }

    private func undo() throws -> String {
        let done = try store.undo(UndoRequest(write: write))
        return "took back: \(done.summary)"
    }

    /// A door words errors from their data.
    private static func words(for error: StoreError) -> String {
        switch error {
        case .notFound(let kind, let address, let near):
            "no \(kind) \(address); near: \(near.joined(separator: " "))"
        case .exists(_, let address, _): "\(address.path) is taken"
        case .newErrors(let files): files.flatMap(\.diagnostics).map(\.code).joined(separator: " ")
        case .assignment(let error): error.message
        default: "\(error)"
        }
    }
}
