internal import PromptCore
internal import PromptStore

/// Which records of a list come from which layer.
struct LayeredList {
    /// By path.
    private var layers: [String: String] = [:]

    /// Adds what the layers under a store have, and what is in no nearer one.
    init(_ store: Store, _ folder: Address, _ records: inout [RecordSummary]) throws(StoreError) {
        let found = store.layers.layers
        if found.isEmpty { return }
        var known = Swift.Set(records.map(\.path))
        for layer in found {
            for record in try layer.store.summaries(in: folder, withTimes: false)
            where known.insert(record.path).inserted {
                records.append(record)
                layers[record.path] = layer.name
            }
        }
    }

    /// The layer that a record is in; `nil` for the store itself.
    func name(of record: RecordSummary) -> String? { layers[record.path] }

    /// Says on standard error which layers are not used, and why.
    func tellProblems(of store: Store) {
        let problems = store.layers.problems
        if problems.isEmpty { return }
        Output.standard.flush()
        for problem in problems {
            Output.error.line("promptpal: \(Terminal.line(problem.message))")
            if let help = problem.help { Output.error.line("  help: \(Terminal.line(help))") }
        }
    }
}
