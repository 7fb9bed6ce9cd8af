/// The extension `UNTR`: the untracked files of each folder, with the folder's `lstat`.
///
/// Format: a text about the system (its length before it); the `lstat` of two exclude files and flags; two
/// hashes; the name of the exclude file in folders; the number of folders; the folders, each before its
/// subfolders: number of untracked files, number of subfolders, name, the files' names; three sets of folders
/// (valid, checked only, with a hash); the `lstat` of each valid one; the hashes; NUL.
struct UntrackedCache {
    /// Nine numbers of `lstat`.
    private static let statSize = 36
    /// Two exclude files, each with an `lstat` and a hash, and four bytes of flags.
    private static let excludeFilesSize = 2 * statSize + 4 + 2 * ObjectID.byteCount

    private let content: [UInt8]
    /// For each folder, the range of its name in the content, and the index of its parent (-1: the root).
    private var folders: [(name: Range<Int>, parent: Int)] = []
    private var valid = BitmapReader()
    /// Offset of the first `lstat`.
    private var stats = 0

    /// Returns nil if the bytes do not have this form. The extension may then be dropped; Git creates it
    /// again if it needs it.
    init?(_ content: ArraySlice<UInt8>) {
        self.content = Array(content)
        guard self.content.last == 0 else { return nil }
        let end = self.content.count - 1
        var offset = 0
        guard let identSize = number(at: &offset, end: end), identSize <= end - offset else { return nil }
        offset += identSize
        guard end - offset > Self.excludeFilesSize else { return nil }
        offset += Self.excludeFilesSize
        guard text(at: &offset, end: end) != nil else { return nil }
        // Without folders, nothing can become out of date.
        guard offset < end else { return }
        guard let count = number(at: &offset, end: end) else { return nil }
        guard count > 0 else { return }
        guard readFolders(count: count, at: &offset, end: end) else { return nil }
        for index in 0..<3 {
            guard let set = BitmapReader(self.content, at: &offset, end: end) else { return nil }
            if index == 0 { valid = set }
        }
        stats = offset
        guard valid.count <= (end - offset) / Self.statSize else { return nil }
    }

    private mutating func readFolders(count: Int, at offset: inout Int, end: Int) -> Bool {
        // The folders whose subfolders are not read yet, with their number.
        var open: [(folder: Int, left: Int)] = []
        repeat {
            guard let untracked = number(at: &offset, end: end), let below = number(at: &offset, end: end),
                let name = text(at: &offset, end: end), untracked <= end - offset
            else { return false }
            for _ in 0..<untracked {
                guard text(at: &offset, end: end) != nil else { return false }
            }
            folders.append((name, open.last?.folder ?? -1))
            if let top = open.indices.last { open[top].left -= 1 }
            open.append((folders.count - 1, below))
            while let last = open.last, last.left == 0 { open.removeLast() }
        } while !open.isEmpty
        return folders.count == count
    }

    private func number(at offset: inout Int, end: Int) -> Int? {
        content.withUnsafeBytes { readVarint($0.start, at: &offset, end: end) }
    }

    private func text(at offset: inout Int, end: Int) -> Range<Int>? {
        guard offset < end, let zero = content[offset..<end].firstIndex(of: 0) else { return nil }
        defer { offset = zero + 1 }
        return offset..<zero
    }

    /// Returns the extension after changes to these paths. The folders on the paths get an `lstat` of zeros,
    /// so that Git reads them again.
    ///
    /// - Parameter touched: the changed paths, sorted.
    func invalidated(_ touched: [[UInt8]]) -> [UInt8] {
        guard let last = folders.indices.last, !touched.isEmpty else { return content }
        var out = content
        var within = [FolderChanges](repeating: FolderChanges(touched), count: last + 1)
        for number in folders.indices.dropFirst() {
            within[number] = within[folders[number].parent].entering(content[folders[number].name])
        }
        for (rank, number) in valid.numbers.enumerated() {
            guard number <= last, !within[number].isEmpty else { continue }
            let start = stats + rank * Self.statSize
            for position in start..<start + Self.statSize { out[position] = 0 }
        }
        return out
    }
}

/// A set of small numbers in Git's EWAH bitmap format: number of bits, number of words, words of 64 bits,
/// position of the last marker. A marker gives the number of words that follow with one repeated bit (bits 1
/// to 32; bit 0 is that bit), and the number of literal words after them (bits 33 to 63).
struct BitmapReader {
    /// The numbers in the set, ascending.
    private(set) var numbers: [Int] = []
    /// Number of elements.
    var count: Int { numbers.count }

    init() {}

    /// Returns nil if the bytes do not have this form, or contain a number that can't be a folder's.
    init?(_ content: [UInt8], at offset: inout Int, end: Int) {
        guard end - offset >= 12 else { return nil }
        let start = offset
        let (bits, words) = content.withUnsafeBytes {
            (Int($0.start.number32(at: start)), Int($0.start.number32(at: start + 4)))
        }
        guard words <= (end - offset - 12) / 8, bits <= content.count else { return nil }
        offset += 12 + 8 * words
        var word = 0
        var first = 0
        func read() -> UInt64 {
            defer { word += 1 }
            let at = start + 8 + 8 * word
            return content.withUnsafeBytes {
                UInt64($0.start.number32(at: at)) << 32 | UInt64($0.start.number32(at: at + 4))
            }
        }
        while word < words {
            let marker = read()
            let run = Int(marker >> 1 & 0xffff_ffff)
            let literals = Int(marker >> 33)
            guard literals <= words - word, run <= (bits + 63) / 64 else { return nil }
            if marker & 1 == 1 { numbers.append(contentsOf: first..<first + 64 * run) }
            first += 64 * run
            for _ in 0..<literals {
                var rest = read()
                while rest != 0 {
                    numbers.append(first + rest.trailingZeroBitCount)
                    rest &= rest - 1
                }
                first += 64
            }
            guard first <= bits + 64 else { return nil }
        }
    }
}
