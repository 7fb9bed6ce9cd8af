/// The names of files that have not taken their place yet: hidden, and recognizable by their prefix, so that
/// those of a killed process can be found.
public struct TemporaryNames: Sendable, Hashable {
    /// The start of all names, with a dot first, so that scans skip them.
    public let prefix: String

    /// - Parameter prefix: begins with a dot and has no slash.
    public init(prefix: String) { self.prefix = prefix }

    /// Returns a unique name: 16 hexadecimal digits between the prefix and `.tmp`.
    public func new() -> String { name(TemporaryNames.newToken()) }

    /// Returns 16 hexadecimal digits that tell one change from another.
    public static func newToken() -> String {
        let digits = String(UInt64.random(in: .min ... .max), radix: 16)
        return String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }

    /// Returns the name for a file that is identified by `token`.
    public func name(_ token: String) -> String { "\(prefix)\(token).tmp" }
}
