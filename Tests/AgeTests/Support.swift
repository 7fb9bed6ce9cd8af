import Foundation

@testable import Age

/// Short ways to write texts and files in tests.
extension SecretBytes {
    convenience init(_ text: String) { self.init(copying: Array(text.utf8)) }

    var array: [UInt8] { withBytes { Array($0) } }
    var text: String { String(decoding: array, as: UTF8.self) }
}

/// Returns bytes that look random and are the same in each run.
func sample(_ count: Int) -> [UInt8] {
    var state: UInt64 = 0x9E37_79B9_7F4A_7C15
    let block = (0..<min(count, 4099)).map { _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return UInt8(truncatingIfNeeded: state >> 56)
    }
    var bytes: [UInt8] = []
    while bytes.count < count { bytes += block.prefix(count - bytes.count) }
    return bytes
}

/// Files that are sealed correctly except for the fault under test.
struct Crafted {
    static let fileKey: [UInt8] = Array("YELLOW SUBMARINE".utf8)
    let identity: AgeIdentity
    let other: AgeIdentity

    init() throws {
        var random = SystemRandomNumberGenerator()
        identity = try AgeIdentity(using: &random)
        other = try AgeIdentity(using: &random)
    }

    var secret: SecretBytes { SecretBytes(copying: Crafted.fileKey) }

    /// Returns the text of a stanza for the identity.
    func stanza(_ change: (inout Header.Stanza) -> Void = { _ in }) throws -> [UInt8] {
        var random = SystemRandomNumberGenerator()
        var stanza = try identity.recipient.wrap(secret, using: &random)
        change(&stanza)
        return Crafted.text(stanza)
    }

    static func text(_ stanza: Header.Stanza) -> [UInt8] {
        Array(Header.signed([stanza]).dropFirst(Header.version.count).dropLast(3))
    }

    /// Returns a whole file with a valid MAC over this header text.
    func file(
        _ stanzas: [UInt8], plaintext: [UInt8] = Array("hello".utf8),
        version: String = "age-encryption.org/v1\n"
    ) throws -> [UInt8] {
        let key = Primitives.key(secret)
        var file = Array(version.utf8) + stanzas + Array("---".utf8)
        file += Header.end(mac: Primitives.mac(file, fileKey: key))
        try Payload.seal(
            SecretBytes(copying: plaintext), fileKey: key, nonce: [UInt8](repeating: 7, count: 16),
            into: &file)
        return file
    }
}

/// Returns the result of opening a file: the text, or the error.
func opening(_ file: [UInt8], _ identities: AgeIdentity...) -> Result<[UInt8], AgeError> {
    do throws(AgeError) { return .success(try Age.open(file, with: identities).array) } catch {
        return .failure(error)
    }
}

/// A directory that is removed when the test ends.
final class Workspace {
    let path: String

    init() throws {
        var template = Array((NSTemporaryDirectory() + "/age-test-XXXXXX").utf8CString)
        guard let made = mkdtemp(&template) else { throw POSIXError(.EIO) }
        path = String(cString: made)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func write(_ bytes: [UInt8], _ name: String) throws -> String {
        let file = path + "/" + name
        try Data(bytes).write(to: URL(fileURLWithPath: file))
        return file
    }

    func read(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(fileURLWithPath: path + "/" + name)))
    }

    /// Returns the output file of `age`; empty if there is none, because `age` creates no file for an empty
    /// text.
    func output(_ name: String) -> [UInt8] { (try? read(name)) ?? [] }
}

extension String {
    /// Returns the text with one range replaced.
    func replacing(_ range: Range<Index>, with text: String) -> String {
        String(self[..<range.lowerBound]) + text + String(self[range.upperBound...])
    }
}
