internal import Git
internal import Synchronization

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
