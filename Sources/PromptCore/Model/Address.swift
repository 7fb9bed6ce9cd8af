/// Where a prompt, module, variable or folder is: its path below `prompts/`, without the ending.
///
/// An address made by ``init(validating:)`` can't leave the library: each part
/// passes ``PathPart/problem(in:)``. The empty address is the library's own folder.
public struct Address: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The parts joined by `/`: `marketing/launch-email`; empty for the top folder.
    public let path: String

    /// The library itself.
    public static let top = Address(unchecked: "")

    /// A path whose parts are known to be good (they come from a scan that checked them).
    package init(unchecked path: String) {
        self.path = path
    }

    /// Reads what a person typed. One leading or trailing `/` is forgiven.
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

    /// The folder it lies in; the top folder lies in itself.
    public var folder: Address {
        guard let slash = path.utf8.lastIndex(of: 0x2F) else { return .top }
        return Address(unchecked: String(path[..<slash]))
    }

    /// The address of `relative` below this folder; `relative` must be checked already.
    package func appending(_ relative: String) -> Address {
        path.isEmpty ? Address(unchecked: relative) : Address(unchecked: path + "/" + relative)
    }

    /// This folder, then each parent, the top last.
    public var outward: [Address] {
        var folders = [self]
        while let last = folders.last, !last.path.isEmpty { folders.append(last.folder) }
        return folders
    }

    /// Its file below the store's directory, as a relative path with `/`.
    public func file(_ kind: RecordKind) -> String {
        switch kind {
        case .prompt, .module, .variable: "prompts/" + path + kind.fileEnding
        case .folder: path.isEmpty ? "prompts/folder.yaml" : "prompts/" + path + "/folder.yaml"
        case .manifest: "promptpal.yaml"
        }
    }

    public var description: String { path }

    public static func < (left: Address, right: Address) -> Bool { left.path < right.path }
}

/// An address that can't be one.
public struct AddressError: Error, Sendable, Equatable, CustomStringConvertible {
    public let address: String
    /// The part that is wrong.
    public let part: String
    public let problem: PathPart.Problem

    public var description: String {
        address.isEmpty ? "an address can't be empty" : "\(quoted(part)) \(problem.message)"
    }
}
