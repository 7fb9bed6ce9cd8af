import Testing

@testable import Age

@Suite struct ArmorTests {
    private let text: String
    private let bytes = sample(100)

    init() { text = String(decoding: Armor.encode(sample(100)), as: UTF8.self) }

    private func decode(_ text: String) -> [UInt8]? { try? Armor.decode(Array(text.utf8)) }

    @Test func right() {
        #expect(decode(text) == bytes)
        #expect(decode(text.replacing("\n", with: "\r\n")) == bytes)
        #expect(decode(" \t\r\n\n" + text + "\n \t\r\n") == bytes)
        #expect(decode(String(text.dropLast())) == bytes)
        for count in [1, 2, 3, 47, 48, 49, 96, 97] {
            #expect((try? Armor.decode(Armor.encode(sample(count)))) == sample(count))
        }
    }

    /// Each case is one replacement in a valid armor.
    @Test(arguments: [
        ("-----BEGIN", "----BEGIN"), ("-----BEGIN", "x-----BEGIN"),
        ("AGE ENCRYPTED FILE-----\n", "AGE ENCRYPTED FILE----- \n"),
        ("BEGIN AGE ENCRYPTED FILE", "BEGIN AGE MESSAGE"), ("BEGIN AGE", "BEGIN age"),
        ("-----BEGIN", "-----begin"),
        ("FILE-----\n", "FILE-----\n\n"), ("FILE-----\n", "FILE-----\nComment: x\n\n"),
        ("\n-----END", "\n\n-----END"),
        ("\n-----END", "-----END"), ("-----END", " -----END"), ("-----END", "=abcd\n-----END"), ("=\n", "\n"),
        ("==\n", "=\n"),
        ("==\n", "=\n=\n"), ("==\n", "===\n"), ("=\n", "=\r\n"), ("END AGE", "END PGP"),
        ("-----END AGE ENCRYPTED FILE-----\n", ""),
        ("-----END AGE ENCRYPTED FILE-----\n", "-----END AGE ENCRYPTED FILE-----\nx"),
        ("FILE-----\n", "FILE-----\n "), ("FILE-----\n", "FILE-----\n\u{B}"),
    ])
    func changed(_ what: String, _ instead: String) throws {
        let range = try #require(text.firstRange(of: what))
        #expect(decode(text.replacing(range, with: instead)) == nil)
    }

    @Test func lines() {
        let body = String(decoding: Base64.encode(bytes, isPadded: true), as: UTF8.self)
        let (begin, end) = ("-----BEGIN AGE ENCRYPTED FILE-----\n", "\n-----END AGE ENCRYPTED FILE-----\n")
        func wrapped(_ columns: Int) -> String {
            var lines: [Substring] = []
            var rest = body[...]
            while !rest.isEmpty {
                lines.append(rest.prefix(columns))
                rest = rest.dropFirst(columns)
            }
            return begin + lines.joined(separator: "\n") + end
        }
        #expect(decode(wrapped(64)) == bytes)
        for columns in [4, 60, 63, 65, 68, 76, 200] { #expect(decode(wrapped(columns)) == nil, "\(columns)") }
        #expect(decode(begin + end.dropFirst()) == nil)
        #expect(decode(begin.dropLast() + end) == nil)
        #expect(decode("") == nil)
    }
}
