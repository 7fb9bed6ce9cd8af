/// The cost of one run of a program.
struct Run {
    /// From before the start to after the end, in seconds.
    var wall: Double
    /// User and system time, in seconds.
    var processor: Double
    /// The most memory it held at once, in bytes.
    var memory: Int
}

/// A program with its arguments, started without a shell by the runner; what it prints is thrown away.
struct ChildProcess {
    let command: String
    /// Exit statuses that mean the work was done: a checker that found something answers 1.
    let accepted: Set<Int>

    /// Runs it once.
    func run(by runner: Peer) throws -> Run {
        let answer = try runner.ask(command)
        guard answer.count == 4, answer[3] >= 0, answer[3] & 0x7F == 0, accepted.contains(answer[3] >> 8)
        else {
            throw ProcessFailure(command: command, status: answer.last ?? 0)
        }
        return Run(
            wall: Double(answer[0]) / 1e9, processor: Double(answer[1]) / 1e6, memory: answer[2] * 1024)
    }
}

/// A program did not start, or ended with a status that was not expected.
struct ProcessFailure: Error, CustomStringConvertible {
    let command: String
    /// Of `wait4`, or an error number below zero.
    let status: Int

    var description: String { "`\(command)` failed with status \(status)" }
}
