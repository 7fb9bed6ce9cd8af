internal import PromptCore
internal import YAMLTree

/// Matches the entries or items of two versions of a collection.
struct MemberIdentity {
    let shape: MergeShape

    /// Returns, for each member of `new`, the index of the matching member of `old`; `nil` if it is new.
    ///
    /// - Parameter texts: all templates of the enclosing records, which identify a renamed variable.
    func partners(
        between old: [YAMLMemberRanges.Member], and new: [YAMLMemberRanges.Member],
        texts: (old: [String], new: [String])
    ) -> [Int?] {
        switch shape {
        case .modules, .options:
            var (words, budget) = (Interner(), WorkBudget(.standard))
            return PartMatcher(old: outlines(old), new: outlines(new), words: &words, budget: &budget)
                .partners
        case .variables:
            return VariableMatcher(
                old: variables(old), new: variables(new), oldTexts: texts.old, newTexts: texts.new
            ).partners
        default:
            var partners = [Int?](repeating: nil, count: new.count)
            var taken = Swift.Set<Int>()
            pair(keys(old), with: keys(new), partners: &partners, taken: &taken)
            if shape == .free, old.first?.key == nil {
                pair(names(old), with: names(new), partners: &partners, taken: &taken)
            }
            return partners
        }
    }

    private func pair(
        _ old: [String?], with new: [String?], partners: inout [Int?], taken: inout Swift.Set<Int>
    ) {
        var indices: [String: Int] = [:]
        for (index, key) in old.enumerated() where !taken.contains(index) {
            if let key { indices[key] = index }
        }
        for (index, key) in new.enumerated() where partners[index] == nil {
            guard let key, let partner = indices[key], taken.insert(partner).inserted else { continue }
            partners[index] = partner
        }
    }

    /// Returns the identity of each member: its key; for items, the content and a number that distinguishes
    /// equal ones.
    private func keys(_ members: [YAMLMemberRanges.Member]) -> [String?] {
        var seen: [String: Int] = [:]
        return members.map { member in
            if let key = member.key { return key.text }
            let text: String
            if member.value.kind == .scalar {
                text = "=" + member.value.text
            } else if shape == .choices, let value = member.value["value"], value.kind == .scalar {
                text = "=" + value.text
            } else {
                text = "\(member.value.written)"
            }
            let number = seen[text, default: 0]
            seen[text] = number + 1
            return "\(number) \(text)"
        }
    }

    /// Returns the names of maps in a free list, if all names are different.
    private func names(_ members: [YAMLMemberRanges.Member]) -> [String?] {
        var names: [String?] = []
        var seen: [String: Int] = [:]
        for member in members {
            let node = member.value
            let name = node["id"] ?? node["name"] ?? node["key"]
            let text = name.flatMap { $0.kind == .scalar && !$0.isNull ? $0.text : nil }
            if let text { seen[text, default: 0] += 1 }
            names.append(text)
        }
        return names.map { name in name.flatMap { seen[$0] == 1 ? $0 : nil } }
    }

    private func outlines(_ members: [YAMLMemberRanges.Member]) -> [PartOutline] {
        let handles = PartHandles.of(members.map(\.value))
        return zip(members, handles).map { member, handle in
            let node = member.value
            var outline = PartOutline(shape == .modules ? .module : .option)
            outline.handle = handle
            outline.name = MemberIdentity.scalar(node["name"]) ?? MemberIdentity.scalar(node["slot"])
            outline.id = MemberIdentity.scalar(node["id"]).flatMap { RecordID($0) }
            outline.reference = MemberIdentity.scalar(node["use"])
            outline.text = MemberIdentity.templates(node).joined(separator: "\n")
            return outline
        }
    }

    private func variables(_ members: [YAMLMemberRanges.Member]) -> [PartOutline] {
        members.map { member in
            var outline = PartOutline(.variable)
            outline.handle = member.key?.text ?? ""
            outline.fields =
                member.value.kind == .mapping
                ? FreeValue.entries(of: member.value)
                : [FreeEntry(key: "default", value: FreeValue(member.value))]
            return outline
        }
    }

    static func scalar(_ node: YAMLNode?) -> String? {
        node.flatMap { $0.kind == .scalar && !$0.isNull ? $0.text : nil }
    }

    /// Returns the templates in a record, module or option.
    static func templates(_ node: YAMLNode?) -> [String] {
        guard let node, node.kind == .mapping else { return [] }
        var texts: [String] = []
        if let text = scalar(node["content"]) { texts.append(text) }
        if let partials = node["partials"] {
            for entry in partials.entries {
                if let text = scalar(entry.value) ?? scalar(entry.value["content"]) { texts.append(text) }
            }
        }
        for key in ["modules", "options"] {
            if let list = node.value(forKey: key) { for item in list.items { texts += templates(item) } }
        }
        return texts
    }
}

/// The handles of the items of `modules` or `options`, by the rules of the decoder.
enum PartHandles {
    static func of(_ items: [YAMLNode]) -> [String] {
        var handles = UniqueHandles()
        return items.enumerated().map { index, node in
            if let name = MemberIdentity.scalar(node["name"]) ?? MemberIdentity.scalar(node["slot"]) {
                return handles.take(Slug.make(name))
            }
            if let use = MemberIdentity.scalar(node["use"]), let last = use.split(separator: "/").last {
                return handles.take(String(last))
            }
            return handles.take(String(index + 1))
        }
    }
}

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
        let spine = spineIsTheirs ? theirs : ours
        let other = spineIsTheirs ? ours : theirs
        let isInOther = Swift.Set(other)
        var isThere = Swift.Set(spine)
        // For each row, the one after it; the last element is the one before all rows.
        var next = [Int?](repeating: nil, count: all.count + 1)
        var last = all.count
        for row in spine {
            next[last] = row
            last = row
        }
        var previous = all.count
        for row in other {
            defer { previous = row }
            guard isThere.insert(row).inserted else { continue }
            var place = previous
            // Ours before theirs, but members of the base keep their order.
            while let there = next[place], !isInOther.contains(there),
                all[there].base ?? -1 < all[row].base ?? base
            { place = there }
            next[row] = next[place]
            next[place] = row
        }
        var result: [Int] = []
        var row = next[all.count]
        while let there = row {
            result.append(there)
            row = next[there]
        }
        return (result, movedOurs && movedTheirs && common.0 != common.1)
    }

    private static func isMoved(_ indices: [Int]) -> Bool {
        zip(indices, indices.dropFirst()).contains { $0 > $1 }
    }
}
