/// The permission bits of a file that is written.
public struct FilePermissions: Sendable, Equatable {
    /// The nine bits of the file that it comes from; `nil` for those of the file that it replaces, or for a
    /// new file those that the process's mask allows.
    public var bits: UInt32?
    /// True or false to set or clear the right to run it; `nil` leaves it as in the bits.
    public var isExecutable: Bool?

    /// - Parameters as the properties of the same names.
    public init(bits: UInt32? = nil, isExecutable: Bool? = nil) {
        self.bits = bits
        self.isExecutable = isExecutable
    }

    /// The usual bits for a new file; unchanged bits for a replaced one.
    public static let usual = FilePermissions()

    /// Returns the bits in place of those of the replaced file (`nil`: there is none); `nil` if the process's
    /// mask decides.
    ///
    /// Everybody who may read an executable file may run it, as in Git.
    public func bits(replacing old: UInt32?) -> UInt32? {
        guard let bits = bits ?? old else { return nil }
        switch isExecutable {
        case true?: return bits & 0o111 == 0 ? bits | (bits & 0o444) >> 2 : bits
        case false?: return bits & ~0o111
        case nil: return bits
        }
    }

    /// The bits with which a new file is created if the process's mask decides.
    public var created: UInt32 { isExecutable == true ? 0o777 : 0o666 }
}
