internal import PromptCore

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
