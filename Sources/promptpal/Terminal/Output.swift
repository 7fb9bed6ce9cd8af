internal import Glibc
internal import SafeFiles
internal import SystemPackage

/// One of the two streams, buffered; knows whether people read it.
final class Output {
    private let descriptor: Int32
    private var buffer: [UInt8] = []
    let isTerminal: Bool
    private(set) var usesColour: Bool

    // `unsafe`, because the compiler can't see what holds: commands run on the main thread, and nothing that they give to
    // other threads (`Parallel`) writes; progress is reported on the thread that asked. A lock would be paid at every write.
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

    /// Bytes as they are, whatever they hold.
    func write(_ bytes: [UInt8]) {
        buffer.append(contentsOf: bytes)
        if buffer.count > 1 << 16 { flush() }
    }

    func write(_ text: String) {
        buffer.append(contentsOf: text.utf8)
        if buffer.count > 1 << 16 { flush() }
    }

    /// Standard error goes out line by line: nothing of it is lost, however the program ends.
    func line(_ text: String = "") {
        write(text)
        buffer.append(0x0A)
        if descriptor == STDERR_FILENO { flush() }
    }

    /// Writes everything out. A reader that went away ends the program quietly, as it does `cat`; a full disk or a
    /// closed standard output ends it with a word.
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

    /// Where standard error can't be written there is no one to tell, and the work goes on.
    private func fail(_ code: Int32) {
        guard descriptor == STDOUT_FILENO else { return }
        if code != EPIPE { Output.error.line("promptpal: standard output: \(Errno(rawValue: code))") }
        exit(2)
    }
}
