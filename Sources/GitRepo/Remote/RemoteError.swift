/// Why a transfer did not come about. What was there before is there still.
public struct RemoteError: Error, Sendable, Hashable {
    public enum Reason: Sendable, Hashable {
        /// The address can't be used.
        case address
        /// No connection, or it broke.
        case unreachable
        /// The other side knows us not: no key, or no password, that it takes.
        case denied
        /// Its key is not the known one, or not known at all.
        case unknownHost
        /// Its certificate proves nothing.
        case certificate
        /// There is no such repository.
        case notThere
        /// The branch there has commits that are not here.
        case behind
        /// The other side refuses the change.
        case rejected
        /// The user ended it.
        case interrupted
        /// The disk here has no room, or fails.
        case disk
        /// What came is not what it should be.
        case damaged
    }

    public let reason: Reason
    /// A sentence without a full stop. No password is in it.
    public let message: String
    public let help: String?

    public init(_ reason: Reason, _ message: String, help: String? = nil) {
        self.reason = reason
        self.message = message
        self.help = help
    }
}
