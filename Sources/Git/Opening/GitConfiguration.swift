internal import Glibc

/// The entries of a Git configuration file. Includes are not followed.
///
/// The file is read byte by byte by the rules of Git's `config.c`. If this reader saw a line end, a comment
/// or a continued line that Git and libgit2 do not see, an attacker could hide a setting from it that they
/// respect.
struct GitConfiguration {
    /// Full keys in lower case (`core.worktree`; a subsection keeps its case), in order.
    private(set) var entries: [(key: String, value: String)] = []
    /// The number of the first line that Git would not accept, from 1. The lines after it are not read.
    private(set) var malformedLine: Int?

    private let bytes: [UInt8]
    private var next = 0
    private var line = 1

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { next = 3 }
        if !readAll() { malformedLine = line }
    }

    func values(_ key: String) -> [String] {
        entries.filter { $0.key == key }.map(\.value)
    }

    /// Returns the last value as a Boolean. Any value other than `false`, `no`, `off`, `0` and the empty one
    /// is true.
    func flag(_ key: String) -> Bool? {
        values(key).last.map { !["false", "no", "off", "0", ""].contains($0.lowercased()) }
    }

    // MARK: Reading

    /// Returns the next byte. Each line end is returned as one line feed, and the end of the file as one
    /// more.
    private mutating func take() -> UInt8? {
        guard next < bytes.count else {
            next += 1
            return next == bytes.count + 1 ? .lineFeed : nil
        }
        if bytes[next] == .carriageReturn, next + 1 < bytes.count, bytes[next + 1] == .lineFeed { next += 1 }
        let byte = bytes[next]
        next += 1
        return byte
    }

    /// - Returns: True if Git would accept the whole file.
    private mutating func readAll() -> Bool {
        var section: [UInt8] = []
        var isComment = false
        while let byte = take() {
            if byte == .lineFeed {
                isComment = false
                line += 1
            } else if byte == 0 {
                return false
            } else if isComment || byte.isGitSpace {
                continue
            } else if byte == UInt8(ascii: "#") || byte == UInt8(ascii: ";") {
                isComment = true
            } else if byte == UInt8(ascii: "[") {
                guard let name = readSection() else { return false }
                section = name
            } else {
                guard byte.isLetter, let entry = readEntry(startingWith: byte) else { return false }
                let key = section.isEmpty ? entry.name : section + [UInt8(ascii: ".")] + entry.name
                entries.append(
                    (String(decoding: key, as: UTF8.self), String(decoding: entry.value, as: UTF8.self)))
                line += 1
            }
        }
        return true
    }

    /// Returns the text between the brackets, joined by a dot: `remote.origin` for `[remote "origin"]`.
    private mutating func readSection() -> [UInt8]? {
        var name: [UInt8] = []
        while let byte = take() {
            if byte == UInt8(ascii: "]") { return name.isEmpty ? nil : name }
            if byte.isGitSpace { return readSubsection(name) }
            guard byte.isKey || byte == UInt8(ascii: ".") else { return nil }
            name.append(byte.lowercase)
        }
        return nil
    }

    private mutating func readSubsection(_ section: [UInt8]) -> [UInt8]? {
        var byte = take()
        while let space = byte, space.isGitSpace, space != .lineFeed { byte = take() }
        guard byte == UInt8(ascii: "\"") else { return nil }
        var name = section + [UInt8(ascii: ".")]
        while let byte = take(), byte != .lineFeed, byte != 0 {
            if byte == UInt8(ascii: "\"") { return take() == UInt8(ascii: "]") ? name : nil }
            if byte == UInt8(ascii: "\\") {
                guard let escaped = take(), escaped != .lineFeed else { return nil }
                name.append(escaped)
            } else {
                name.append(byte)
            }
        }
        return nil
    }

    private mutating func readEntry(startingWith first: UInt8) -> (name: [UInt8], value: [UInt8])? {
        var name = [first.lowercase]
        var byte = take()
        while let letter = byte, letter.isKey {
            name.append(letter.lowercase)
            byte = take()
        }
        while byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") { byte = take() }
        if byte == .lineFeed { return (name, Array("true".utf8)) }
        guard byte == UInt8(ascii: "="), let value = readValue() else { return nil }
        return (name, value)
    }

    private mutating func readValue() -> [UInt8]? {
        var value: [UInt8] = []
        var spaces: [UInt8] = []
        var (isQuoted, isComment) = (false, false)
        while true {
            guard let byte = take(), byte != .lineFeed else { return isQuoted ? nil : value }
            if byte == 0 { return nil }
            if isComment { continue }
            if byte.isGitSpace, !isQuoted {
                if !value.isEmpty { spaces.append(byte) }
                continue
            }
            if !isQuoted, byte == UInt8(ascii: "#") || byte == UInt8(ascii: ";") {
                isComment = true
                continue
            }
            value += spaces
            spaces = []
            if byte == UInt8(ascii: "\"") {
                isQuoted.toggle()
            } else if byte == UInt8(ascii: "\\") {
                switch take() {
                case .lineFeed: line += 1
                case UInt8(ascii: "t"): value.append(UInt8(ascii: "\t"))
                case UInt8(ascii: "n"): value.append(.lineFeed)
                case UInt8(ascii: "b"): value.append(8)
                case UInt8(ascii: "\\"): value.append(UInt8(ascii: "\\"))
                case UInt8(ascii: "\""): value.append(UInt8(ascii: "\""))
                default: return nil
                }
            } else {
                value.append(byte)
            }
        }
    }
}

