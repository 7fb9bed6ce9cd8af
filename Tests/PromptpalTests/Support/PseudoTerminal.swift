import TestSupport

/// Runs a command at its own terminal, as a person would, and answers its questions.
struct PseudoTerminal {
    let program: Program

    /// - Parameter dialogue: the text to wait for on the screen, and the text to type then. A text that does
    ///   not appear is skipped.
    /// - Returns: The whole output, and the exit status: 128 plus the signal if a signal ended the command.
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
