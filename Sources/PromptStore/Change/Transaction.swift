internal import PromptCore

/// One change of a store: built in memory, then written as a whole. Nothing else opens a file of the
/// store for writing.
///
/// Each file is compared with what was read before it is replaced; a file that someone changed in between
/// is never overwritten. Every file is complete at every moment: it is written beside its place and
/// renamed into it. A transaction is consumed by ``commit()``.
struct Transaction: ~Copyable {
    private let directory: StoreDirectory
    private var writes: [Write] = []

    private struct Write {
        let file: String
        let bytes: [UInt8]
        /// What was read; `nil` for a new file.
        let before: [UInt8]?
    }

    init(_ directory: StoreDirectory) {
        self.directory = directory
    }

    /// A file that must not be there yet.
    mutating func create(_ file: String, _ bytes: [UInt8]) {
        writes.append(Write(file: file, bytes: bytes, before: nil))
    }

    /// New content for a file that was read as `before`.
    mutating func replace(_ file: String, _ bytes: [UInt8], before: [UInt8]) {
        guard bytes != before else { return }
        writes.append(Write(file: file, bytes: bytes, before: before))
    }

    /// Writes everything. All files are looked at before the first is written, and what was written is
    /// taken back where a later one fails.
    ///
    /// - Returns: how many files were written.
    consuming func commit() throws(FileError) -> Int {
        for write in writes {
            if let before = write.before {
                guard try directory.read(write.file, limit: Store.maxFileBytes + 1) == before else {
                    throw .changedOnDisk(path: write.file)
                }
            } else if try directory.entryType(write.file) != nil {
                throw .exists(path: write.file)
            }
        }
        for (index, write) in writes.enumerated() {
            do {
                try directory.write(
                    write.file, write.bytes, expecting: write.before.map(ExpectedContent.bytes) ?? .absent)
            } catch {
                for done in writes[..<index].reversed() { undo(done) }
                throw error
            }
        }
        return writes.count
    }

    /// Puts a file back as it was; what someone else made of it meanwhile stays.
    private borrowing func undo(_ write: Write) {
        if let before = write.before {
            try? directory.write(write.file, before, expecting: .bytes(write.bytes))
        } else {
            try? directory.remove(write.file, expecting: write.bytes)
        }
    }
}
