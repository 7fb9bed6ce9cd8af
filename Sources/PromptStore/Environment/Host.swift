internal import Glibc
internal import SafeFiles

/// What this machine knows and a prompt does not: the time, chance, and who is at work.
/// The rooms below are pure and are handed these as values.
public enum Host {
    /// The current time in UTC to the second, as RFC 3339: `2026-11-24T09:30:00Z`.
    public static func now() -> String {
        CivilTime(secondsSinceEpoch: secondsSinceEpoch()).text
    }

    /// Whole seconds since 1970-01-01T00:00:00Z.
    public static func secondsSinceEpoch() -> Int64 {
        Int64(realTime().tv_sec)
    }

    /// Whole milliseconds since 1970-01-01T00:00:00Z, as a UUIDv7 (RFC 9562) wants them.
    public static func millisecondsSinceEpoch() -> Int64 {
        let time = realTime()
        return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    }

    /// `count` bytes from the system's cryptographic random source.
    public static func randomBytes(_ count: Int) -> [UInt8] {
        // Eight at a time: each number asked for is a system call.
        var generator = SystemRandomNumberGenerator()
        var bytes: [UInt8] = []
        while bytes.count < count {
            let number = generator.next()
            bytes += (0..<8).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
        }
        return Array(bytes.prefix(count))
    }

    /// The value of an environment variable; nil where it is unset or not UTF-8.
    public static func environment(_ name: String) -> String? {
        guard let value = getenv(name) else { return nil }
        return String(validatingCString: value)
    }

    private static func realTime() -> timespec {
        var time = timespec()
        // Fails only for a clock that doesn't exist; CLOCK_REALTIME always does.
        _ = clock_gettime(CLOCK_REALTIME, &time)
        return time
    }

    /// Milliseconds on a clock that only goes forward.
    static func millisecondsSinceStart() -> Int64 { MonotonicClock.milliseconds() }

    /// Sleeps.
    static func pause(milliseconds: UInt32) { MonotonicClock.sleep(milliseconds: milliseconds) }

    /// This process's number.
    static var processID: Int { SystemProcess.id }

    /// An existing path, absolute and without links.
    static func realPath(_ path: String) -> String? { SafeDirectory.realPath(of: path) }

    /// How far local time is east of UTC now, in minutes.
    public static func offsetMinutes() -> Int {
        var now = time(nil)
        var local = tm()
        guard localtime_r(&now, &local) != nil else { return 0 }
        return local.tm_gmtoff / 60
    }
}
