/// The readable part of an age file: the file key wrapped for each recipient.
struct Header {
    /// One wrapped copy of the file key.
    struct Stanza: Equatable {
        /// The type (`X25519`) and its arguments.
        var arguments: [[UInt8]]
        var body: [UInt8]

        var type: [UInt8] { arguments[0] }

        /// - Parameter arguments: the type and its arguments: at least one, each of printable ASCII and not
        ///   empty.
        init(arguments: [[UInt8]], body: [UInt8]) {
            self.arguments = arguments
            self.body = body
        }

        init(_ type: String, arguments: [[UInt8]], body: [UInt8]) {
            self.init(arguments: [Array(type.utf8)] + arguments, body: body)
        }
    }

    var stanzas: [Stanza]
    /// The bytes from the first one through `---`, which the MAC covers.
    var signed: [UInt8]
    var mac: [UInt8]

    static let version = Array("age-encryption.org/v1\n".utf8)
    private static let columns = 64
    /// More than any real file has. The limit bounds the work that a forged header can cause.
    static let maxStanzas = 1024
    static let maxBytes = 1 << 20

    /// Returns the bytes through `---`, which the MAC covers.
    static func signed(_ stanzas: [Stanza]) -> [UInt8] {
        var text = version
        for stanza in stanzas {
            text += [0x2D, 0x3E]
            for argument in stanza.arguments { text += [0x20] + argument }
            text.append(0x0A)
            let body = Base64.encode(stanza.body, isPadded: false)
            // The last line is shorter than the others; it may be empty.
            for start in stride(from: 0, through: body.count, by: columns) {
                text += body[start..<min(start + columns, body.count)]
                text.append(0x0A)
            }
        }
        return text + [0x2D, 0x2D, 0x2D]
    }

    /// Returns the rest of the header's last line, which follows ``signed``.
    static func end(mac: [UInt8]) -> [UInt8] { [0x20] + Base64.encode(mac, isPadded: false) + [0x0A] }
}

extension Header {
    /// Reads the header at the start of a file. Returns it with the offset of the payload.
    static func read(_ file: [UInt8]) throws(AgeError) -> (header: Header, payload: Int) {
        guard file.starts(with: version) else {
            if file.starts(with: version.prefix(19)) { throw .unsupportedVersion }
            throw .header("it does not begin with \"age-encryption.org/v1\"")
        }
        var lines = Lines(file: file, offset: version.count)
        var stanzas: [Stanza] = []
        while true {
            let start = lines.offset
            let line = try lines.next()
            if line.starts(with: [0x2D, 0x2D, 0x2D]) {
                guard !stanzas.isEmpty else { throw .header("it has no recipient") }
                return (try finish(file, line: line, at: start, stanzas: stanzas), lines.offset)
            }
            guard stanzas.count < maxStanzas else {
                throw .header("it has more than \(maxStanzas) recipients")
            }
            stanzas.append(try stanza(startingWith: line, from: &lines))
        }
    }

    private static func finish(
        _ file: [UInt8], line: ArraySlice<UInt8>, at start: Int, stanzas: [Stanza]
    ) throws(AgeError) -> Header {
        guard line.count == 47, line[line.startIndex + 3] == 0x20,
            let mac = Base64.decode(line.dropFirst(4), isPadded: false), mac.count == 32
        else { throw .header("its last line is not \"--- \" and 43 characters of base64") }
        if stanzas.count > 1, stanzas.contains(where: { $0.type.elementsEqual("scrypt".utf8) }) {
            throw .header("it has other recipients besides a passphrase")
        }
        return Header(stanzas: stanzas, signed: Array(file[..<(start + 3)]), mac: mac)
    }

    private static func stanza(
        startingWith line: ArraySlice<UInt8>, from lines: inout Lines
    ) throws(AgeError) -> Stanza {
        guard line.starts(with: [0x2D, 0x3E, 0x20]) else {
            throw .header("a recipient does not begin with \"-> \"")
        }
        let arguments = line.dropFirst(3).split(separator: 0x20, omittingEmptySubsequences: false)
        guard arguments.allSatisfy({ !$0.isEmpty && $0.allSatisfy { 0x21...0x7E ~= $0 } }) else {
            throw .header("a recipient has an empty argument or a character that is not allowed")
        }
        var body: [UInt8] = []
        while true {
            let line = try lines.next()
            guard line.count <= columns, let bytes = Base64.decode(line, isPadded: false) else {
                throw .header("the body of a recipient is not canonical base64 in lines of 64")
            }
            body += bytes
            if line.count < columns { break }
        }
        return Stanza(arguments: arguments.map(Array.init), body: body)
    }
}

/// Lines that end with a single line feed.
private struct Lines {
    let file: [UInt8]
    var offset: Int

    mutating func next() throws(AgeError) -> ArraySlice<UInt8> {
        let limit = min(file.count, Header.maxBytes)
        guard let end = file[offset..<max(offset, limit)].firstIndex(of: 0x0A) else {
            throw .header(limit < file.count ? "it is longer than \(Header.maxBytes) bytes" : "it is cut off")
        }
        defer { offset = end + 1 }
        return file[offset..<end]
    }
}
