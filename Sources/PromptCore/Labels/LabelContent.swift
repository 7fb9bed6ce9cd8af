internal import Diagnostics
internal import YAMLTree

/// The content of a label file.
public struct LabelContent: Sendable, Hashable {
    /// A copied file.
    public struct File: Sendable, Hashable {
        /// The path, relative to the store.
        public let path: String
        /// The text in UTF-8.
        public let bytes: [UInt8]

        /// A file with its bytes as they are.
        public init(path: String, bytes: [UInt8]) {
            self.path = path
            self.bytes = bytes
        }

        /// A file with LF for each CRLF, and without a byte order mark: YAML reads the same from it.
        public init(normalising bytes: [UInt8], path: String) {
            self.init(path: path, bytes: LabelContent.normalised(bytes))
        }
    }

    /// The format of the library that the files were taken from. The texts are read by its rules.
    public let format: Format
    /// The kind of the record: prompt, module or variable.
    public let kind: RecordKind
    /// The record's id.
    public let id: RecordID
    /// The record's address in the copied library.
    public let address: Address
    /// The commit that the files were taken from, as 40 hexadecimal digits; only a note.
    public let commit: String?
    /// The copied files, sorted by the bytes of their paths.
    public let files: [File]

    /// The content of a new label; the files may be in any order.
    public init(
        format: Format, kind: RecordKind, id: RecordID, address: Address, commit: String?, files: [File]
    ) {
        self.format = format
        self.kind = kind
        self.id = id
        self.address = address
        self.commit = commit
        self.files = files.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    }

    /// Returns the text with LF for each CRLF, and without a byte order mark.
    static func normalised(_ bytes: [UInt8]) -> [UInt8] {
        let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        if start == 0, !bytes.contains(0x0D) { return bytes }
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        for index in start..<bytes.count {
            let isCRLF = bytes[index] == 0x0D && index + 1 < bytes.count && bytes[index + 1] == 0x0A
            if !isCRLF { result.append(bytes[index]) }
        }
        return result
    }

    /// Returns the digest as the file spells it: `sha256-` and 64 hexadecimal digits.
    ///
    /// It is taken over path, NUL, length in decimal, NUL and text of each file, in byte order of the paths.
    public func digest(_ hash: LabelFile.Hash) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(files.reduce(0) { $0 + $1.path.utf8.count + $1.bytes.count + 16 })
        for file in files {
            bytes += Array(file.path.utf8)
            bytes.append(0)
            bytes += Array(String(file.bytes.count).utf8)
            bytes.append(0)
            bytes += file.bytes
        }
        return LabelContent.digestPrefix
            + hash(bytes).map { byte in
                let digits = String(byte, radix: 16)
                return digits.utf8.count == 1 ? "0" + digits : digits
            }.joined()
    }

    /// The begin of each digest.
    static let digestPrefix = "sha256-"

    /// Returns the text of the label file.
    ///
    /// Texts with LF are block scalars; one that no block scalar can hold is quoted.
    public func text(_ hash: LabelFile.Hash) -> String {
        var members: [(String, YAMLValue)] = [
            ("format", .plain(String(format.rawValue))), ("kind", .plain(kind.rawValue)),
            ("id", .plain(id.description)), ("address", .text(address.path)),
        ]
        if let commit { members.append(("commit", .text(commit))) }
        members.append(("digest", .plain(digest(hash))))
        let copies = files.map { ($0.path, YAMLValue.text(String(decoding: $0.bytes, as: UTF8.self))) }
        return LabelFile.comment
            + YAMLEmitter.document(.map([("label", .map(members)), ("files", .map(copies))]))
    }

    /// Returns the copied files, read as records.
    public func parsedFiles() -> [ParsedFile] {
        files.compactMap { file in
            guard let record = LabelContent.record(at: file.path) else { return nil }
            return ParsedFile(
                SourceText(name: file.path, bytes: file.bytes), kind: record.kind, address: record.address,
                format: format)
        }
    }

    /// Returns the kind and address of a prompt, module or variable at a path of the store; `nil` for other
    /// paths.
    static func record(at path: String) -> (kind: RecordKind, address: Address)? {
        let top = "prompts/"
        guard path.utf8.starts(with: top.utf8), let last = path.split(separator: "/").last,
            let kind = RecordKind(fileName: String(last)), kind != .folder, kind != .manifest,
            let address = FileNames.address(of: String(path.dropFirst(top.count)), kind: kind).address
        else { return nil }
        return (kind, address)
    }
}
