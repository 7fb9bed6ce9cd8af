internal import PromptCore
public import SystemPackage

extension Store {
    /// Makes a store: its manifest and the given files, in a directory that may be there already. Nothing
    /// that exists is changed.
    ///
    /// - Parameters:
    ///   - path: the directory; made where it is missing, with what is missing above it.
    ///   - files: what to write, by path below the directory; `promptpal.yaml` among them. An optional file that
    ///     is there already is left alone.
    /// - Returns: the optional files that were there already.
    public static func initialise(
        _ path: FilePath, files: [(path: String, text: String, isOptional: Bool)]
    ) throws(StoreError) -> [String] {
        do {
            try StoreDirectory.makePath(path)
            let directory = try StoreDirectory(opening: path)
            if try directory.entryType("promptpal.yaml") != nil {
                throw StoreError.alreadyAStore(path: path.string)
            }
            var skipped: [String] = []
            var transaction = Transaction(directory)
            for file in files {
                if file.isOptional, try directory.entryType(file.path) != nil {
                    skipped.append(file.path)
                } else {
                    transaction.draft.create(file.path, Array(file.text.utf8))
                }
            }
            _ = try transaction.commit(ChangeMessage("init", "Make the store"))
            return skipped
        } catch let error as FileError {
            throw .file(error)
        } catch let error as StoreError {
            throw error
        } catch {
            throw .alreadyAStore(path: path.string)
        }
    }
}
