/// The extension `TREE`: the ids of trees that `git commit` need not compute again.
///
/// There is one node per folder, each before its subfolders: name and NUL, number of index entries it covers
/// or -1, space, number of subfolders, line feed, and the tree's id unless the first number is negative.
struct CacheTree {
    private struct Node {
        /// Range of the folder's own name in the content.
        let name: Range<Int>
        /// Range of the number of entries in the content, as written.
        let entryCount: Range<Int>
        /// Range of the id in the content; empty if the node is invalid.
        let id: Range<Int>
        /// Index of the first node after this one and all nodes below it.
        var end: Int
        var childCount: Int
        let parent: Int
    }

    private let content: ArraySlice<UInt8>
    private var nodes: [Node] = []

    /// Returns nil if the bytes do not have this form; Git then creates the extension again.
    init?(_ content: ArraySlice<UInt8>) {
        self.content = content
        // The nodes whose subfolders are not read yet, with their number.
        var open: [(node: Int, left: Int)] = []
        var offset = content.startIndex
        repeat {
            guard let node = readNode(&offset, parent: open.last?.node ?? -1) else { return nil }
            if let top = open.indices.last { open[top].left -= 1 }
            nodes.append(node)
            open.append((nodes.count - 1, node.childCount))
            while let last = open.last, last.left == 0 {
                nodes[last.node].end = nodes.count
                open.removeLast()
            }
        } while !open.isEmpty
        guard offset == content.endIndex else { return nil }
    }

    private func readNode(_ offset: inout Int, parent: Int) -> Node? {
        guard let nameEnd = content[offset...].firstIndex(of: 0) else { return nil }
        let name = offset..<nameEnd
        // Only the root has an empty name.
        guard name.isEmpty == (parent < 0) else { return nil }
        guard let countEnd = content[(nameEnd + 1)...].prefix(12).firstIndex(of: UInt8(ascii: " ")),
            let lineEnd = content[(countEnd + 1)...].prefix(12).firstIndex(of: UInt8(ascii: "\n")),
            let entryCount = Int(String(decoding: content[(nameEnd + 1)..<countEnd], as: UTF8.self)),
            let childCount = Int(String(decoding: content[(countEnd + 1)..<lineEnd], as: UTF8.self)),
            childCount >= 0
        else { return nil }
        offset = lineEnd + 1
        let idSize = entryCount >= 0 ? ObjectID.byteCount : 0
        guard content.endIndex - offset >= idSize else { return nil }
        let id = offset..<offset + idSize
        offset += idSize
        return Node(
            name: name, entryCount: nameEnd + 1..<countEnd, id: id, end: 0, childCount: childCount,
            parent: parent)
    }

    /// Returns the extension after changes to these paths. As in Git's `cache_tree_invalidate_path`, the
    /// folders on the paths lose their id, and if a file has replaced a folder, the folder's node is removed.
    ///
    /// - Parameter touched: the changed paths, sorted.
    func invalidated(_ touched: [[UInt8]]) -> [UInt8] {
        var nodes = nodes
        var within = [FolderChanges](repeating: FolderChanges(touched), count: nodes.count)
        var isGone = [Bool](repeating: false, count: nodes.count)
        var number = 1
        while number < nodes.count {
            let parent = nodes[number].parent
            let name = content[nodes[number].name]
            within[number] = within[parent].entering(name)
            if within[parent].changes(name) {
                nodes[parent].childCount -= 1
                for gone in number..<nodes[number].end { isGone[gone] = true }
                number = nodes[number].end
            } else {
                number += 1
            }
        }
        return written(nodes, isGone: isGone, isValid: { within[$0].isEmpty })
    }

    private func written(_ nodes: [Node], isGone: [Bool], isValid: (Int) -> Bool) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(content.count + 16)
        for (number, node) in nodes.enumerated() where !isGone[number] {
            out.append(contentsOf: content[node.name])
            out.append(0)
            let keepsID = isValid(number) && !node.id.isEmpty
            if keepsID {
                out.append(contentsOf: content[node.entryCount])
            } else {
                out.append(contentsOf: "-1".utf8)
            }
            out.append(UInt8(ascii: " "))
            out.append(contentsOf: String(node.childCount).utf8)
            out.append(UInt8(ascii: "\n"))
            if keepsID { out.append(contentsOf: content[node.id]) }
        }
        return out
    }
}

/// The paths of a sorted list that are in one folder.
struct FolderChanges {
    private let touched: [[UInt8]]
    private let range: Range<Int>
    /// Length of the folder's own path, with its slash.
    private let depth: Int

    /// Creates the list of all paths, for the root folder.
    init(_ touched: [[UInt8]]) {
        self.init(touched, within: touched.indices, depth: 0)
    }

    private init(_ touched: [[UInt8]], within range: Range<Int>, depth: Int) {
        self.touched = touched
        self.range = range
        self.depth = depth
    }

    /// True if there is no path.
    var isEmpty: Bool { range.isEmpty }

    /// Returns the paths in a subfolder of this folder.
    func entering(_ name: ArraySlice<UInt8>) -> FolderChanges {
        guard !isEmpty else { return self }
        let below = name + [IndexPath.slash]
        let first = touched[range].partitioningIndex { !$0[depth...].lexicographicallyPrecedes(below) }
        let end = touched[first..<range.upperBound].partitioningIndex { !$0[depth...].starts(with: below) }
        return FolderChanges(touched, within: first..<end, depth: depth + below.count)
    }

    /// True if one of the paths is this name itself, and not something below it.
    func changes(_ name: ArraySlice<UInt8>) -> Bool {
        let index = touched[range].partitioningIndex { !$0[depth...].lexicographicallyPrecedes(name) }
        return index < range.upperBound && touched[index][depth...].elementsEqual(name)
    }
}

extension RandomAccessCollection {
    /// Returns the first index whose element meets the condition. All elements after it must meet it too.
    func partitioningIndex(where condition: (Element) -> Bool) -> Index {
        var low = startIndex
        var length = count
        while length > 0 {
            let middle = index(low, offsetBy: length / 2)
            if condition(self[middle]) {
                length /= 2
            } else {
                low = index(after: middle)
                length -= length / 2 + 1
            }
        }
        return low
    }
}
