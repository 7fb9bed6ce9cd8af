import TestSupport

/// Runs a command at a terminal of its own, as a person would, and answers what it asks.
struct PseudoTerminal {
    let program: Program

    /// - Parameter dialogue: what to wait for on the screen, and what to type then; what does not come is passed over.
    /// - Returns: everything that stood on the screen, and the exit status: 128 plus the signal where one ended it.
    func run(
        _ command: String, _ dialogue: [(wait: String, type: String)] = []
    ) -> (screen: String, status: Int32)? {
        let words = ["bash", "-c", "cd \"$DIR\" || exit 125\n" + command]
        guard let process = TerminalProcess(words, environment: program.allVariables) else { return nil }
        var left = dialogue[...]
        return process.finish(within: 30) { new in
            guard let index = left.firstIndex(where: { new.contains($0.wait) }) else { return nil }
            defer { left = left[(index + 1)...] }
            return left[index].type
        }
    }
}
