/// The text form of an age file: strict PEM (RFC 7468, figure 3) with the label `AGE ENCRYPTED FILE`.
///
/// A file has exactly one valid armor: other line lengths, blanks inside, missing line ends and non-canonical
/// base64 are refused. White space before and after it is ignored. Line ends are LF, or CRLF throughout.
enum Armor {
    static let begin = Array("-----BEGIN AGE ENCRYPTED FILE-----".utf8)
    static let end = Array("-----END AGE ENCRYPTED FILE-----".utf8)
    private static let columns = 64

    /// True if the file is meant to be armored, that is, if it starts with `-----BEGIN `.
    static func isArmored(_ file: [UInt8]) -> Bool {
        file.drop(while: isBlank).starts(with: begin.prefix(11))
    }

    static func encode(_ file: [UInt8]) -> [UInt8] {
        let text = Base64.encode(file, isPadded: true)
        var armored = begin + [0x0A]
        for start in stride(from: 0, to: text.count, by: columns) {
            armored += text[start..<min(start + columns, text.count)]
            armored.append(0x0A)
        }
        return armored + end + [0x0A]
    }

    static func decode(_ text: [UInt8]) throws(AgeError) -> [UInt8] {
        var rest = text.drop(while: isBlank)
        while let last = rest.last, isBlank(last) { rest.removeLast() }
        var lines = rest.split(separator: 0x0A, omittingEmptySubsequences: false)
        // The last line has no line end; all others have the same one.
        if lines.dropLast().allSatisfy({ $0.last == 0x0D }) {
            for index in lines.indices.dropLast() { lines[index].removeLast() }
        }
        guard lines.count >= 2, lines.removeFirst().elementsEqual(begin) else {
            throw .armor("its first line is not as it must be")
        }
        guard lines.removeLast().elementsEqual(end) else {
            throw .armor("its last line is missing or not as it must be")
        }
        guard !lines.isEmpty else { throw .armor("there is nothing in it") }
        guard lines.dropLast().allSatisfy({ $0.count == columns }), let last = lines.last,
            1...columns ~= last.count
        else { throw .armor("each line but the last has 64 characters, and none is empty") }
        guard let file = Base64.decode(lines.joined()[...], isPadded: true) else {
            throw .armor("its base64 is not canonical")
        }
        return file
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
    }
}

extension Sequence where Element == ArraySlice<UInt8> {
    fileprivate func joined() -> [UInt8] { reduce(into: []) { $0 += $1 } }
}
