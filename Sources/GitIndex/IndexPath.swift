/// What can be a path in an index, as Git's `verify_path` has it.
enum IndexPath {
    static let slash = UInt8(ascii: "/")

    /// Whether Git takes the path: parts that aren't empty, none of them `.`, `..` or `.git` in any case, and
    /// no NUL.
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

    /// The folders a path lies in, outermost first, without a slash at the end: of `a/b/c`, `a` and `a/b`.
    static func folders(of path: [UInt8]) -> [ArraySlice<UInt8>] {
        path.indices.filter { path[$0] == slash }.map { path[..<$0] }
    }

    /// The order of Git's paths.
    static func isBefore(_ one: [UInt8], _ other: [UInt8]) -> Bool {
        one.withUnsafeBytes { one in other.withUnsafeBytes { comparePaths(one, $0) < 0 } }
    }
}

/// The changes of one update: sorted, of each path the last, and no path that another one lies in.
struct IndexChangeSet {
    let changes: [IndexChange]

    init(_ unsorted: [IndexChange]) throws(IndexError) {
        for change in unsorted where !IndexPath.isUsable(change.path) {
            throw .unusablePath(String(decoding: change.path, as: UTF8.self))
        }
        // Of equal paths the last comes first, and the others go.
        let order = unsorted.indices.sorted { one, other in
            let (left, right) = (unsorted[one].path, unsorted[other].path)
            return left == right ? one > other : IndexPath.isBefore(left, right)
        }
        var kept: [Int] = []
        for place in order where kept.last.map({ unsorted[$0].path != unsorted[place].path }) ?? true {
            kept.append(place)
        }
        let lost = IndexChangeSet.displaced(kept, unsorted)
        changes = kept.filter { !lost.contains($0) }.map { unsorted[$0] }
    }

    /// Of two paths to set of which one lies in the other (`a` and `a/b`), the one that was named earlier: an
    /// index can't hold both, and the later one would have displaced it.
    private static func displaced(_ kept: [Int], _ unsorted: [IndexChange]) -> Set<Int> {
        var lost: Set<Int> = []
        var place: [ArraySlice<UInt8>: Int] = [:]
        for number in kept {
            guard case .set(let path, _, _, _) = unsorted[number] else { continue }
            // Sorted, a folder's name comes before the paths in it.
            for folder in IndexPath.folders(of: path) {
                if let other = place[folder] { lost.insert(min(number, other)) }
            }
            place[path[...]] = number
        }
        return lost
    }
}
