internal import CLinux
internal import Glibc

/// An advisory lock between processes, by `flock(2)` on a file. The kernel releases it when its owner dies,
/// so it can never be left behind.
public struct FileLock: ~Copyable {
    private let file: Descriptor

    /// Takes the lock of a file in a directory, and waits for it for a limited time.
    ///
    /// - Parameters:
    ///   - name: the file; made if it is missing, and never followed as a link.
    ///   - milliseconds: the time to wait; 0 tries once.
    /// - Returns: `nil` if another process holds it.
    /// - Throws: ``FileError`` if the file can't be opened or locked.
    public static func take(
        _ name: String, in directory: SafeDirectory, milliseconds: Int
    ) throws(FileError) -> FileLock? {
        let path = try RelativePath(name)
        let parent = try directory.openDirectory(path.parent)
        let fd = clinux_openat(
            parent.raw, path.name, O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0o666)
        guard fd >= 0 else { throw FileError(call: "open", path: name, code: -fd) }
        let file = Descriptor(owning: fd)
        let deadline = MonotonicClock.milliseconds() + Int64(milliseconds)
        var pause: UInt32 = 500
        while flock(fd, LOCK_EX | LOCK_NB) < 0 {
            let code = errno
            if code == EINTR { continue }
            guard code == EWOULDBLOCK else { throw FileError(call: "flock", path: name, code: code) }
            guard MonotonicClock.milliseconds() < deadline else { return nil }
            usleep(pause)
            // Short at first, because a change takes milliseconds; never more than 20.
            pause = min(pause * 2, 20_000)
        }
        let lock = FileLock(file: file)
        lock.sign()
        return lock
    }

    private init(file: consuming Descriptor) { self.file = file }

    /// Writes this process's id into the file, for the message of waiting processes.
    private borrowing func sign() {
        let text = Array("\(getpid())\n".utf8)
        _ = ftruncate(file.raw, 0)
        _ = pwrite(file.raw, text, text.count, 0)
    }

    /// Returns the process id of the lock's owner, as its file has it; `nil` if there is none.
    public static func owner(_ name: String, in directory: SafeDirectory) -> Int? {
        guard let bytes = try? directory.read(name, limit: 64) else { return nil }
        return Int(String(decoding: bytes.prefix { $0 != 0x0A }, as: UTF8.self))
    }
}

/// A clock that only goes forward and has no date: for timeouts.
public enum MonotonicClock {
    /// Returns milliseconds since an unspecified moment.
    public static func milliseconds() -> Int64 {
        var time = timespec()
        _ = clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    }

    /// Suspends the calling thread.
    public static func sleep(milliseconds: UInt32) { usleep(milliseconds * 1000) }
}

/// The current process.
public enum SystemProcess {
    /// The process id.
    public static var id: Int { Int(getpid()) }
}
