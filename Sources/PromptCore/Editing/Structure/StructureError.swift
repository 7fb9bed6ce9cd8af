/// Why a module, option or variable can't be changed as asked. Nothing has changed then.
public struct StructureError: Error, Sendable, Equatable {
    /// What is in the way, as one sentence without a full stop.
    public let message: String
    /// What to do about it.
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
    /// Differs from the file before only where it must; the same bytes where it said so already.
    public let file: ParsedFile
    /// What one types afterwards for the part that was changed: a module's or option's handle, a variable's name; of a part
    /// that was taken out, what one typed for it.
    public let part: String
}
