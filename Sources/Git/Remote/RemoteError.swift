/// The reason why a transfer failed. The repository is unchanged.
public struct RemoteError: Error, Sendable, Hashable {
    /// The kind of failure.
    public enum Reason: Sendable, Hashable {
        /// The address can't be used.
        case address
        /// There is no connection, or it broke.
        case unreachable
        /// The other side accepts none of our keys or passwords.
        case denied
        /// The host key differs from the known one, or is unknown.
        case unknownHost
        /// The certificate can't be verified.
        case certificate
        /// There is no such repository.
        case notThere
        /// The branch there has commits that are not here.
        case behind
        /// The other side refuses the change.
        case rejected
        /// The user cancelled it.
        case interrupted
        /// The local disk is full or fails.
        case disk
        /// The received data is damaged.
        case damaged
    }

    /// The kind of failure.
    public let reason: Reason
    /// A sentence without a full stop. It contains no password.
    public let message: String
    /// The remedy; `nil` if there is none.
    public let help: String?

    /// An error with a message that contains no password.
    public init(_ reason: Reason, message: String, help: String? = nil) {
        self.reason = reason
        self.message = message
        self.help = help
    }
}
