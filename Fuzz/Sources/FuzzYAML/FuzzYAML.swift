import Diagnostics
import YAMLTree

// YAML from any bytes: nothing may crash or hang, every range is where it should be, and an edit either
// throws or reads back. The input is a document and, after the first 0 byte, the choice of an edit: bytes
// that pick the path and the kind, then a text.

/// The entry libFuzzer calls.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzYAML(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = Array(UnsafeBufferPointer(start: start, count: count))
    let parts = input.split(separator: 0, maxSplits: 1, omittingEmptySubsequences: false)
    let document = Array(parts.first ?? [])
    // The whole input too, so that 0 bytes in documents are met.
    if parts.count > 1, input.count % 8 == 0 {
        checkDiagnostics(YAMLTree.parse(SourceText(name: "f", bytes: input)), input)
    }
    let parsed = YAMLTree.parse(SourceText(name: "f", bytes: document))
    checkDiagnostics(parsed, document)
    guard let tree = parsed.tree else {
        precondition(parsed.diagnostics.contains { $0.severity == .error })
        return 0
    }
    // If conflict markers are skipped, texts differ from the source.
    let isWhole = !parsed.diagnostics.contains { $0.code == "PP107" }
    if isWhole, let root = tree.root { checkNode(root, in: 0..<document.count, tree) }
    if parts.count > 1 { checkEdits(tree, Array(parts[1])) }
    return 0
}

private func checkDiagnostics(_ parsed: YAMLParseResult, _ bytes: [UInt8]) {
    var last = -1
    for problem in parsed.diagnostics {
        precondition(!problem.message.isEmpty && problem.code.hasPrefix("PP1"))
        if let range = problem.range {
            precondition(range.lowerBound >= max(0, last) && range.upperBound <= bytes.count)
            last = range.lowerBound
        }
        if case .edits(let edits)? = problem.fix { checkSplices(edits, bytes.count) }
    }
}

private func checkSplices(_ edits: [TextEdit], _ count: Int) {
    var end = 0
    for edit in edits {
        precondition(edit.range.lowerBound >= end && edit.range.upperBound <= count)
        end = edit.range.upperBound
    }
}

/// Ranges nest and follow each other; every byte of a text has its offset in the source.
private func checkNode(_ node: YAMLNode, in outer: Range<Int>, _ tree: YAMLTree) {
    let range = node.range
    precondition(range.lowerBound >= outer.lowerBound && range.upperBound <= outer.upperBound)
    var end = range.lowerBound
    var seen = 0
    for entry in node.entries {
        precondition(entry.key.range.lowerBound >= end)
        precondition(entry.value.range.lowerBound >= entry.key.range.upperBound)
        let whole = entry.range
        precondition(
            whole.lowerBound <= entry.key.range.lowerBound && whole.upperBound <= tree.source.bytes.count)
        precondition(whole.upperBound >= entry.value.range.upperBound)
        end = entry.value.range.upperBound
        checkNode(entry.key, in: range, tree)
        checkNode(entry.value, in: range, tree)
        seen += 1
    }
    for item in node.items {
        precondition(item.range.lowerBound >= end)
        end = item.range.upperBound
        checkNode(item, in: range, tree)
        seen += 1
    }
    precondition(seen == node.count)
    if node.kind == .scalar { checkText(node, tree) }
}

private func checkText(_ node: YAMLNode, _ tree: YAMLTree) {
    let text = Array(node.text.utf8)
    var last = node.range.lowerBound
    // Of a long text up to 32 bytes, spread over all of it: each look-up reads the scalar anew.
    for offset in stride(from: 0, to: text.count, by: text.count / 32 + 1) {
        let source = node.sourceRange(ofText: offset..<offset + 1)
        precondition(source.lowerBound >= last && source.upperBound <= node.range.upperBound)
        precondition(!source.isEmpty)
        last = source.lowerBound
        // A byte that stands for itself is the same byte.
        if source.count == 1, text[offset] > 0x20 {
            let byte = tree.source.bytes[source.lowerBound]
            precondition(byte == text[offset])
        }
    }
    let whole = node.sourceRange(ofText: 0..<text.count)
    precondition(whole.lowerBound >= node.range.lowerBound && whole.upperBound <= node.range.upperBound)
}
