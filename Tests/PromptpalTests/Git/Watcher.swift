import Foundation
import Glibc

/// Reports every file that any process opens, reads, creates or changes in some directories, with inotify(7).
final class Watcher {
    private let descriptor: Int32
    private var directories: [Int32: String] = [:]

    /// - Parameters:
    ///   - tree: watched with all directories below it, also for opens.
    ///   - around: watched only for names that are created or removed.
    init(tree: String, around: String) throws {
        descriptor = inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC))
        guard descriptor >= 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
        let changes = UInt32(IN_CREATE) | UInt32(IN_DELETE) | UInt32(IN_MOVED_FROM) | UInt32(IN_MOVED_TO)
        let all = changes | UInt32(IN_OPEN) | UInt32(IN_ACCESS) | UInt32(IN_MODIFY) | UInt32(IN_ATTRIB)
        // All names are collected first, because the listing of a watched directory would be reported.
        var below = [tree]
        for case let item as String in FileManager.default.enumerator(atPath: tree) ?? .init() {
            var status = stat()
            let path = tree + "/" + item
            if lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR { below.append(path) }
        }
        for path in below {
            directories[inotify_add_watch(descriptor, path, all)] = String(path.dropFirst(tree.count))
        }
        directories[inotify_add_watch(descriptor, around, changes)] = "around"
    }

    deinit { close(descriptor) }

    /// Returns the events since the last call: `opened /secret.prompt.yaml`, each once.
    func events() -> [String] {
        var seen: [String] = []
        var buffer = [UInt8](repeating: 0, count: 65536)
        while true {
            let count = read(descriptor, &buffer, buffer.count)
            guard count > 0 else { return seen }
            var offset = 0
            while offset + 16 <= count {
                let (watch, mask, length) = buffer.withUnsafeBytes { bytes in
                    (
                        bytes.loadUnaligned(fromByteOffset: offset, as: Int32.self),
                        bytes.loadUnaligned(fromByteOffset: offset + 4, as: UInt32.self),
                        Int(bytes.loadUnaligned(fromByteOffset: offset + 12, as: UInt32.self))
                    )
                }
                let name = buffer[(offset + 16)..<(offset + 16 + length)].prefix { $0 != 0 }
                offset += 16 + length
                let path = (directories[watch] ?? "?") + "/" + String(decoding: name, as: UTF8.self)
                let event = Watcher.verb(mask) + " " + path
                if !seen.contains(event) { seen.append(event) }
            }
        }
    }

    private static func verb(_ mask: UInt32) -> String {
        if mask & UInt32(IN_OPEN) != 0 { return "opened" }
        if mask & UInt32(IN_ACCESS) != 0 { return "read" }
        if mask & UInt32(IN_MODIFY) != 0 { return "changed" }
        if mask & UInt32(IN_ATTRIB) != 0 { return "touched" }
        if mask & (UInt32(IN_CREATE) | UInt32(IN_MOVED_TO)) != 0 { return "made" }
        return "removed"
    }
}
