/// The reason why a module, option or variable can't be changed as requested. The file is unchanged.
public struct StructureError: Error, Sendable, Equatable {
    /// The obstacle, in one sentence without a full stop.
    public let message: String
    /// The remedy.
    public let help: String?

    init(_ message: String, help: String? = nil) {
        self.message = message
        self.help = help
    }

    init(_ error: AssignmentError) {
        self.init(error.message, help: error.help)
    }
}

/// A file after a change of its structure.
public struct StructureResult: Sendable {
    /// Differs from the old file only as far as necessary; if nothing had to change, the bytes are equal.
    public let file: ParsedFile
    /// The name that people type for the changed part after the change: a module's or option's handle, or a
    /// variable's name. If the part was removed, the name it had.
    public let part: String
}
