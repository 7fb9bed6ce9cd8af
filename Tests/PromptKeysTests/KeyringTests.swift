import Age
import Foundation
import PromptCore
import PromptStore
import SafeFiles
import StoreTestSupport
import Testing

@testable import PromptKeys

/// A person's own keys, in a data directory of the test's.
@Suite struct KeyringTests {
    private let home: URL
    private let keyring: Keyring
    private let secret = SecretBytes(copying: Array("sk-proj-0123456789-the-secret".utf8))

    init() throws {
        home = FileManager.default.temporaryDirectory.appending(path: "keyring-\(UUID().uuidString)")
        let path = home.path
        keyring = Keyring(
            store: nil, personal: try PersonalDirectory { $0 == "XDG_DATA_HOME" ? path : nil }, in: .testing()
        )
        _ = try IdentityFile.make(in: keyring.personal, passphrase: nil, environment: .testing())
    }

    private func path(_ relative: String) -> String { home.path + "/promptpal/" + relative }

    private func record(_ provider: String, _ nickname: String, _ url: String? = nil) throws -> KeyRecord {
        KeyRecord(
            id: keyring.environment.ids.next(),
            name: try #require(KeyName(provider: provider, nickname: nickname)),
            baseURL: url,
            createdAt: "2026-11-24T09:30:00Z", createdBy: "Ana")
    }

    @discardableResult
    private func add(_ provider: String, _ nickname: String, _ url: String? = nil) throws -> Keyring.Entry {
        let record = try record(provider, nickname, url)
        _ = try keyring.add(record, secret: secret, in: .personal)
        return try keyring.find(provider, nickname: nickname)
    }

    private func opened(_ provider: String, _ nickname: String) throws -> String {
        let entry = try keyring.find(provider, nickname: nickname)
        let secret = try keyring.open(entry) { () throws(KeyringError) in throw .wrongPassphrase }
        return secret.withBytes { String(decoding: $0, as: UTF8.self) }
    }

