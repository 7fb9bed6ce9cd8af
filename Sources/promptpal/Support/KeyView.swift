internal import JSON
internal import PromptCore
internal import PromptKeys
internal import PromptStore

/// The output of a command that changed a key.
enum KeyDone {
    static func say(
        _ text: String, of record: KeyRecord, in location: Keyring.Location, committed: Committed?, isJSON json: Bool,
        globals: Globals
    ) {
        guard json else {
            let commit = committed ?? Committed(commit: nil, fileCount: 1)
            Done.line("\(text)\(location == .shared ? " in the store" : "")", committed: commit, globals: globals)
            return Output.standard.flush()
        }
        var writer = JSONWriter(pretty: true)
        writer.object { object in
            KeyView.members(of: record, in: location, to: &object)
            object.set("commit", to: committed?.commit)
        }
        Output.standard.line(writer.text)
        Output.standard.flush()
    }
}

/// The output for a key: everything except the secret.
enum KeyView {
    static func members(of record: KeyRecord, in location: Keyring.Location, to object: inout JSONWriter) {
        object.set("id", to: record.id.description)
        object.set("provider", to: record.name.provider)
        object.set("nickname", to: record.name.nickname)
        object.set("place", to: location.rawValue)
        object.set("base_url", to: record.baseURL)
        object.set("hint", to: record.hint)
        object.set("created_at", to: record.createdAt)
        object.set("created_by", to: record.createdBy)
        object.set("rotated_at", to: record.rotatedAt)
        object.set("revoked_at", to: record.revokedAt)
        object.array("recipients") { list in record.recipients.forEach { list.value($0.description) } }
    }

    static func lines(_ entry: Keyring.Entry) -> [String] {
        let record = entry.record
        var lines = [
            "\(Terminal.styled(record.name.description, as: .bold))  \(entry.location == .shared ? "shared" : "your own")",
            "  file: \(Terminal.line(entry.path))",
            "  variable: \(KeyProvider.variable(for: record.name.provider))",
        ]
        func add(_ title: String, value: String?) {
            if let value, !value.isEmpty { lines.append("  \(title): \(Terminal.line(value))") }
        }
        add("base url", value: record.baseURL)
        add("ends in", value: record.hint)
        add("created", value: record.createdAt)
        add("by", value: record.createdBy)
        add("rotated", value: record.rotatedAt)
        add("revoked", value: record.revokedAt)
        for recipient in record.recipients { lines.append("  sealed to: \(recipient)") }
        return lines
    }
}
