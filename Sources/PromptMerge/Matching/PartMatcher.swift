internal import PromptCore

/// Finds the old part from which each new part came.
///
/// Parts are matched by id if both have one; then by name and text, by name, by text, by similar text (a
/// renamed part), and finally, for parts without a name, by number. Parts with different ids never match.
struct PartMatcher {
    /// Minimum similarity of two texts for a match.
    static let leastLikeness = 0.6

    private let old: [PartOutline]
    private let new: [PartOutline]
    /// For each new part, the index of the old part; `nil` if it is new.
    private(set) var partners: [Int?]
    private var isTaken: [Bool]

    init(old: [PartOutline], new: [PartOutline], words: inout Interner, budget: inout WorkBudget) {
        self.old = old
        self.new = new
        partners = [Int?](repeating: nil, count: new.count)
        isTaken = [Bool](repeating: false, count: old.count)
        match { $0.id?.description }
        match { part in part.name.map { "\($0)\u{0}\(part.whole)" } }
        match { $0.name == nil && $0.reference == nil ? nil : $0.handle }
        match { part in part.whole.isEmpty ? nil : part.whole }
        matchNear(words: &words, budget: &budget)
        match { $0.name == nil ? $0.handle : nil }
        if old.count == 1, new.count == 1, partners[0] == nil, old[0].name == nil || new[0].name == nil {
            pair(0, with: 0)
        }
    }

    /// Matches parts with equal keys in order.
    private mutating func match(by key: (PartOutline) -> String?) {
        let open = new.indices.filter { partners[$0] == nil }
        guard !open.isEmpty, isTaken.contains(false) else { return }
        var indices: [String: [Int]] = [:]
        for index in old.indices.reversed() where !isTaken[index] {
            if let key = key(old[index]) { indices[key, default: []].append(index) }
        }
        for index in open {
            guard let key = key(new[index]), let partner = indices[key]?.last else { continue }
            if pair(partner, with: index) { indices[key]?.removeLast() }
        }
    }

    @discardableResult
    private mutating func pair(_ oldIndex: Int, with newIndex: Int) -> Bool {
        if let left = old[oldIndex].id, let right = new[newIndex].id, left != right { return false }
        partners[newIndex] = oldIndex
        isTaken[oldIndex] = true
        return true
    }

    /// Matches the most similar parts first.
    private mutating func matchNear(words: inout Interner, budget: inout WorkBudget) {
        let openOld = old.indices.filter { !isTaken[$0] && old[$0].reference == nil }
        let openNew = new.indices.filter { partners[$0] == nil && new[$0].reference == nil }
        guard !openOld.isEmpty, !openNew.isEmpty else { return }
        let oldBags = openOld.map { WordBag(old[$0].whole, interner: &words) }
        let newBags = openNew.map { WordBag(new[$0].whole, interner: &words) }
        let (a, b) = (
            oldBags.reduce(oldBags.count) { $0 + $1.words.count },
            newBags.reduce(newBags.count) { $0 + $1.words.count }
        )
        let (left, isTooMuch) = a.multipliedReportingOverflow(by: newBags.count)
        let (right, isTooMuchToo) = b.multipliedReportingOverflow(by: oldBags.count)
        guard !isTooMuch, !isTooMuchToo, left < budget.left, budget.take(left + right) else { return }
        var found: [(likeness: Double, old: Int, new: Int)] = []
        for (oldBag, oldIndex) in zip(oldBags, openOld) where !oldBag.words.isEmpty {
            for (newBag, newIndex) in zip(newBags, openNew) where !newBag.words.isEmpty {
                let likeness = oldBag.likeness(newBag)
                if likeness >= PartMatcher.leastLikeness { found.append((likeness, oldIndex, newIndex)) }
            }
        }
        found.sort { ($1.likeness, $0.new, $0.old) < ($0.likeness, $1.new, $1.old) }
        for match in found where !isTaken[match.old] && partners[match.new] == nil {
            pair(match.old, with: match.new)
        }
    }
}

extension PartOutline {
    /// Its texts, or a reference to the module that it uses.
    fileprivate var whole: String {
        if let reference { return "\u{0}use \(reference)" }
        return texts.joined(separator: "\n")
    }
}

/// Finds the old variable from which each new one came: by name, or, if it was renamed, by its definition and
/// its uses.
struct VariableMatcher {
    /// For each new variable, the index of the old one; `nil` if it is new.
    private(set) var partners: [Int?]

    /// - Parameters:
    ///   - oldTexts: the old texts that contain the variables.
    ///   - newTexts: the new texts that contain the variables.
    init(old: [PartOutline], new: [PartOutline], oldTexts: [String], newTexts: [String]) {
        var indices: [String: Int] = [:]
        for (index, variable) in old.enumerated() { indices[variable.handle] = index }
        partners = new.map { indices[$0.handle] }
        let kept = Swift.Set(partners.compactMap { $0 })
        var gone = old.indices.filter { !kept.contains($0) }
        let come = new.indices.filter { partners[$0] == nil }
        // People rename few variables at a time; many new ones are another set of variables.
        guard !gone.isEmpty, !come.isEmpty, gone.count <= 64, come.count <= 64 else { return }
        let (oldUses, newUses) = (VariableMatcher.uses(oldTexts), VariableMatcher.uses(newTexts))
        for index in come {
            let variable = new[index]
            let uses = newUses[variable.handle]
            let found = gone.firstIndex { candidate in
                let before = old[candidate]
                let isUsedAlike = oldUses[before.handle] == uses
                if before.fields == variable.fields {
                    return isUsedAlike || !variable.fields.allSatisfy { $0.key == "type" }
                }
                return isUsedAlike && uses != nil && before.type == variable.type
            }
            if let found { partners[index] = gone.remove(at: found) }
        }
    }

    /// Returns, for each name, the number of its tags in each text that has any.
    private static func uses(_ texts: [String]) -> [String: [[Int]]] {
        var uses: [String: [[Int]]] = [:]
        for (number, text) in texts.enumerated() {
            let bytes = Array(text.utf8)
            var counts: [String: Int] = [:]
            for token in TextTokens.tokens(of: bytes, in: 0..<bytes.count) where token.kind == .tag {
                counts[name(in: bytes[token.range]), default: 0] += 1
            }
            for (name, count) in counts { uses[name, default: []].append([number, count]) }
        }
        return uses
    }

    /// Returns the name in a tag, without the sign, white space and the part after a dot.
    private static func name(in tag: ArraySlice<UInt8>) -> String {
        let start = tag.drop { !isNameByte($0) }
        return String(decoding: start.prefix(while: isNameByte), as: UTF8.self)
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F: true
        default: false
        }
    }
}

extension PartOutline {
    fileprivate var type: FreeValue? { fields.first { $0.key == "type" }?.value }
}
