internal import JSON
internal import PromptCore
internal import PromptKeys
internal import PromptStore

/// The output of a command that changed a key.
enum KeyDone {
    static func say(
        _ text: String, _ record: KeyRecord, _ place: Keyring.Place, _ committed: Committed?, _ json: Bool,
        _ globals: Globals
    ) {
        guard json else {
            let commit = committed ?? Committed(commit: nil, fileCount: 1)
            Done.line("\(text)\(place == .shared ? " in the store" : "")", commit, globals)
            return Output.standard.flush()
        }
        var writer = JSONWriter(pretty: true)
        writer.object { object in
            KeyView.members(record, place, &object)
            object.member("commit", committed?.commit)
        }
        Output.standard.line(writer.text)
        Output.standard.flush()
    }
}

/// The output for a key: everything except the secret.
enum KeyView {
    static func members(_ record: KeyRecord, _ place: Keyring.Place, _ object: inout JSONWriter) {
        object.member("id", record.id.description)
        object.member("provider", record.name.provider)
        object.member("nickname", record.name.nickname)
        object.member("place", place.rawValue)
        object.member("base_url", record.baseURL)
        object.member("hint", record.hint)
        object.member("created_at", record.createdAt)
        object.member("created_by", record.createdBy)
        object.member("rotated_at", record.rotatedAt)
        object.member("revoked_at", record.revokedAt)
        object.array("recipients") { list in record.recipients.forEach { list.value($0.description) } }
    }

    static func lines(_ entry: Keyring.Entry) -> [String] {
        let record = entry.record
        var lines = [
            "\(Terminal.styled(record.name.description, .bold))  \(entry.place == .shared ? "shared" : "your own")",
            "  file: \(Terminal.line(entry.path))",
            "  variable: \(KeyProvider.variable(for: record.name.provider))",
        ]
        func add(_ title: String, _ value: String?) {
            if let value, !value.isEmpty { lines.append("  \(title): \(Terminal.line(value))") }
        }
        add("base url", record.baseURL)
        add("ends in", record.hint)
        add("created", record.createdAt)
        add("by", record.createdBy)
        add("rotated", record.rotatedAt)
        add("revoked", record.revokedAt)
        for recipient in record.recipients { lines.append("  sealed to: \(recipient)") }
        return lines
    }
}
