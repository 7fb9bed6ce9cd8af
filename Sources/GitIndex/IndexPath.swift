/// The rules for a path in an index, as in Git's `verify_path`.
enum IndexPath {
    static let slash = UInt8(ascii: "/")

    /// True if Git accepts the path: no part is empty, `.`, `..` or `.git` in any case, and there is no NUL.
    static func isUsable(_ path: [UInt8]) -> Bool {
        guard !path.contains(0) else { return false }
        return path.split(separator: slash, omittingEmptySubsequences: false).allSatisfy { part in
            switch part.count {
            case 0: false
            case 1: part.first != UInt8(ascii: ".")
            case 2: !part.elementsEqual("..".utf8)
            case 4: !part.elementsEqual(".git".utf8) { $0 | 0x20 == $1 | 0x20 }
            default: true
            }
        }
    }

    /// Returns the folders that contain a path, outermost first, without a slash at the end: for `a/b/c`, `a`
    /// and `a/b`.
    static func folders(of path: [UInt8]) -> [ArraySlice<UInt8>] {
        path.indices.filter { path[$0] == slash }.map { path[..<$0] }
    }

    /// True if `one` comes before `other` in Git's order.
    static func path(_ one: [UInt8], isBefore other: [UInt8]) -> Bool {
        one.withUnsafeBytes { one in other.withUnsafeBytes { comparePaths(one, $0) < 0 } }
    }
}

/// The changes of one update, sorted: the last one of each path, without paths that contradict another one.
struct IndexChangeSet {
    let changes: [IndexChange]

    init(_ unsorted: [IndexChange]) throws(IndexError) {
        for change in unsorted where !IndexPath.isUsable(change.path) {
            throw .unusablePath(String(decoding: change.path, as: UTF8.self))
        }
        // Among equal paths the last one comes first, and the others are dropped.
        let order = unsorted.indices.sorted { one, other in
            let (left, right) = (unsorted[one].path, unsorted[other].path)
            return left == right ? one > other : IndexPath.path(left, isBefore: right)
        }
        var kept: [Int] = []
        for index in order where kept.last.map({ unsorted[$0].path != unsorted[index].path }) ?? true {
            kept.append(index)
        }
        let lost = IndexChangeSet.superseded(kept, in: unsorted)
        changes = kept.filter { !lost.contains($0) }.map { unsorted[$0] }
    }

    /// If one of two paths to set is inside the other (`a` and `a/b`), returns the one that was named
    /// earlier: an index can't have both, and the later one would have displaced it.
    private static func superseded(_ kept: [Int], in unsorted: [IndexChange]) -> Set<Int> {
        var lost: Set<Int> = []
        var numbers: [ArraySlice<UInt8>: Int] = [:]
        for number in kept {
            guard case .set(let path, _, _, _) = unsorted[number] else { continue }
            // In sorted order, a folder's name comes before the paths in it.
            for folder in IndexPath.folders(of: path) {
                if let other = numbers[folder] { lost.insert(min(number, other)) }
            }
            numbers[path[...]] = number
        }
        return lost
    }
}
