public import Diagnostics

/// The rules for names of files and folders below `prompts/`.
public enum FileNames {
    /// Returns the address for a file's path below `prompts/`, or the problem of the path.
    ///
    /// - Parameter path: the path below `prompts/`, with its ending.
    public static func address(of path: String, kind: RecordKind) -> (address: Address?, problem: Diagnostic?)
    {
        let ending = kind == .folder ? "/" + kind.fileEnding : kind.fileEnding
        let bare: Substring =
            path == kind.fileEnding
            ? "" : path.hasSuffix(ending) ? Substring(path.utf8.dropLast(ending.utf8.count)) : Substring(path)
        if bare.isEmpty, kind == .folder { return (.top, nil) }
        for part in bare.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
            let part = Substring(part)
            guard let problem = PathPart.problem(in: part) else { continue }
            return (nil, .unusableName(part, problem: problem))
        }
        return (Address(unchecked: String(bare)), nil)
    }

    /// Returns a problem for a file that is none of the library's kinds; `nil` if the file clearly has
    /// another purpose (a README, an image).
    ///
    /// - Parameter name: the file's name, the last part of its path.
    public static func stray(_ name: String) -> Diagnostic? {
        guard name.hasSuffix(".yaml") || name.hasSuffix(".yml") else { return nil }
        let bare = name.hasSuffix(".yml") ? name.dropLast(4) : name.dropLast(5)
        let kinds = RecordKind.addressable.map(\.rawValue)
        let known = kinds.first { bare.hasSuffix("." + $0) }
        let help =
            known.map { _ in "call it \(quoted(bare + ".yaml"))" }
            ?? (bare == "folder"
                ? "call it \"folder.yaml\""
                : "call it \(quoted(bare + ".prompt.yaml")) (or `.module.yaml`, `.variable.yaml`)")
        return .unknownEnding(help: help)
    }
}
