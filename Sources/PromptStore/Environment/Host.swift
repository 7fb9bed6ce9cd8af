internal import SafeFiles

/// Waiting, and this process's number, under their old names.
enum Host {
    /// Milliseconds on a clock that only goes forward.
    static func millisecondsSinceStart() -> Int64 { MonotonicClock.milliseconds() }

    /// Sleeps.
    static func pause(milliseconds: UInt32) { MonotonicClock.sleep(milliseconds: milliseconds) }

    /// This process's number.
    static var processID: Int { SystemProcess.id }

    /// An existing path, absolute and without links.
    static func realPath(_ path: String) -> String? { SafeDirectory.realPath(of: path) }
}
