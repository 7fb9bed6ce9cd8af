import Testing

@testable import Age

/// The rules of the specification for headers. Each file has a valid MAC, so that only the rule under test
/// can refuse it.
@Suite struct HeaderTests {
    private let craft: Crafted

    init() throws { craft = try Crafted() }

    private func isRefused(_ file: [UInt8]) -> Bool {
        if case .failure(let error) = opening(file, craft.identity), error != .noMatch { return true }
        return false
    }

    private func isOpen(_ file: [UInt8]) -> Bool {
        opening(file, craft.identity) == .success(Array("hello".utf8))
    }

    @Test func right() throws {
        #expect(isOpen(try craft.file(craft.stanza())))
    }

    @Test func unknownStanzasArePassedOver() throws {
        let odd = Header.Stanza("example.com/enigma", arguments: [Array("!~".utf8)], body: sample(100))
        let none = Header.Stanza("-grease", arguments: [], body: [])
        let full = Header.Stanza("full", arguments: [], body: sample(48))
        for stanza in [odd, none, full] {
            #expect(isOpen(try craft.file(Crafted.text(stanza) + craft.stanza())))
            #expect(isOpen(try craft.file(craft.stanza() + Crafted.text(stanza))))
        }
        // If a body fills its last line, an empty line follows.
        #expect(Crafted.text(full).suffix(2) == [10, 10])
        #expect(isRefused(try craft.file(Array(Crafted.text(full).dropLast()) + craft.stanza())))
    }

    @Test(arguments: [
        "age-encryption.org/v2\n", "age-encryption.org/v1\r\n", "age-encryption.org/v1 \n",
        "AGE-encryption.org/v1\n", "\n", "",
        " age-encryption.org/v1\n", "age-encryption.org/v10\n",
    ])
    func anotherVersion(_ version: String) throws {
        #expect(isRefused(try craft.file(craft.stanza(), version: version)))
    }

    /// Changes of the stanza's text that the format forbids.
    @Test(arguments: [
        ("-> X25519", "->X25519"), ("-> X25519", "->  X25519"), ("-> X25519", "-- X25519"),
        ("-> X25519", " -> X25519"),
        ("-> X25519", "-> X25519 "), ("-> X25519 ", "-> X25519\t"), ("\n", "\r\n"), ("\n", " \n"),
        ("\n", "\n\n"),
        ("\n", "=\n"), ("\n", " extra\n"), ("-> X25519 ", "-> X25519 é"),
    ])
    func anotherText(_ what: String, _ instead: String) throws {
        let text = String(decoding: try craft.stanza(), as: UTF8.self)
        let start = try #require(text.firstRange(of: what))
        #expect(isRefused(try craft.file(Array(text.replacing(start, with: instead).utf8))))
    }

    /// If the unused bits of the last character are not zero, it is another spelling of the same bytes.
    @Test func base64ThatIsNotCanonical() throws {
        for line in 0..<2 {
            var lines = String(decoding: try craft.stanza(), as: UTF8.self).split(separator: "\n").map {
                Array($0.utf8)
            }
            let last = lines[line].removeLast()
            lines[line].append(last == UInt8(ascii: "z") ? UInt8(ascii: "y") : last + 1)
            #expect(isRefused(try craft.file(lines.flatMap { $0 + [10] })))
        }
    }

    @Test(arguments: [0, 15, 16, 31, 33, 48, 64])
    func aBodyOfAnotherLength(_ count: Int) throws {
        #expect(isRefused(try craft.file(craft.stanza { $0.body = sample(count) })))
    }

