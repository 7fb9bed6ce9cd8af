/// One entry or item, with its index in each of the three versions.
struct MergeRow {
    var base: Int?
    var ours: Int?
    var theirs: Int?
}

/// The entries or items of three versions of one collection, matched and in one order.
struct MemberAlignment {
    /// In the order of the result; members that one side deleted are included.
    private(set) var rows: [MergeRow] = []
    /// True if both sides changed the order of the same members differently, so that ours was taken.
    private(set) var isOrderOurs = false

    /// - Parameters:
    ///   - base: the number of members of the base.
    ///   - ours: for each of ours, the index of the matching member of the base.
    ///   - theirs: for each of theirs, the same.
    ///   - pairs: for each new member of theirs, the index of the matching new member of ours.
    init(base: Int, ours: [Int?], theirs: [Int?], pairs: [Int: Int]) {
        var all: [MergeRow] = []
        var ofBase = [Int?](repeating: nil, count: base)
        var (ofOurs, ofTheirs) = ([Int](), [Int]())
        for (index, partner) in ours.enumerated() {
            if let partner { ofBase[partner] = all.count }
            ofOurs.append(all.count)
            all.append(MergeRow(base: partner, ours: index))
        }
        for (index, partner) in theirs.enumerated() {
            if let row = partner.flatMap({ ofBase[$0] }) ?? pairs[index].map({ ofOurs[$0] }) {
                all[row].theirs = index
                ofTheirs.append(row)
            } else {
                if let partner { ofBase[partner] = all.count }
                ofTheirs.append(all.count)
                all.append(MergeRow(base: partner, theirs: index))
            }
        }
        let order = MemberAlignment.order(of: all, base: base, ours: ofOurs, theirs: ofTheirs)
        isOrderOurs = order.isContested
        rows = order.rows.map { all[$0] }
    }

    /// Returns the order of the side that changed it. Members that only the other side has follow their
    /// predecessor on that side; at the same position, ours come before theirs.
    private static func order(
        of all: [MergeRow], base: Int, ours: [Int], theirs: [Int]
    ) -> (rows: [Int], isContested: Bool) {
        let movedOurs = isMoved(ours.compactMap { all[$0].theirs == nil ? nil : all[$0].base })
        let movedTheirs = isMoved(theirs.compactMap { all[$0].ours == nil ? nil : all[$0].base })
        let common = (ours.filter { all[$0].theirs != nil }, theirs.filter { all[$0].ours != nil })
        let spineIsTheirs = movedTheirs && !movedOurs
        var result = spineIsTheirs ? theirs : ours
        let other = spineIsTheirs ? ours : theirs
        let isInOther = Swift.Set(other)
        var isThere = Swift.Set(result)
        var previous: Int?
        for row in other {
            defer { previous = row }
            guard isThere.insert(row).inserted else { continue }
            var index = previous.flatMap { result.firstIndex(of: $0) }.map { $0 + 1 } ?? 0
            // Ours before theirs, but members of the base keep their order.
            while index < result.count, !isInOther.contains(result[index]),
                all[result[index]].base ?? -1 < all[row].base ?? base
            { index += 1 }
            result.insert(row, at: index)
        }
        return (result, movedOurs && movedTheirs && common.0 != common.1)
    }

    private static func isMoved(_ indices: [Int]) -> Bool {
        zip(indices, indices.dropFirst()).contains { $0 > $1 }
    }
}
