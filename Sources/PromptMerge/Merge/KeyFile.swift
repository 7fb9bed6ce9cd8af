internal import Diagnostics
internal import YAMLTree

/// A sealed key of the store as the merge sees it: its descriptions and sealed values, none of them opened.
struct KeyFile {
    /// One sealed value with its description.
    struct Version {
        /// All entries of the description, with the sealed value.
        var members: [YAMLMember]

        /// The text of a key; `nil` if there is none.
        func text(_ key: String) -> String? {
            switch members.first(where: { $0.key == key })?.value {
            case .text(let text)?: text
            case .plain(let text)?: text == "null" || text == "~" ? nil : text
            default: nil
            }
        }

        /// The description of the secret. Two versions with equal descriptions have the same secret, possibly
        /// sealed to different recipients.
        var secret: [String?] {
            ["id", "base_url", "hint", "created_at", "rotated_at"].map { text($0) }
        }

        var sealed: String? { text("encrypted_key") }

        /// The time at which the secret was sealed for the first time, as written.
        var time: String { text("rotated_at") ?? text("created_at") ?? "" }

        /// The recipients that it is sealed to, in order.
        var recipients: [String] {
            guard case .sequence(let items, _)? = members.first(where: { $0.key == "recipients" })?.value
            else { return [] }
            return items.map { item in
                switch item {
                case .text(let text), .plain(let text): text
                default: ""
                }
            }
        }

        /// The end of the key and its time, for messages: `…9f3a of 2026-11-24T09:30:00Z`.
        var title: String { (text("hint").map { "\($0) of " } ?? "that of ") + time }
    }

    /// The key under which other versions are kept.
    static let conflicts = "conflicts"

    let bytes: [UInt8]
    /// The version in place.
    let current: Version
    /// The versions that earlier merges kept beside it.
    let others: [Version]

    var revokedAt: String? { current.text("revoked_at") }

    /// All versions, the one in place first.
    var versions: [Version] { [current] + others }

    /// `nil` if the file has no sealed value that can be compared.
    init?(_ bytes: [UInt8], path: String) {
        let parsed = YAMLTree.parse(SourceText(name: path, bytes: bytes))
        guard parsed.diagnostics.allSatisfy({ $0.severity < .error }),
            let root = parsed.tree?.root, root.kind == .mapping,
            case .mapping(let members, _) = root.written
        else { return nil }
        self.bytes = bytes
        current = Version(members: members.filter { $0.key != KeyFile.conflicts })
        var others: [Version] = []
        if let member = members.first(where: { $0.key == KeyFile.conflicts }) {
            guard case .sequence(let items, _) = member.value else { return nil }
            for item in items {
                guard case .mapping(let members, _) = item else { return nil }
                others.append(Version(members: members))
            }
        }
        self.others = others
        guard current.text("id") != nil,
            current.text("revoked_at") != nil || versions.allSatisfy({ $0.sealed != nil })
        else { return nil }
    }

    /// Returns the text of a file with these versions, the one in place first.
    static func text(_ versions: [Version]) -> [UInt8] {
        var members = versions.first?.members ?? []
        if versions.count > 1 {
            let others = versions.dropFirst().map { YAMLValue.mapping($0.members) }
            members.append(YAMLMember(conflicts, value: .sequence(others)))
        }
        return Array(YAMLEmitter.document(.mapping(members)).utf8)
    }
}
