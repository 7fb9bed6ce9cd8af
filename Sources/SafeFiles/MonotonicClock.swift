internal import Glibc

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
