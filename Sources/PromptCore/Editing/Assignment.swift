/// One `KEY=VALUE`, `KEY+=VALUE` or `KEY-=VALUE`, the arguments of `promptpal set`.
public struct Assignment: Sendable, Hashable {
    /// The operation on the key.
    public enum Operation: Sendable, Hashable {
        /// Set it; an empty value removes the key.
        case set
        /// Add a value to a list unless it is there.
        case add
        /// Remove a value from a list.
        case remove
    }

    /// The parts between the dots: `modules`, `task`, `role`.
    public let key: [String]
    /// The operation between key and value.
    public let operation: Operation
    /// The text after the operator; empty to remove the key.
    public let value: String
    /// The assignment as typed.
    public let text: String

    /// Reads an assignment that a person typed.
    ///
    /// - Throws: ``AssignmentError`` if the text has no `=` or no valid key.
    public init(_ text: String) throws(AssignmentError) {
        guard let equals = text.utf8.firstIndex(of: 0x3D) else {
            throw AssignmentError("\(quoted(text)) has no `=`", help: "write KEY=VALUE, or tags+=WORD")
        }
        var name = text[..<equals]
        var operation = Operation.set
        if name.hasSuffix("+") {
            operation = .add
            name.removeLast()
        } else if name.hasSuffix("-") {
            operation = .remove
            name.removeLast()
        }
        let key = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard !name.isEmpty, !key.contains("") else {
            throw AssignmentError(
                "\(quoted(text)) names no key", help: "write description=… or modules.task.role=system")
        }
        self.key = key
        self.operation = operation
        self.text = text
        value = String(text[text.utf8.index(after: equals)...])
    }

    /// Creates an assignment made by the program.
    public init(key: [String], _ operation: Operation, value: String) {
        self.key = key
        self.operation = operation
        self.value = value
        text = key.joined(separator: ".") + "=" + value
    }
}

/// The reason why an assignment can't be made.
public struct AssignmentError: Error, Sendable, Equatable {
    /// The reason in one sentence, without a full stop.
    public let message: String
    /// The remedy; `nil` if there is none.
    public let help: String?

    package init(_ message: String, help: String? = nil) {
        self.message = message
        self.help = help
    }
}
