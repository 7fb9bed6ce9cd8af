/// The extension `UNTR`: which files of each folder are untracked, with the folder's `lstat`.
///
/// Text about the system (its length before it), `lstat` of two exclude files and flags, two hashes, name of the
/// exclude file in folders, number of folders; the folders, each before its subfolders: number of
/// untracked files, number of subfolders, name, the files' names; three sets of folders (valid, checked
/// only, with a hash), the `lstat` of each valid one, the hashes; NUL.
struct UntrackedCache {
    /// Nine numbers of `lstat`.
    private static let statSize = 36
    /// Two exclude files, with four bytes of flags after their `lstat`.
    private static let excludeFilesSize = 2 * statSize + 4 + 2 * ObjectID.byteCount

    private let content: [UInt8]
    /// Each folder's name within the content, and the place of its parent (-1: the root).
    private var folders: [(name: Range<Int>, parent: Int)] = []
    private var valid = BitmapReader()
    /// Where the first `lstat` begins.
    private var stats = 0

    /// nil where the bytes are not of this form. The extension may then be left out: Git makes it anew
    /// where it is asked for.
    init?(_ content: ArraySlice<UInt8>) {
        self.content = Array(content)
        guard self.content.last == 0 else { return nil }
        let end = self.content.count - 1
        var offset = 0
        guard let identSize = number(&offset, end), identSize <= end - offset else { return nil }
        offset += identSize
        guard end - offset > Self.excludeFilesSize else { return nil }
        offset += Self.excludeFilesSize
        guard text(&offset, end) != nil else { return nil }
        // No folder: nothing that could become wrong.
        guard offset < end else { return }
        guard let count = number(&offset, end) else { return nil }
        guard count > 0 else { return }
        guard readFolders(count, &offset, end) else { return nil }
        for place in 0..<3 {
            guard let set = BitmapReader(self.content, &offset, end) else { return nil }
            if place == 0 { valid = set }
        }
        stats = offset
        guard valid.count <= (end - offset) / Self.statSize else { return nil }
    }

    private mutating func readFolders(_ count: Int, _ offset: inout Int, _ end: Int) -> Bool {
        // Those whose subfolders are still to come, with how many.
        var open: [(folder: Int, left: Int)] = []
        repeat {
            guard let untracked = number(&offset, end), let below = number(&offset, end),
                let name = text(&offset, end), untracked <= end - offset
            else { return false }
            for _ in 0..<untracked {
                guard text(&offset, end) != nil else { return false }
            }
            folders.append((name, open.last?.folder ?? -1))
            if let top = open.indices.last { open[top].left -= 1 }
            open.append((folders.count - 1, below))
            while let last = open.last, last.left == 0 { open.removeLast() }
        } while !open.isEmpty
        return folders.count == count
    }

    private func number(_ offset: inout Int, _ end: Int) -> Int? {
        content.withUnsafeBytes { readVarint($0.start, at: &offset, end: end) }
    }

    private func text(_ offset: inout Int, _ end: Int) -> Range<Int>? {
        guard offset < end, let zero = content[offset..<end].firstIndex(of: 0) else { return nil }
        defer { offset = zero + 1 }
        return offset..<zero
    }

    /// The extension once these paths have changed: the folders on the way to them get an `lstat` of zeros, which
    /// makes Git read them anew.
    ///
    /// - Parameter touched: sorted.
    func invalidated(_ touched: [[UInt8]]) -> [UInt8] {
        guard let last = folders.indices.last, !touched.isEmpty else { return content }
        var out = content
        var within = [FolderChanges](repeating: FolderChanges(touched), count: last + 1)
        for number in folders.indices.dropFirst() {
            within[number] = within[folders[number].parent].entering(content[folders[number].name])
        }
        for (rank, number) in valid.places.enumerated() {
            guard number <= last, !within[number].isEmpty else { continue }
            let start = stats + rank * Self.statSize
            for place in start..<start + Self.statSize { out[place] = 0 }
        }
        return out
    }
}

/// A set of small numbers as Git's EWAH bitmap: number of bits, number of words, words of 64 bits,
/// position of the last marker. A marker says how many words of one bit follow (bits 1 to 32; bit 0 says which)
/// and after them how many words as they are (bits 33 to 63).
struct BitmapReader {
    /// The numbers in the set, ascending.
    private(set) var places: [Int] = []
    /// How many they are.
    var count: Int { places.count }

    init() {}

    /// nil where the bytes are not of this form, or name a number that can't be a folder's.
    init?(_ content: [UInt8], _ offset: inout Int, _ end: Int) {
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
            if marker & 1 == 1 { places.append(contentsOf: first..<first + 64 * run) }
            first += 64 * run
            for _ in 0..<literals {
                var rest = read()
                while rest != 0 {
                    places.append(first + rest.trailingZeroBitCount)
                    rest &= rest - 1
                }
                first += 64
            }
            guard first <= bits + 64 else { return nil }
        }
    }
}
