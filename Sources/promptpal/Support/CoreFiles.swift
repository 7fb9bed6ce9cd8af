internal import CLinux

/// Memory that the system writes to the disk when a program crashes.
enum CoreFiles {
    /// From here on no core file of this process is written and nobody but root can look into it. For commands that hold
    /// secrets.
    ///
    /// - Returns: whether the system agreed.
    static func forbid() -> Bool { clinux_no_core() == 0 }
}
