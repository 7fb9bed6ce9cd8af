internal import Glibc
internal import PromptStore

/// A counter at a terminal, shown if the work takes longer than a moment. Elsewhere it prints nothing.
final class Progress {
    private let what: String
    private let started = Host.millisecondsSinceEpoch()
    private var lastShown: Int64 = 0
    private var isShown = false

    /// Returns `nil` if nobody would see it.
    init?(_ what: String, quiet: Bool) {
        guard !quiet, Output.error.isTerminal else { return nil }
        self.what = what
    }

    func update(_ done: Int, of total: Int) {
        let now = Host.millisecondsSinceEpoch()
        guard now - started > 500, now - lastShown > 100 else { return }
        lastShown = now
        isShown = true
        let filled = total > 0 ? done * 30 / total : 0
        let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: 30 - filled)
        Output.error.write("\r\(bar) \(what) \(done) of \(total)")
        Output.error.flush()
    }

    /// Removes the line.
    func finish() {
        guard isShown else { return }
        Output.error.write("\r\u{1B}[K")
        Output.error.flush()
    }
}
