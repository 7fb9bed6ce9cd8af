import Foundation
import Git
import PromptStore
import StoreTestSupport
import SystemPackage
import Testing

@testable import PromptKeys

/// The checks that keys add to `doctor`, in a store with a repository.
@Suite struct DoctorKeysTests {
    private let home: URL

    init() throws {
        home = FileManager.default.temporaryDirectory.appending(path: "keys-\(UUID().uuidString)")
        try put("promptpal.yaml", "format: 1\n")
        _ = try Repository.create(at: home.path)
    }

    private func put(_ path: String, _ text: String) throws {
        let file = home.appending(path: path)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
    }

    private func findings() throws -> [DoctorFinding] {
        let store = try Store(opening: FilePath(home.path), in: .testing())
        let report = try store.doctor(repairs: false, adding: [.keys], WriteOptions(isSynced: false))
        return report.findings.filter { $0.check == .keys }
    }

    @Test func keys() throws {
        defer { try? FileManager.default.removeItem(at: home) }
        let id = "0198c1de-0b5c-7c3e-9a53-2f1f6f0c9d11"
        let key = "id: \(id)\nprovider: openai\nnickname: work\ncreated_at: 2026-11-24T09:30:00Z\n"
        try put("keys/openai/work.key.yaml", key + "revoked_at: 2026-11-25T09:30:00Z\n")
        #expect(try findings().isEmpty)
        try put("keys/openai/work.key.yaml", key)
        try put("keys/openai/moved.key.yaml", key)
        try put("keys/recipients.txt", "age1nonsense\n")
        let findings = try findings()
        #expect(
            findings.map(\.path) == [
                "keys/openai/moved.key.yaml", "keys/openai/work.key.yaml", RecipientList.path,
            ])
        #expect(findings.map(\.severity) == [.problem, .problem, .problem])
    }
}
