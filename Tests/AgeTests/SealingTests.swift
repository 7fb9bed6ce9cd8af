import Testing

@testable import Age

@Suite struct SealingTests {
    private var random = SystemRandomNumberGenerator()

    @Test(arguments: [0, 1, 65_535, 65_536, 65_537, 131_071, 131_072, 131_073], [true, false])
    mutating func comesBack(_ size: Int, isArmored: Bool) throws {
        let craft = try Crafted()
        let plain = SecretBytes(copying: sample(size))
        let sealed = try Age.seal(plain, to: [craft.identity.recipient], isArmored: isArmored, using: &random)
        #expect(opening(sealed, craft.identity) == .success(sample(size)))
        #expect(opening(sealed, craft.other, craft.identity) == .success(sample(size)))
        #expect(opening(sealed, craft.other) == .failure(.noMatch))
        #expect(opening(sealed) == .failure(.noMatch))
        #expect(try !Age.needsPassphrase(sealed))
    }

    @Test mutating func passphraseComesBack() throws {
        let passphrase = try AgePassphrase(SecretBytes("pässword"), work: 4)
        let sealed = try Age.seal(SecretBytes("secret"), with: passphrase, using: &random)
        #expect(try Age.open(sealed, with: passphrase).text == "secret")
        #expect(try Age.needsPassphrase(sealed))
        let wrong = try AgePassphrase(SecretBytes("password"))
        #expect(throws: AgeError.noMatch) { try Age.open(sealed, with: wrong) }
        #expect(opening(sealed, try AgeIdentity(using: &random)) == .failure(.noMatch))
    }

    @Test func wantsSomeoneToSealTo() throws {
        let recipient = try Crafted().identity.recipient
        #expect(sealing(to: []) != nil)
        #expect(sealing(to: [recipient]) == nil)
        #expect(sealing(to: [AgeRecipient](repeating: recipient, count: Age.maxRecipients + 1)) != nil)
        #expect(throws: AgeError.self) { try AgePassphrase(SecretBytes("")) }
        #expect(throws: AgeError.self) { try AgePassphrase(SecretBytes("x"), work: 21) }
    }

    /// A point of low order makes the shared secret all zeros, so that anybody could open the file.
    @Test(arguments: [
        [UInt8](repeating: 0, count: 32), [1] + [UInt8](repeating: 0, count: 31),
    ])
    func refusesAPointOfLowOrder(_ key: [UInt8]) throws {
        #expect(sealing(to: [AgeRecipient(key: key)]) != nil)
    }

    private func sealing(to recipients: [AgeRecipient]) -> AgeError? {
        var random = SystemRandomNumberGenerator()
        do throws(AgeError) {
            _ = try Age.seal(SecretBytes("x"), to: recipients, using: &random)
            return nil
        } catch {
            return error
        }
    }

    /// Two files of one text have only their frame in common.
    @Test mutating func isNewEachTime() throws {
        let recipient = try Crafted().identity.recipient
        let files = try (0..<2).map { _ in
            try Age.seal(SecretBytes("secret"), to: [recipient], isArmored: false, using: &random)
        }
        let (one, other) = (try Header.read(files[0]), try Header.read(files[1]))
        #expect(one.header.stanzas[0].arguments[1] != other.header.stanzas[0].arguments[1])
        #expect(one.header.mac != other.header.mac)
        #expect(files[0][one.payload...].prefix(16) != files[1][other.payload...].prefix(16))
    }

    /// The example of the specification.
    @Test func namesAsTheSpecificationDoes() throws {
        let text = "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX"
        let identity = try AgeIdentity(Array(text.utf8))
        #expect(
            identity.recipient.description
                == "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj")
        #expect(identity.secretText.text == text)
        #expect(try AgeIdentity(Array(text.lowercased().utf8)).recipient == identity.recipient)
        #expect(try AgeRecipient(identity.recipient.description.uppercased()) == identity.recipient)
    }
}
