internal import SafeFiles

/// Waiting, and this process's number, under their old names.
enum Host {
    /// Returns milliseconds on a clock that only goes forward.
    static func millisecondsSinceStart() -> Int64 { MonotonicClock.milliseconds() }

    /// Sleeps for this time.
    static func pause(milliseconds: UInt32) { MonotonicClock.sleep(milliseconds: milliseconds) }

    /// The id of this process.
    static var processID: Int { SystemProcess.id }

    /// Returns an existing path, absolute and without links.
    static func realPath(_ path: String) -> String? { SafeDirectory.realPath(of: path) }
}
