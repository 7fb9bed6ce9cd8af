public import Age
internal import PromptCore

/// The sealed content: `{"id", "provider", "nickname", "base_url", "secret"}`. A sealed key thus contains its
/// own description and the address it may be sent to. A key without a base URL has an empty one.
enum KeyPayload {
    static let fields = ["id", "provider", "nickname", "base_url"]

    private static func readable(_ record: KeyRecord) -> [String] {
        [record.id.description, record.name.provider, record.name.nickname, record.baseURL ?? ""]
    }

    static func write(_ record: KeyRecord, with secret: SecretBytes) -> SecretBytes {
        var bytes: [UInt8] = []
        // The buffer never grows, because that would leave a copy behind.
        bytes.reserveCapacity(1024 + 6 * (secret.count + (record.baseURL?.utf8.count ?? 0)))
        bytes.append(0x7B)
        for (field, value) in zip(fields, readable(record)) {
            bytes += "\"\(field)\":\"".utf8
            value.utf8.forEach { escape($0, into: &bytes) }
            bytes += "\",".utf8
        }
        bytes += "\"secret\":\"".utf8
        secret.withBytes { $0.forEach { escape($0, into: &bytes) } }
        bytes += "\"}".utf8
        return SecretBytes(taking: &bytes)
    }

    private static func escape(_ byte: UInt8, into bytes: inout [UInt8]) {
        if byte == 0x22 || byte == 0x5C { bytes.append(0x5C) }
        bytes.append(byte)
    }

    /// Returns the secret if all values beside it equal those of the file.
    static func read(
        _ payload: SecretBytes, as record: KeyRecord, path: String
    ) throws(KeyringError) -> SecretBytes {
        try payload.withBytes { bytes throws(KeyringError) in
            var reader = FlatJSON(bytes)
            guard var members = reader.members(), members.count == fields.count + 1 else {
                throw .badFile(path: path, why: .content)
            }
            defer { for index in members.indices { members[index].value.wipe() } }
            for (field, value) in zip(fields, readable(record)) {
                guard let member = members.first(where: { $0.key.elementsEqual(field.utf8) }) else {
                    throw .badFile(path: path, why: .content)
                }
                guard member.value.elementsEqual(value.utf8) else { throw .moved(path: path, field: field) }
            }
            guard let index = members.firstIndex(where: { $0.key.elementsEqual("secret".utf8) }),
                !members[index].value.isEmpty
            else { throw .badFile(path: path, why: .content) }
            return SecretBytes(taking: &members[index].value)
        }
    }
}

/// Reads one JSON object (RFC 8259) whose values are strings, without making a `String` of any.
struct FlatJSON {
    private let bytes: UnsafeRawBufferPointer
    private var offset = 0

    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    /// Returns keys and values in order; `nil` for anything else, for a repeated key, and for escapes of
    /// scalars (`\u`), which no key needs.
    mutating func members() -> [(key: [UInt8], value: [UInt8])]? {
        var members: [(key: [UInt8], value: [UInt8])] = []
        guard take(0x7B) else { return nil }
        repeat {
            guard let key = string(), take(0x3A), let value = string(),
                !members.contains(where: { $0.key == key })
            else { return nil }
            members.append((key, value))
        } while take(0x2C)
        guard take(0x7D) else { return nil }
        skipBlanks()
        return offset == bytes.count ? members : nil
    }

    private mutating func skipBlanks() {
        while offset < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[offset]) { offset += 1 }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        skipBlanks()
        guard offset < bytes.count, bytes[offset] == byte else { return false }
        offset += 1
        return true
    }

    private mutating func string() -> [UInt8]? {
        guard take(0x22) else { return nil }
        guard let end = end else { return nil }
        var text: [UInt8] = []
        text.reserveCapacity(end - offset)
        while offset < end {
            var byte = bytes[offset]
            if byte == 0x5C {
                offset += 1
                byte = bytes[offset]
                guard byte == 0x22 || byte == 0x5C || byte == 0x2F else { return nil }
            } else if byte < 0x20 {
                return nil
            }
            text.append(byte)
            offset += 1
        }
        offset = end + 1
        return text
    }

    /// The offset of the end of the string that starts here.
    private var end: Int? {
        var offset = offset
        while offset < bytes.count {
            if bytes[offset] == 0x22 { return offset }
            offset += bytes[offset] == 0x5C ? 2 : 1
        }
        return nil
    }
}

/// The rules for a secret that is to be stored.
public enum KeySecret {
    /// The longest key that is stored, in bytes.
    public static let maxBytes = 8192

    /// Returns the reason that the bytes can't be a key, in words that show nothing of them; `nil` if they
    /// can.
    public static func problem(_ secret: SecretBytes) -> String? {
        if secret.count == 0 { return "the key is empty" }
        if secret.count > maxBytes { return "the key is longer than \(maxBytes) bytes" }
        return secret.withBytes { bytes in
            bytes.allSatisfy { 0x21...0x7E ~= $0 }
                ? nil : "the key has a space, a line end or another character that no key has"
        }
    }

    /// Returns the reason that the key does not look like one of this provider; `nil` if it does, or if the
    /// provider's form is unknown.
    public static func mismatch(of secret: SecretBytes, with provider: String) -> String? {
        guard let known = KeyProvider.named(provider) else { return nil }
        let fits = secret.withBytes { known.accepts($0) }
        return fits ? nil : "this does not look like a key of \(known.title)"
    }

    /// Returns the reason that a key can't be sent to an address; `nil` if it can: `https`, or `http` on this
    /// machine, without a user name or invisible characters.
    public static func problem(baseURL url: String) -> String? {
        guard url.utf8.allSatisfy({ 0x21...0x7E ~= $0 }), url.utf8.count <= 2048 else {
            return "an address must consist of ASCII characters without spaces"
        }
        let isLocal = ["http://localhost", "http://127.0.0.1", "http://[::1]"].contains { prefix in
            guard url.hasPrefix(prefix) else { return false }
            let next = url.dropFirst(prefix.count).first
            return next == nil || next == ":" || next == "/"
        }
        guard isLocal || url.hasPrefix("https://") && url.utf8.count > 8 else {
            return
                "it must begin with https:// (http:// only on this machine), or the key is sent unencrypted"
        }
        return url.contains { "@#?\\\"".contains($0) } ? "it has a character that is not allowed" : nil
    }
}
