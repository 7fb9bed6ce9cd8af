/// Which permission bits a file gets when it is written.
public struct FilePermissions: Sendable, Equatable {
    /// The nine bits of the file that it comes from; `nil` for those of the file that it replaces, and for a new
    /// file those that the process's mask leaves.
    public var bits: UInt32?
    /// Whether it may be run; `nil` leaves that as the bits have it.
    public var isExecutable: Bool?

    /// - Parameters as the properties of the same names.
    public init(bits: UInt32? = nil, isExecutable: Bool? = nil) {
        self.bits = bits
        self.isExecutable = isExecutable
    }

    /// A new file as any other, a replaced one as it was.
    public static let usual = FilePermissions()

    /// The bits in place of those of a file that is replaced (`nil`: none is); `nil` where the process's mask decides.
    ///
    /// Who may run a file that becomes executable: who may read it, as Git has it.
    public func bits(replacing old: UInt32?) -> UInt32? {
        guard let bits = bits ?? old else { return nil }
        switch isExecutable {
        case true?: return bits & 0o111 == 0 ? bits | (bits & 0o444) >> 2 : bits
        case false?: return bits & ~0o111
        case nil: return bits
        }
    }

    /// What a new file is created with where the process's mask decides.
    public var created: UInt32 { isExecutable == true ? 0o777 : 0o666 }
}