extension UInt8 {
    fileprivate static let lineFeed = UInt8(ascii: "\n")
    fileprivate static let carriageReturn = UInt8(ascii: "\r")
    /// True for Git's white space; a vertical tab or form feed is none.
    fileprivate var isGitSpace: Bool { self == 0x20 || self == 0x09 || self == 0x0A || self == 0x0D }
    fileprivate var lowercase: UInt8 { 0x41...0x5A ~= self ? self | 0x20 : self }
    fileprivate var isLetter: Bool { 0x61...0x7A ~= self | 0x20 }
    /// True for the characters of a section's or key's name.
    fileprivate var isKey: Bool { isLetter || 0x30...0x39 ~= self || self == UInt8(ascii: "-") }
}

extension RepositoryDirectories {
    /// Refuses settings that lead libgit2 outside of the repository, and settings that it can't read.
    func configuration() throws(RepositoryError) {
        let path = commonDirectory + "/config"
        let config = try readConfiguration(path)
        if let include = config.entries.first(where: {
            $0.key.hasPrefix("include.") || $0.key.hasPrefix("includeif.")
        }) {
            throw .unsafe(
                message: "\(path) includes another file (\(include.value)), which is not followed",
                help: "move those settings into \(path) itself, or into your own ~/.gitconfig")
        }
        for key in ["core.excludesfile", "core.attributesfile"] {
            guard let value = config.values(key).last else { continue }
            throw .unsafe(
                message: "\(path) names a file to read (\(key) = \(value)), which is not followed",
                help: "run `git config --unset \(key)`; your own ~/.gitconfig may have this setting")
        }
        if let workTree = config.values("core.worktree").last,
            RepositoryDirectories.resolved(workTree, from: gitDirectory) != workDirectory
        {
            throw .unsafe(
                message: "\(path) names another work tree (core.worktree = \(workTree))",
                help: "`git config --unset core.worktree` keeps it in \(workDirectory)")
        }
        if config.flag("core.bare") == true, gitDirectory == commonDirectory {
            throw .unsupported(
                message: "\(path) says that the repository is bare (core.bare)",
                help: "if it has a work tree, run `git config core.bare false`")
        }
        if let format = config.values("extensions.objectformat").last, format.lowercased() != "sha1" {
            throw .unsupported(
                message: "the repository uses the object format \(format), which is not supported",
                help:
                    "create a SHA-1 repository (`git init --object-format=sha1`) and copy the history to it with"
                    + " `git fast-export --all | git fast-import`")
        }
        if let storage = config.values("extensions.refstorage").last, storage.lowercased() != "files" {
            throw .unsupported(
                message: "the repository stores references as \(storage), which is not supported",
                help: "`git refs migrate --ref-format=files` converts them to files")
        }
        if config.flag("extensions.worktreeconfig") == true {
            throw .unsupported(
                message:
                    "the repository has a configuration for each work tree (extensions.worktreeConfig), which libgit2 \(GitLibrary.version) can't read",
                help: "run `git sparse-checkout disable`, then `git config --unset extensions.worktreeConfig`"
            )
        }
        let isPromisor = config.entries.contains {
            $0.key.hasPrefix("remote.") && $0.key.hasSuffix(".promisor") && config.flag($0.key) == true
        }
        if isPromisor || config.values("extensions.partialclone").last != nil {
            throw .unsupported(
                message:
                    "the repository fetches objects only when they are needed (a partial clone), which is not supported",
                help:
                    "`git fetch --refetch --no-filter` fetches all of them; then remove `promisor`, `partialclonefilter` and extensions.partialClone from \(path)"
            )
        }
    }

    private func readConfiguration(_ path: String) throws(RepositoryError) -> GitConfiguration {
        guard EntryKind(path) != nil else { return GitConfiguration([]) }
        // libgit2 would read a file that is not read here.
        guard let bytes = SmallFile.bytes(path) else {
            throw .unsafe(
                message: "\(path) can't be read, or is longer than \(SmallFile.limit) bytes",
                help: "check its content: `less \(path)`")
        }
        let config = GitConfiguration(bytes)
        if let line = config.malformedLine {
            throw .unsafe(
                message: "\(path) has an error in line \(line)",
                help: "`git config --file \(path) --list` prints the same error")
        }
        return config
    }
}
