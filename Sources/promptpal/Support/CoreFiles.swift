internal import CLinux

/// Core files: memory that the system writes to the disk if a program crashes.
enum CoreFiles {
    /// Forbids core files of this process and access to its memory by others than root. For commands that
    /// hold secrets.
    ///
    /// - Returns: true if the system agreed.
    static func forbid() -> Bool { clinux_no_core() == 0 }
}
