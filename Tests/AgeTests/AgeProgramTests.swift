import Testing

@testable import Age

/// Sizes around the boundaries of a chunk, and one with many chunks.
private let sizes = [0, 1, 65_535, 65_536, 65_537, 131_072, 10_000_000]

/// Each program opens the files that the other one seals.
@Suite(.enabled(if: AgeProgram.isThere, "the age program is not here")) struct AgeProgramTests {
    @Test(arguments: sizes, [true, false])
    func opensWhatWeSeal(_ size: Int, isArmored: Bool) throws {
        let (workspace, craft) = (try Workspace(), try Crafted())
        var random = SystemRandomNumberGenerator()
        let sealed = try Age.seal(
            SecretBytes(copying: sample(size)), to: [craft.other.recipient, craft.identity.recipient],
            isArmored: isArmored, using: &random)
        let file = try workspace.write(sealed, "sealed.age")
        let identity = try workspace.write(craft.identity.secretText.array + [10], "identity")
        let out = workspace.path + "/out"
        #expect(try AgeProgram.run(["age", "-d", "-i", identity, "-o", out, file]) == 0)
        #expect(workspace.output("out") == sample(size))
    }

    @Test(arguments: sizes, [true, false])
    func sealsWhatWeOpen(_ size: Int, isArmored: Bool) throws {
        let (workspace, craft) = (try Workspace(), try Crafted())
        let plain = try workspace.write(sample(size), "plain")
        let out = workspace.path + "/sealed.age"
        let recipients = [craft.other, craft.identity].flatMap { ["-r", $0.recipient.description] }
        let command = ["age", "-e"] + (isArmored ? ["-a"] : []) + recipients + ["-o", out, plain]
        #expect(try AgeProgram.run(command) == 0)
        #expect(opening(try workspace.read("sealed.age"), craft.identity) == .success(sample(size)))
    }

    @Test func readsItsIdentities() throws {
        let workspace = try Workspace()
        #expect(try AgeProgram.run(["age-keygen", "-o", workspace.path + "/identity"]) == 0)
        let lines = String(decoding: try workspace.read("identity"), as: UTF8.self).split(separator: "\n")
        let secret = try #require(lines.first { $0.hasPrefix("AGE-SECRET-KEY-1") })
        let identity = try AgeIdentity(Array(secret.utf8))
        #expect(lines.contains("# public key: \(identity.recipient)"))
        #expect(identity.secretText.text == secret)
    }

    @Test(arguments: [0, 1, 65_536, 65_537], [true, false])
    func opensWhatWeSealWithAPassphrase(_ size: Int, isArmored: Bool) throws {
        let workspace = try Workspace()
        var random = SystemRandomNumberGenerator()
        let passphrase = try AgePassphrase(SecretBytes("correct horse"), work: 10)
        let sealed = try Age.seal(
            SecretBytes(copying: sample(size)), with: passphrase, isArmored: isArmored, using: &random)
        let file = try workspace.write(sealed, "sealed.age")
        let status = AgeProgram.run(
            ["age", "-d", "-o", workspace.path + "/out", file], typing: "correct horse")
        #expect(status == 0)
        #expect(workspace.output("out") == sample(size))
    }

    @Test(arguments: [(0, true), (1, false), (65_537, true)])
    func sealsWithAPassphraseWhatWeOpen(_ size: Int, isArmored: Bool) throws {
        let workspace = try Workspace()
        let plain = try workspace.write(sample(size), "plain")
        let out = workspace.path + "/sealed.age"
        let command = ["age", "-p"] + (isArmored ? ["-a"] : []) + ["-o", out, plain]
        #expect(AgeProgram.run(command, typing: "correct horse") == 0)
        let passphrase = try AgePassphrase(SecretBytes("correct horse"))
        #expect(try Age.open(try workspace.read("sealed.age"), with: passphrase).array == sample(size))
    }
}
