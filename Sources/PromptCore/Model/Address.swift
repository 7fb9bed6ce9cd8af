/// The address of a prompt, module, variable or folder: its path below `prompts/`, without the file ending.
///
/// An address made by ``init(validating:)`` can't leave the library, because each part is checked with
/// ``PathPart/problem(in:)``. The empty address is the library's top folder.
public struct Address: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The parts joined by `/`: `marketing/launch-email`; empty for the top folder.
    public let path: String

    /// The library's top folder.
    public static let top = Address(unchecked: "")

    /// Creates an address from a path whose parts have been checked, for example by a scan.
    package init(unchecked path: String) {
        self.path = path
    }

    /// Reads an address that a person typed. One leading and one trailing `/` are ignored.
    ///
    /// - Throws: ``AddressError`` if the address is empty or a part is not allowed.
    public init(validating text: String) throws(AddressError) {
        var text = Substring(text)
        if text.hasPrefix("/") { text = text.dropFirst() }
        if text.hasSuffix("/") { text = text.dropLast() }
        guard !text.isEmpty else { throw AddressError(address: "", part: "", problem: .empty) }
        for part in text.split(separator: "/", omittingEmptySubsequences: false) {
            if let problem = PathPart.problem(in: part) {
                throw AddressError(address: String(text), part: String(part), problem: problem)
            }
        }
        path = Slug.nfc(String(text))
    }

    /// The last part; empty for the top folder.
    public var name: String {
        guard let slash = path.utf8.lastIndex(of: 0x2F) else { return path }
        return String(path[path.utf8.index(after: slash)...])
    }

    /// The folder that contains it. The top folder contains itself.
    public var folder: Address {
        guard let slash = path.utf8.lastIndex(of: 0x2F) else { return .top }
        return Address(unchecked: String(path[..<slash]))
    }

    /// Returns the address `relative` below this folder; `relative` must have been checked.
    package func appending(_ relative: String) -> Address {
        path.isEmpty ? Address(unchecked: relative) : Address(unchecked: path + "/" + relative)
    }

    /// This folder, then each parent up to the top folder.
    public var outward: [Address] {
        var folders = [self]
        while let last = folders.last, !last.path.isEmpty { folders.append(last.folder) }
        return folders
    }

    /// Returns the path of its file relative to the store's directory, with `/`.
    public func file(_ kind: RecordKind) -> String {
        switch kind {
        case .prompt, .module, .variable: "prompts/" + path + kind.fileEnding
        case .folder: path.isEmpty ? "prompts/folder.yaml" : "prompts/" + path + "/folder.yaml"
        case .manifest: "promptpal.yaml"
        }
    }

    /// The path.
    public var description: String { path }

    /// Compares paths as texts.
    public static func < (left: Address, right: Address) -> Bool { left.path < right.path }
}

/// An invalid address.
public struct AddressError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The address as given.
    public let address: String
    /// The part that is not allowed.
    public let part: String
    /// The rule that the part breaks.
    public let problem: PathPart.Problem

    /// The error in one sentence, without a full stop.
    public var description: String {
        address.isEmpty ? "an address can't be empty" : "\(quoted(part)) \(problem.message)"
    }
}
