/// Reads one JSON text from left to right.
struct JSONReader {
    let bytes: [UInt8]
    let limits: JSONLimits
    /// The offset of the next byte.
    var offset = 0
    private(set) var duplicates: [JSONDocument.Duplicate] = []

    init(_ bytes: [UInt8], limits: JSONLimits) {
        self.bytes = bytes
        self.limits = limits
    }

    /// The next byte; nil at the end.
    var next: UInt8? { offset < bytes.count ? bytes[offset] : nil }

    mutating func document() throws(JSONError) -> JSONValue {
        guard bytes.count <= limits.size else {
            throw JSONError(problem: .size(limits.size), offset: max(0, limits.size))
        }
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { throw error(.byteOrderMark) }
        skipSpace()
        let found = try value(depth: 0)
        skipSpace()
        guard next == nil else { throw error(.expected("the end of the text")) }
        return found
    }

    /// Returns an error at the next byte. If the bytes are not UTF-8, that is the error, regardless of
    /// `problem`.
    func error(_ problem: JSONError.Problem) -> JSONError {
        if case .expected = problem {
            guard offset < bytes.count else { return JSONError(problem: .endOfText, offset: offset) }
            if scalarSize == nil { return JSONError(problem: .notUTF8, offset: offset) }
        }
        return JSONError(problem: problem, offset: offset)
    }

    private mutating func skipSpace() {
        while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { offset += 1 }
    }

    private mutating func value(depth: Int) throws(JSONError) -> JSONValue {
        guard let byte = next else { throw error(.endOfText) }
        switch byte {
        case UInt8(ascii: "{"): return .object(try members(depth: depth + 1))
        case UInt8(ascii: "["): return .array(try elements(depth: depth + 1))
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", as: .boolean(true))
        case UInt8(ascii: "f"): return try word("false", as: .boolean(false))
        case UInt8(ascii: "n"): return try word("null", as: .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number(try number())
        case UInt8(ascii: "+"), UInt8(ascii: "."): throw error(.number)
        default: throw error(.expected("a value"))
        }
    }

    private mutating func word(_ word: StaticString, as value: JSONValue) throws(JSONError) -> JSONValue {
        let start = offset
        for index in 0..<word.utf8CodeUnitCount {
            guard let byte = next else { throw error(.endOfText) }
            guard byte == word.utf8Start[index] else {
                offset = start
                throw error(.expected("a value"))
            }
            offset += 1
        }
        return value
    }

    private func checkDepth(_ depth: Int) throws(JSONError) {
        guard depth <= limits.depth else { throw error(.depth(limits.depth)) }
    }

    private mutating func elements(depth: Int) throws(JSONError) -> [JSONValue] {
        try checkDepth(depth)
        offset += 1
        skipSpace()
        var found: [JSONValue] = []
        if takes("]") { return found }
        while true {
            found.append(try value(depth: depth))
            skipSpace()
            if takes("]") { return found }
            guard takes(",") else { throw error(.expected("`,` or `]`")) }
            skipSpace()
        }
    }

    private mutating func members(depth: Int) throws(JSONError) -> [JSONMember] {
        try checkDepth(depth)
        offset += 1
        skipSpace()
        var found: [JSONMember] = []
        var names: Set<[UInt8]> = []
        if takes("}") { return found }
        while true {
            guard next == UInt8(ascii: "\"") else { throw error(.expected("a name in quotes")) }
            let start = offset
            let name = try string()
            if !names.insert(Array(name.utf8)).inserted {
                duplicates.append(JSONDocument.Duplicate(name: name, range: start..<offset))
            }
            skipSpace()
            guard takes(":") else { throw error(.expected("`:`")) }
            skipSpace()
            found.append(JSONMember(name: name, value: try value(depth: depth)))
            skipSpace()
            if takes("}") { return found }
            guard takes(",") else { throw error(.expected("`,` or `}`")) }
            skipSpace()
        }
    }

    private mutating func takes(_ character: Unicode.Scalar) -> Bool {
        guard next == UInt8(ascii: character) else { return false }
        offset += 1
        return true
    }

    /// Reads a number. Returns its spelling.
    private mutating func number() throws(JSONError) -> String {
        let start = offset
        _ = takes("-")
        // No digit may follow a leading 0.
        if !takes("0") { try digits() } else if let byte = next, isDigit(byte) { throw error(.number) }
        if takes(".") { try digits() }
        if takes("e") || takes("E") {
            if !takes("+") { _ = takes("-") }
            try digits()
        }
        return String(decoding: bytes[start..<offset], as: UTF8.self)
    }

    /// Reads one or more digits.
    private mutating func digits() throws(JSONError) {
        guard let byte = next else { throw error(.endOfText) }
        guard isDigit(byte) else { throw error(.number) }
        while let byte = next, isDigit(byte) { offset += 1 }
    }

    private func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}
