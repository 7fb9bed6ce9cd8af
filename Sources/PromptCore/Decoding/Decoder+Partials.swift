internal import Diagnostics
internal import YAMLTree

extension Decoder {
    /// Reads the map under `partials`, which only format 2 has.
    mutating func partials(_ entry: YAMLEntry) -> [LocalPartial] {
        checkFormat(of: entry, since: .two)
        let node = entry.value
        if node.isNull { return [] }
        guard node.kind == .mapping else {
            expected(
                "a map", for: "partials", at: node, help: "write `partials:` and, below it, `name: text`")
            return []
        }
        var partials: [LocalPartial] = []
        partials.reserveCapacity(node.count)
        for entry in node.entries {
            var partial = LocalPartial(name: Located(entry.key.text, at: entry.key.range))
            if !LocalPartial.isName(partial.name.value) { report(.unusablePartialName(partial.name)) }
            if entry.value.kind == .mapping {
                read(entry.value, into: &partial)
            } else {
                partial.content = singleOption(entry).first?.content
            }
            partials.append(partial)
        }
        return partials
    }

    private mutating func read(_ node: YAMLNode, into partial: inout LocalPartial) {
        var hasContent = false
        for entry in node.entries {
            if entry.key.isText("content") {
                hasContent = true
                partial.content = singleOption(entry).first?.content
            } else if entry.key.isText("syntax") {
                partial.syntax = word(entry.value, for: "syntax", as: Syntax.self)?.value
            } else {
                unknown(entry, in: Keys.partial)
            }
        }
        if !hasContent { report(.missingKey(ofPartialAt: startOfFile(node))) }
    }

    /// Reports the key of `entry` if the file's format does not have it.
    mutating func checkFormat(of entry: YAMLEntry, since format: Format) {
        if self.format < format { report(.newerKey(entry.key.text, since: format, at: entry.key.range)) }
    }
}
