internal import PromptStore

extension Globals {
    /// Opens the store, carries out one operation, and words its error.
    func carryOut<Outcome>(
        _ operation: (Store) throws(StoreError) -> Outcome
    ) throws(Failure) -> Outcome {
        Output.choose(color)
        let store = try store()
        return try Failure.folding { () throws(StoreError) in try operation(store) }
    }
}
