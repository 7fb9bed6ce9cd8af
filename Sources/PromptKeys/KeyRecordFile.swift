internal import Age
internal import Diagnostics
internal import PromptCore
internal import YAMLTree

extension KeyRecord {
    /// The text of the key's file.
    var text: String {
        var members: [(String, YAMLValue)] = [
            ("id", .text(id.description)), ("provider", .text(name.provider)),
            ("nickname", .text(name.nickname)),
        ]
        func add(_ key: String, value: String?) {
            if let value { members.append((key, .text(value))) }
        }
        add("base_url", value: baseURL)
        add("hint", value: hint)
        members.append(("created_at", .plain(createdAt)))
        add("created_by", value: createdBy)
        if let rotatedAt { members.append(("rotated_at", .plain(rotatedAt))) }
        if let revokedAt { members.append(("revoked_at", .plain(revokedAt))) }
        if sealed != nil {
            members.append(("recipients", .sequence(recipients.map { .text($0.description) })))
        }
        add("encrypted_key", value: sealed)
        return YAMLEmitter.document(.map(members))
    }

    /// Reads a file. It is compared with the sealed part only when the key is opened.
    ///
    /// - Parameters:
    ///   - name: the name by the file's path.
    ///   - path: for messages.
    static func read(_ bytes: [UInt8], named name: KeyName, path: String) throws(KeyringError) -> KeyRecord {
        let parsed = YAMLTree.parse(SourceText(name: path, bytes: bytes))
        if let error = parsed.diagnostics.first(where: { $0.severity == .error }) {
            throw .badFile(path: path, why: error.message)
        }
        guard let root = parsed.tree?.root, root.kind == .mapping else {
            throw .badFile(path: path, why: "it is no map")
        }
        func text(_ key: String) -> String? {
            guard let node = root.value(forKey: key), node.kind == .scalar, !node.isNull else { return nil }
            return node.text
        }
        func need(_ key: String) throws(KeyringError) -> String {
            guard let text = text(key) else { throw .badFile(path: path, why: "it has no \(key)") }
            return text
        }
        guard let id = RecordID(try need("id")) else { throw .badFile(path: path, why: "its id is no UUID") }
        guard try need("provider") == name.provider else { throw .moved(path: path, field: "provider") }
        guard try need("nickname") == name.nickname else { throw .moved(path: path, field: "nickname") }
        var record = KeyRecord(
            id: id, name: name, baseURL: text("base_url"), createdAt: try need("created_at"),
            createdBy: text("created_by") ?? "")
        record.hint = text("hint")
        record.rotatedAt = text("rotated_at")
        record.revokedAt = text("revoked_at")
        record.sealed = text("encrypted_key")
        if record.sealed == nil, record.revokedAt == nil {
            throw .badFile(path: path, why: "it has no encrypted_key")
        }
        for item in root.value(forKey: "recipients").map({ Array($0.items) }) ?? [] {
            do throws(AgeError) {
                record.recipients.append(try AgeRecipient(item.text))
            } catch {
                throw .badFile(path: path, why: error.description)
            }
        }
        return record
    }
}