    @Test func aShareOfAnotherLength() throws {
        for count in [0, 31, 33] {
            let share = Base64.encode(sample(count), isPadded: false)
            #expect(
                isRefused(try craft.file(craft.stanza { $0.arguments[1] = share.isEmpty ? [65] : share })))
        }
        #expect(isRefused(try craft.file(craft.stanza { $0.arguments.removeLast() })))
        #expect(isRefused(try craft.file(craft.stanza { $0.arguments.append([65]) })))
    }

    /// swift-crypto returns a secret of all zeros without an error.
    @Test func anAllZeroSharedSecret() throws {
        let zero = Base64.encode([UInt8](repeating: 0, count: 32), isPadded: false)
        let file = try craft.file(craft.stanza { $0.arguments[1] = zero })
        guard case .failure(.header(let why)) = opening(file, craft.identity) else {
            Issue.record("it was not refused")
            return
        }
        #expect(why.contains("low order"))
    }

    @Test func aPassphraseBesideOthers() throws {
        var random = SystemRandomNumberGenerator()
        let passphrase = try AgePassphrase(SecretBytes("x"), work: 1)
        let scrypt = Crafted.text(try passphrase.wrap(craft.secret, using: &random))
        for stanzas in [try craft.stanza() + scrypt, try scrypt + craft.stanza(), scrypt + scrypt] {
            let file = try craft.file(stanzas)
            #expect(isRefused(file))
            #expect(throws: AgeError.header("it has other recipients besides a passphrase")) {
                try Age.open(file, with: passphrase)
            }
        }
        #expect(try Age.open(try craft.file(scrypt), with: passphrase).text == "hello")
    }

    /// `^[1-9][0-9]*$`, at most 20.
    @Test(arguments: [
        "0", "01", "+1", "-1", "1 ", "0x1", "1a", "a1", "", "21", "63", "64", "99999999999999999999",
        "18446744073709551617", "1.0", "１",
    ])
    func anotherWorkFactor(_ work: String) throws {
        var random = SystemRandomNumberGenerator()
        let passphrase = try AgePassphrase(SecretBytes("x"), work: 1)
        var stanza = try passphrase.wrap(craft.secret, using: &random)
        stanza.arguments[2] = Array(work.utf8)
        let file = try craft.file(Crafted.text(stanza))
        #expect {
            try Age.open(file, with: passphrase)
        } throws: { error in
            switch error as? AgeError {
            case .header?, .workFactor?: true
            default: false
            }
        }
    }

    @Test func aSaltOfAnotherLength() throws {
        var random = SystemRandomNumberGenerator()
        let passphrase = try AgePassphrase(SecretBytes("x"), work: 1)
        for count in [1, 15, 17] {
            var stanza = try passphrase.wrap(craft.secret, using: &random)
            stanza.arguments[1] = Base64.encode(sample(count), isPadded: false)
            let file = try craft.file(Crafted.text(stanza))
            #expect(throws: AgeError.self) { try Age.open(file, with: passphrase) }
        }
        for count in [31, 33] {
            var stanza = try passphrase.wrap(craft.secret, using: &random)
            stanza.body = sample(count)
            let file = try craft.file(Crafted.text(stanza))
            #expect(throws: AgeError.header("the wrapped file key does not have 32 bytes")) {
                try Age.open(file, with: passphrase)
            }
        }
    }

    /// The MAC covers the bytes through `---`, and its line contains nothing else.
    @Test(arguments: [
        ("--- ", "---"), ("--- ", "---  "), ("--- ", "--- ="), ("--- ", "---\t"), ("--- ", "--- A"),
        ("--- ", "----"),
    ])
    func anotherLastLine(_ what: String, _ instead: String) throws {
        let file = try craft.file(craft.stanza())
        let place = try #require(file.firstRange(of: Array(what.utf8)))
        #expect(isRefused(Array(file[..<place.lowerBound]) + Array(instead.utf8) + file[place.upperBound...]))
    }

    @Test func anotherMAC() throws {
        let file = try craft.file(craft.stanza())
        let (header, payload) = try Header.read(file)
        for (bit, mac) in (0..<256).map({ bit in
            (
                bit,
                header.mac.enumerated().map {
                    $0.offset == bit / 8 ? $0.element ^ 1 << (bit % 8) : $0.element
                }
            )
        }) {
            let changed = header.signed + Header.end(mac: mac) + file[payload...]
            #expect(opening(changed, craft.identity) == .failure(.headerChanged), "bit \(bit)")
        }
        let short = header.signed + Header.end(mac: Array(header.mac.dropLast())) + file[payload...]
        #expect(isRefused(short))
        let carriage = header.signed + Header.end(mac: header.mac).dropLast() + [13, 10] + file[payload...]
        #expect(isRefused(carriage))
    }

    @Test func noRecipient() throws {
        #expect(isRefused(try craft.file([])))
    }

    @Test func tooManyOrTooLong() throws {
        let one = Crafted.text(Header.Stanza("x", arguments: [], body: []))
        let many = Array(repeatElement(one, count: Header.maxStanzas).joined())
        #expect(isRefused(try craft.file(many + craft.stanza())))
        #expect(isOpen(try craft.file(Array(many.dropFirst(one.count)) + craft.stanza())))
        let long = Crafted.text(Header.Stanza("x", arguments: [], body: sample(Header.maxBytes)))
        #expect(isRefused(try craft.file(long + craft.stanza())))
    }
}
