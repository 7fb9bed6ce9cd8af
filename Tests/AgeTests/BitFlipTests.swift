import Testing

@testable import Age

/// Every change of a single bit, at every position, is detected.
@Suite struct BitFlipTests {
    @Test(arguments: [true, false])
    func eachBitForAnIdentity(isArmored: Bool) throws {
        let craft = try Crafted()
        var random = SystemRandomNumberGenerator()
        let sealed = try Age.seal(
            SecretBytes("sk-0123456789"), to: [craft.identity.recipient, craft.other.recipient],
            isArmored: isArmored, using: &random)
        #expect(opening(sealed, craft.identity) == .success(Array("sk-0123456789".utf8)))
        for (file, bit) in flips(sealed) {
            if case .success = opening(file, craft.identity) { Issue.record("bit \(bit) of \(sealed)") }
        }
    }

    @Test(arguments: [true, false])
    func eachBitForAPassphrase(isArmored: Bool) throws {
        let passphrase = try AgePassphrase(SecretBytes("correct horse"), work: 1)
        var random = SystemRandomNumberGenerator()
        let sealed = try Age.seal(
            SecretBytes("sk-0123456789"), with: passphrase, isArmored: isArmored, using: &random)
        #expect(try Age.open(sealed, with: passphrase).text == "sk-0123456789")
        for (file, bit) in flips(sealed) {
            #expect(throws: AgeError.self, "bit \(bit) of \(sealed)") { try Age.open(file, with: passphrase) }
        }
    }

    @Test func eachLengthButTheRightOne() throws {
        let craft = try Crafted()
        var random = SystemRandomNumberGenerator()
        let sealed = try Age.seal(
            SecretBytes(copying: sample(100)), to: [craft.identity.recipient], isArmored: false,
            using: &random)
        for count in sealed.indices {
            #expect(throws: AgeError.self) { try Age.open(Array(sealed[..<count]), with: [craft.identity]) }
        }
        for byte in [UInt8(0), 10, 255] {
            #expect(throws: AgeError.self) { try Age.open(sealed + [byte], with: [craft.identity]) }
        }
    }

    private func flips(_ file: [UInt8]) -> some Sequence<([UInt8], Int)> {
        (0..<file.count * 8).lazy.map { bit in
            var changed = file
            changed[bit / 8] ^= 1 << (bit % 8)
            return (changed, bit)
        }
    }
}
