internal import Diagnostics
internal import PromptCore
internal import SafeFiles

/// Reads the records of one store's work tree, by the rules of that store's format.
struct RecordReader: Sendable {
    /// The root of the store.
    let directory: SafeDirectory
    /// The format that the store's manifest names.
    let format: Format

    /// Reads a file; a name that the disk spells with other but equivalent scalars is found too, and the
    /// record has the address as spelled on the disk.
    ///
    /// - Parameter path: relative to the store.
    /// - Throws: ``FileError`` if the file can't be read.
    func read(_ path: String, as kind: RecordKind, at address: Address) throws(FileError) -> ParsedFile {
        let bytes: [UInt8]
        do {
            bytes = try directory.read(path, limit: Store.maxFileBytes + 1)
        } catch {
            guard case .notFound = error, path.utf8.contains(where: { $0 >= 0x80 }),
                let spelled = directory.spelling(of: path), !spelled.utf8.elementsEqual(path.utf8),
                let address = FileNames.address(of: String(spelled.dropFirst("prompts/".count)), kind: kind)
                    .address
            else { throw error }
            return try read(spelled, as: kind, at: address)
        }
        return ParsedFile(
            SourceText(name: path, bytes: bytes), kind: kind, address: address, format: format)
    }

    /// Reads a listed file. If it can't be read, it has a diagnostic, and the directory notes the failure.
    func parse(_ file: Contents.File) -> ParsedFile {
        do {
            return try read(file.path, as: file.kind, at: file.address)
        } catch {
            directory.overlooked.note(error)
            return ParsedFile(
                unreadable: file.address, kind: file.kind, diagnostic: PathMessage.diagnostic(for: error))
        }
    }

    /// Returns bytes as a record of this store, whether or not its work tree has them.
    func parse(_ bytes: [UInt8], of file: Contents.File, named path: String? = nil) -> ParsedFile {
        ParsedFile(
            SourceText(name: path ?? file.path, bytes: bytes), kind: file.kind, address: file.address,
            format: format)
    }
}
