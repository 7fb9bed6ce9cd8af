internal import Diagnostics

extension TreeBuilder {
    /// Returns the end of an empty node, just past its colon or its key. libyaml puts it at the next token.
    func emptyEnd(_ end: Int, start: inout Int) -> Int {
        guard let open = stack.last, open.isFlow, open.kind == .mapping, !open.expectsKey else {
            start = end
            return end
        }
        // After a key: `{key}`, `{key:}`, `{key: }`. The key may be a list or map, so its record need not be
        // the last one.
        let keyEnd = lastEnd
        let afterKey = Lines.skipTrivia(bytes, from: keyEnd)
        let isColon = afterKey < bytes.count && bytes[afterKey] == UInt8(ascii: ":") && afterKey < max(end, 1)
        start = isColon ? afterKey + 1 : keyEnd
        return start
    }

    /// Reports anchors and tags before a node. Returns the start of the node itself.
    mutating func skipProperties(_ range: Range<Int>) -> Int {
        var index = range.lowerBound
        while index < range.upperBound {
            let byte = bytes[index]
            guard byte == UInt8(ascii: "&") || byte == UInt8(ascii: "!") else { break }
            let end = propertyEnd(from: index, limit: range.upperBound)
            let word = shown(bytes[index..<end])
            if byte == UInt8(ascii: "&") {
                problems.add(.anchorOrAlias(anchor: word, at: index..<end))
            } else {
                problems.add(.explicitTag(word, at: index..<end))
            }
            index = min(Lines.skipTrivia(bytes, from: end), range.upperBound)
        }
        return index
    }

    /// Returns the end of an anchor or tag by libyaml's rules: an anchor consists of letters, digits, `-` and
    /// `_`; a tag goes to the next blank or, unless it is `!<…>`, to the next comma.
    private func propertyEnd(from start: Int, limit: Int) -> Int {
        let isAnchor = bytes[start] == UInt8(ascii: "&")
        let isVerbatim = start + 1 < limit && bytes[start + 1] == UInt8(ascii: "<")
        var end = start + 1
        while end < limit {
            let byte = bytes[end]
            if byte == 0x20 || byte == 0x09 || Lines.breakLength(bytes, at: end) > 0 { break }
            if isAnchor {
                let isDigit = byte >= 0x30 && byte <= 0x39
                let isLetter = (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A
                guard isDigit || isLetter || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") else {
                    break
                }
            } else if byte == UInt8(ascii: ","), !isVerbatim {
                break
            }
            end += 1
        }
        return end
    }

    /// Checks that a key is a scalar before its colon, and no merge key.
    @inline(__always)
    mutating func checkKey(_ key: Record) {
        guard key.kind == .scalar else {
            if newBare.contains(where: { $0.range.lowerBound + 1 == Int(key.start) }) { return }
            problems.add(.complexKey(collectionAt: Int(key.start)..<Int(key.start) + 1))
            return
        }
        if key.textLength == 2, key.style == .plain, bytes[Int(key.start)] == 0x3C,
            bytes[Int(key.start) + 1] == 0x3C
        {
            problems.add(.mergeKey(at: key.range))
        }
        let end = Int(key.end)
        let isFlow = stack.last?.isFlow ?? false
        if !isFlow, end < bytes.count, bytes[end] == UInt8(ascii: ":") { return }
        checkExplicitKey(key, isFlow: isFlow)
    }

    private mutating func checkExplicitKey(_ key: Record, isFlow: Bool) {
        var before = Int(key.start)
        while before > 0, bytes[before - 1] == 0x20 || bytes[before - 1] == 0x09 { before -= 1 }
        let isMarked = before > 0 && bytes[before - 1] == UInt8(ascii: "?")
        let after = Lines.skipBlanks(bytes, from: Int(key.end))
        let hasColon = after < bytes.count && bytes[after] == UInt8(ascii: ":")
        if isFlow ? isMarked : !hasColon {
            problems.add(.complexKey(explicitAt: isMarked ? before - 1..<Int(key.end) : key.range))
        }
    }

    /// Checks that only comments, blank lines and `...` follow the document.
    mutating func checkRest(from offset: Int) {
        var index = offset
        while true {
            index = Lines.skipTrivia(bytes, from: index)
            guard index < bytes.count else { return }
            let line = Lines.end(bytes, of: index)
            let rest = bytes[index..<line]
            let isAtStart = Lines.start(bytes, of: index) == index
            if isAtStart, rest.starts(with: "...".utf8), isMarkerEnd(index + 3) {
                index += 3
                continue
            }
            if isAtStart, rest.starts(with: "---".utf8) && isMarkerEnd(index + 3) {
                problems.add(.secondDocument(markerAt: index..<index + 3))
            } else if isAtStart, bytes[index] == UInt8(ascii: "%") {
                problems.add(.secondDocument(directiveAt: index..<line))
            } else {
                problems.add(.notYAML(restAt: index..<line))
                isComplete = false
            }
            return
        }
    }

    private func isMarkerEnd(_ index: Int) -> Bool {
        index >= bytes.count || bytes[index] == 0x20 || bytes[index] == 0x09
            || Lines.breakLength(bytes, at: index) > 0
    }
}

extension TreeBuilder {
    /// Reports the error that stopped libyaml, in words that tell a person what to fix.
    mutating func fail(_ failure: ParserFailure) {
        if let byteOffset = failure.byteOffset {
            let at = min(base + byteOffset, bytes.count)
            problems.add(.controlCharacter(refusedAt: at..<min(at + 1, bytes.count)))
            return
        }
        let problem = marks.offset(index: failure.problemIndex)
        let context = marks.offset(index: failure.contextIndex)
        if !newBare.isEmpty || findBareBraces(near: problem) { return }
        if reportTabs(problem: problem, context: failure.context.isEmpty ? problem : context) { return }
        problems.add(NotYAML(bytes, failure: failure, problem: problem, context: context).diagnostic)
    }
}
