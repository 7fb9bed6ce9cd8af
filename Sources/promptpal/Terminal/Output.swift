internal import Git
internal import Glibc
internal import PromptStore
internal import SafeFiles
internal import Synchronization
internal import SystemPackage

/// One of the two streams, buffered; records if it is a terminal.
final class Output {
    private let descriptor: Int32
    private var buffer: [UInt8] = []
    let isTerminal: Bool
    private(set) var usesColour: Bool

    // `unsafe`, because the compiler can't prove the condition: commands run on the main thread, and their
    // work on other threads (`Parallel`) does not write; progress is reported on the calling thread. A lock
    // would cost time at every write.
    nonisolated(unsafe) static let standard = Output(STDOUT_FILENO)
    nonisolated(unsafe) static let error = Output(STDERR_FILENO)

    private init(_ descriptor: Int32) {
        self.descriptor = descriptor
        isTerminal = isatty(descriptor) == 1
        usesColour = isTerminal && Terminal.allowsColour
    }

    /// Applies `--color` to both streams.
    static func choose(_ choice: ColourChoice) {
        for output in [standard, error] {
            switch choice {
            case .auto: break
            case .always: output.usesColour = true
            case .never: output.usesColour = false
            }
        }
    }

    /// Writes bytes unchanged.
    func write(_ bytes: [UInt8]) {
        buffer.append(contentsOf: bytes)
        if buffer.count > 1 << 16 { flush() }
    }

    func write(_ text: String) {
        buffer.append(contentsOf: text.utf8)
        if buffer.count > 1 << 16 { flush() }
    }

    /// Writes a line. Standard error is flushed line by line, so that nothing is lost, however the program
    /// ends.
    func line(_ text: String = "") {
        write(text)
        buffer.append(0x0A)
        if descriptor == STDERR_FILENO { flush() }
    }

    /// Writes the whole buffer. If the reader is gone, the program ends quietly, as `cat` does; a full disk
    /// or a closed standard output ends it with a message.
    func flush() {
        var start = 0
        while start < buffer.count {
            let count = buffer.withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress?.advanced(by: start), buffer.count - start)
            }
            if count < 0 {
                if errno == EINTR { continue }
                fail(errno)
                break
            }
            start += count
        }
        buffer.removeAll(keepingCapacity: true)
    }

    /// Ends the program. If standard error can't be written, nobody can be told, and the work continues.
    private func fail(_ code: Int32) {
        guard descriptor == STDOUT_FILENO else { return }
        if code != EPIPE { Output.error.line("promptpal: standard output: \(Errno(rawValue: code))") }
        exit(2)
    }
}

/// The values of `--color`.
enum ColourChoice: String, CaseIterable {
    case auto, always, never
}

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

/// The progress of a transfer, at a terminal and if it takes longer than a moment.
final class TransferBar: Sendable {
    private let bar: Mutex<Progress>

    /// Returns `nil` if nobody would see it.
    init?(quiet: Bool) {
        guard let progress = Progress("objects", quiet: quiet) else { return nil }
        bar = Mutex(progress)
    }

    func update(_ progress: TransferProgress) {
        bar.withLock { $0.update(progress.objects, of: progress.totalObjects) }
    }

    func finish() { bar.withLock { $0.finish() } }
}

/// The line that a writing command prints about its change.
enum Done {
    /// Prints `set tags in prompts/a.prompt.yaml (3f2a9c1)`; nothing if `quiet`.
    static func line(_ text: String, committed: Committed, quiet: Bool) {
        guard !quiet else { return }
        let commit = committed.shortCommit.map { " (\($0))" } ?? ""
        Output.standard.line(Terminal.safe(text) + commit)
    }
}