    /// Puts other text into a key's file, leaving its rights.
    private func edit(_ relative: String, _ change: (inout String) -> Void) throws {
        var text = try String(contentsOfFile: path(relative), encoding: .utf8)
        let before = text
        change(&text)
        #expect(text != before)
        let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path(relative)))
        try handle.truncate(atOffset: 0)
        try handle.write(contentsOf: Data(text.utf8))
        try handle.close()
    }

    private func problem(_ body: () throws -> Void) -> KeyringError? {
        do {
            try body()
            return nil
        } catch {
            return error as? KeyringError
        }
    }

    @Test func comesBack() throws {
        try add("openai", "work", "https://api.openai.com/v1")
        #expect(try opened("openai", "work") == "sk-proj-0123456789-the-secret")
        let file = try String(contentsOfFile: path("keys/openai/work.key.yaml"), encoding: .utf8)
        #expect(!file.contains("0123456789") && file.contains("hint: …cret"))
        #expect(file.contains("-----BEGIN AGE ENCRYPTED FILE-----"))
    }

    /// A sealed key is only what it was sealed as.
    @Test(arguments: [
        ("base_url: https://api.openai.com/v1", "base_url: https://evil.example/v1", "base_url"),
        ("base_url: https://api.openai.com/v1\n", "", "base_url"),
        ("provider: openai", "provider: groq", "provider"),
        ("nickname: work", "nickname: home", "nickname"),
        ("id: 0", "id: 1", "id"),
    ])
    func changedFields(_ what: String, _ instead: String, _ field: String) throws {
        try add("openai", "work", "https://api.openai.com/v1")
        try edit("keys/openai/work.key.yaml") { $0.replace(what, with: instead, maxReplacements: 1) }
        guard case .moved(_, let found) = problem({ _ = try opened("openai", "work") }) else {
            Issue.record("it was opened")
            return
        }
        #expect(found == field)
    }

    /// Moved to another name, with the readable fields changed to fit.
    @Test(arguments: [("openai", "home"), ("groq", "work"), ("groq", "home")])
    func movedFile(_ provider: String, _ nickname: String) throws {
        try add("openai", "work")
        try add(provider, "placeholder")
        let target = "keys/\(provider)/\(nickname).key.yaml"
        try FileManager.default.moveItem(atPath: path("keys/openai/work.key.yaml"), toPath: path(target))
        for isFitted in [false, true] {
            if isFitted {
                try edit(target) {
                    $0.replace("provider: openai", with: "provider: \(provider)")
                    $0.replace("nickname: work", with: "nickname: \(nickname)")
                }
            }
            guard case .moved = problem({ _ = try opened(provider, nickname) }) else {
                Issue.record("it was opened, fitted: \(isFitted)")
                return
            }
        }
    }

    /// The sealed part of one key in the file of another.
    @Test func exchangedSealedPart() throws {
        try add("openai", "one")
        try add("openai", "two")
        let one = try keyring.find("openai", nickname: "one"),
            two = try keyring.find("openai", nickname: "two")
        var mixed = one.record
        mixed.sealed = two.record.sealed
        let identity = try IdentityFile(in: keyring.personal).unlock { () throws(KeyringError) in
            throw .noHome
        }
        guard case .moved = problem({ _ = try mixed.open(with: identity, path: "x") }) else {
            Issue.record("it was opened")
            return
        }
    }

    @Test(arguments: [0, 1, 10, 100, 300, 600])
    func truncatedFile(_ count: UInt64) throws {
        try add("openai", "work")
        let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path("keys/openai/work.key.yaml")))
        try handle.truncate(atOffset: count)
        try handle.close()
        #expect(problem { _ = try opened("openai", "work") } != nil)
    }

    @Test func anotherIdentity() throws {
        try add("openai", "work")
        try FileManager.default.removeItem(atPath: path("identity"))
        guard case .noIdentity = problem({ _ = try opened("openai", "work") }) else {
            Issue.record("no identity was needed")
            return
        }
        _ = try IdentityFile.make(in: keyring.personal, passphrase: nil, environment: .testing())
        guard case .notForYou = problem({ _ = try opened("openai", "work") }) else {
            Issue.record("another identity opened it")
            return
        }
    }

    @Test func anIdentityIsNeverReplaced() throws {
        let before = try IdentityFile(in: keyring.personal).recipient
        guard
            case .identityExists = problem({
                _ = try IdentityFile.make(in: keyring.personal, passphrase: nil, environment: .testing())
            })
        else {
            Issue.record("it was replaced")
            return
        }
        #expect(try IdentityFile(in: keyring.personal).recipient == before)
    }

    @Test func aSealedIdentity() throws {
        try FileManager.default.removeItem(atPath: path("identity"))
        let right = SecretBytes(copying: Array("correct horse".utf8))
        let wrong = SecretBytes(copying: Array("incorrect horse".utf8))
        let file = try IdentityFile.make(in: keyring.personal, passphrase: right, environment: .testing())
        #expect(file.isSealed)
        #expect(try file.unlock { () throws(KeyringError) in right }.recipient == file.recipient)
        guard case .wrongPassphrase = problem({ _ = try file.unlock { () throws(KeyringError) in wrong } })
        else {
            Issue.record("a wrong passphrase opened it")
            return
        }
    }

    /// Rights are looked at each time, of the file and of every folder on the way.
    @Test(arguments: [
        ("keys/openai/work.key.yaml", 0o640), ("keys/openai/work.key.yaml", 0o604), ("keys/openai", 0o750),
        ("keys", 0o701), ("", 0o755), ("identity", 0o644),
    ])
    func rightsOfOthers(_ relative: String, _ mode: Int) throws {
        try add("openai", "work")
        #expect(chmod(path(relative), mode_t(mode)) == 0)
        guard case .refused(.exposed(_, UInt32(mode))) = problem({ _ = try opened("openai", "work") }) else {
            Issue.record("it was opened")
            return
        }
        #expect(chmod(path(relative), relative.contains(".") || relative == "identity" ? 0o600 : 0o700) == 0)
        #expect(try opened("openai", "work").hasPrefix("sk-"))
    }

    @Test func linksAreNotFollowed() throws {
        try add("openai", "work")
        let file = path("keys/openai/work.key.yaml")
        try FileManager.default.moveItem(atPath: file, toPath: home.path + "/elsewhere")
        try FileManager.default.createSymbolicLink(
            atPath: file, withDestinationPath: home.path + "/elsewhere")
        guard case .refused(.file(.symbolicLink)) = problem({ _ = try opened("openai", "work") }) else {
            Issue.record("a symbolic link was followed")
            return
        }
        try FileManager.default.removeItem(atPath: file)
        try FileManager.default.linkItem(atPath: home.path + "/elsewhere", toPath: file)
        guard case .refused(.linked) = problem({ _ = try opened("openai", "work") }) else {
            Issue.record("a file with two names was read")
            return
        }
    }

    @Test(
        arguments: [
            ("[]", .notAMap), ("provider: openai", .missing("id")), ("id: 1", .id),
        ] as [(String, KeyFileFault)])
    func brokenFiles(_ text: String, _ why: KeyFileFault) throws {
        try add("openai", "work")
        try edit("keys/openai/work.key.yaml") { $0 = text + "\n" }
        guard case .badFile(_, why)? = problem({ _ = try opened("openai", "work") }) else {
            Issue.record("the file was accepted")
            return
        }
    }

    /// As the XDG specification has it, whatever the umask.
    @Test func folderAboveIsPrivateWhereItIsMade() throws {
        let above = home.appending(path: "not/yet")
        let personal = try PersonalDirectory { $0 == "XDG_DATA_HOME" ? above.path : nil }
        _ = try IdentityFile.make(in: personal, passphrase: nil, environment: .testing())
        for path in [above, above.deletingLastPathComponent()] {
            let mode = try FileManager.default.attributesOfItem(atPath: path.path)[.posixPermissions] as? Int
            #expect(mode == 0o700)
        }
    }

    @Test func modesOfWhatIsMade() throws {
        let mask = umask(0)
        defer { umask(mask) }
        try add("openai", "work")
        for (relative, mode) in [
            ("", 0o700), ("keys", 0o700), ("keys/openai", 0o700), ("keys/openai/work.key.yaml", 0o600),
            ("identity", 0o600),
        ] {
            let found =
                try FileManager.default.attributesOfItem(atPath: path(relative))[.posixPermissions] as? Int
            #expect(found == mode, "\(relative)")
        }
    }

    @Test func whichKeyIsMeant() throws {
        try add("openai", "work")
        #expect(try keyring.find("openai", nickname: nil).name.nickname == "work")
        try add("openai", "home")
        guard case .ambiguous = problem({ _ = try keyring.find("openai", nickname: nil) }) else {
            Issue.record("one of two was taken")
            return
        }
        try add("openai", "default")
        #expect(try keyring.find("openai", nickname: nil).name.nickname == "default")
        guard case .notFound = problem({ _ = try keyring.find("groq", nickname: nil) }) else {
            Issue.record("a key that is not there was found")
            return
        }
    }

    @Test func rotatedAndRevoked() throws {
        try add("openai", "work")
        let new = SecretBytes(copying: Array("sk-proj-another-secret-of-today".utf8))
        _ = try keyring.rotate(keyring.find("openai", nickname: "work"), to: new, now: "2026-11-25T09:30:00Z")
        #expect(try opened("openai", "work") == "sk-proj-another-secret-of-today")
        _ = try keyring.revoke(keyring.find("openai", nickname: "work"), now: "2026-11-26T09:30:00Z")
        guard case .revoked(_, "2026-11-26T09:30:00Z") = problem({ _ = try opened("openai", "work") }) else {
            Issue.record("a revoked key was opened")
            return
        }
        let file = try String(contentsOfFile: path("keys/openai/work.key.yaml"), encoding: .utf8)
        #expect(!file.contains("AGE ENCRYPTED FILE"))
    }
}
