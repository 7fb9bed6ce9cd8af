internal import Glibc

/// A clock that only goes forward and says nothing of the date: for the patience of those who wait.
public enum MonotonicClock {
    /// Milliseconds since an unspecified moment.
    public static func milliseconds() -> Int64 {
        var time = timespec()
        _ = clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    }

    /// Suspends the calling thread.
    public static func sleep(milliseconds: UInt32) { usleep(milliseconds * 1000) }
}

/// The process that this code runs in.
public enum SystemProcess {
    /// Its number.
    public static var id: Int { Int(getpid()) }
}
