internal import Diagnostics
internal import Git
internal import JSON
public import PromptCore
internal import SafeFiles
internal import SystemPackage

/// One use of a prompt, to be recorded.
public struct UsageEvent: Sendable {
    /// The value of a key of the metadata.
    public enum Value: Sendable, Hashable {
        case text(String)
        case list([String])
        /// A map with this order.
        case map([Pair])
    }

    /// A name and its value.
    public struct Pair: Sendable, Hashable {
        /// The key.
        public let key: String
        /// The value.
        public let value: String

        /// A pair of a key and its value.
        public init(key: String, value: String) {
            self.key = key
            self.value = value
        }
    }

    /// The kind of use: `render`, `copy`.
    public let action: String
    /// The prompt's id; `nil` if its file has none yet.
    public let prompt: RecordID?
    /// The prompt's address.
    public let address: Address
    /// Further facts, in this order: never a value of a variable, which may be a secret.
    public let metadata: [(key: String, value: Value)]

    /// An event; see the properties for the parts.
    public init(
        _ action: String, prompt: RecordID?, at address: Address, metadata: [(key: String, value: Value)] = []
    ) {
        self.action = action
        self.prompt = prompt
        self.address = address
        self.metadata = metadata
    }

    /// The largest size of a line with its end, in bytes, so that one `write(2)` writes it completely:
    /// `PIPE_BUF` of Linux.
    static let maxLineBytes = 4096

    /// Returns the event as one line of JSON with the keys of docs/format.md. If metadata would make it
    /// longer than ``maxLineBytes``, it is replaced by `{"cut": true}`. `nil` if the line is too long even
    /// so.
    ///
    /// - Parameters:
    ///   - id: different from that of every other event.
    ///   - time: RFC 3339 in UTC.
    ///   - user: the user, `Ana Ruiz <ana@example.com>`.
    func line(id: RecordID, at time: String, user: String) -> [UInt8]? {
        for isWhole in [true, false] {
            var json = JSONWriter(pretty: false)
            json.object { object in
                object.set("id", to: id.description)
                object.set("at", to: time)
                object.set("user", to: UsageEvent.prefix(of: user, bytes: 256))
                object.set("prompt", to: prompt?.description)
                object.set("address", to: address.path)
                object.set("action", to: action)
                if !isWhole {
                    object.object("metadata") { $0.set("cut", to: true) }
                } else if !metadata.isEmpty {
                    object.object("metadata") { map in metadata.forEach { UsageEvent.write($0, to: &map) } }
                }
            }
            let line = Array(json.text.utf8) + [0x0A]
            if line.count <= UsageEvent.maxLineBytes { return line }
        }
        return nil
    }

    private static func write(_ entry: (key: String, value: Value), to json: inout JSONWriter) {
        switch entry.value {
        case .text(let text): json.set(entry.key, to: text)
        case .list(let items): json.array(entry.key) { list in items.forEach { list.value($0) } }
        case .map(let pairs):
            json.object(entry.key) { map in pairs.forEach { map.set($0.key, to: $0.value) } }
        }
    }

    /// Returns as many whole scalars as fit.
    private static func prefix(of text: String, bytes: Int) -> String {
        guard text.utf8.count > bytes else { return text }
        var kept = String.UnicodeScalarView()
        var count = 0
        for scalar in text.unicodeScalars {
            count += UTF8.width(scalar)
            if count > bytes { break }
            kept.append(scalar)
        }
        return String(kept)
    }
}

extension Store {
    /// Records that a prompt was used: one line at the end of a file, without a lock and without waiting for
    /// the disk.
    ///
    /// Nothing is recorded if the manifest has `usage.record: false`, if the environment forbids it, or if
    /// the folder can't be written: a command that uses a prompt never fails because of it.
    ///
    /// - Returns: true if it was recorded.
    @discardableResult
    public func record(_ event: UsageEvent) -> Bool {
        guard manifest.recordsUsage, environment.recordsUsage() else { return false }
        let glance = RepositoryGlance(containing: path.string)
        guard
            let local = LocalUsage(
                of: path, glance: glance, personal: environment.personal, resolver: directory.resolver,
                isMade: true)
        else {
            return false
        }
        let user = environment.user()
        let isAuthorGiven = user.author.name != nil && user.author.email != nil
        let configured =
            isAuthorGiven
            ? (nil, nil)
            : RepositoryGlance.configuredUser(glance, files: environment.personal().gitConfiguration)
        let author = user.identity(of: user.author, configured: configured)
        let time = environment.clock.text
        var event = event
        if let actor = user.actor {
            event = UsageEvent(
                event.action, prompt: event.prompt, at: event.address,
                metadata: event.metadata + [("actor", .text(actor))])
        }
        guard let line = event.line(id: newID(), at: time, user: author.text) else { return false }
        return (try? local.root.appendOnce(to: local.file(at: time), bytes: line)) != nil
    }
}

/// The folder of this machine's usage events: in the Git directory of the repository that contains the store,
/// if it belongs to the user, else in the user's own state directory. docs/format.md names the files.
struct LocalUsage: Sendable {
    /// The directory that ``folder`` is relative to.
    let root: SafeDirectory
    /// The folder of the store's events: one file for each month, and the counts.
    let folder: String

    /// - Parameters:
    ///   - personal: returns the user's files; called if the repository is not the user's own.
    ///   - isMade: makes the user's state directory if it is missing.
    init?(
        of path: FilePath, glance: RepositoryGlance?, personal: () -> PersonalFiles, resolver: Resolver?,
        isMade: Bool
    ) {
        if let glance, glance.isOwn {
            guard
                let root = try? SafeDirectory(opening: FilePath(glance.commonDirectory), resolver: resolver)
            else { return nil }
            self.root = root
            let store = LocalUsage.absolute(path)
            if store == glance.workDirectory {
                folder = "promptpal/usage"
            } else {
                let prefix = glance.workDirectory == "/" ? "/" : glance.workDirectory + "/"
                let below = store.hasPrefix(prefix) ? String(store.dropFirst(prefix.count)) : store
                folder = "promptpal/usage/stores/" + LocalUsage.name(below)
            }
        } else {
            guard let root = personal().openState(isMade: isMade) else { return nil }
            self.root = root
            folder = "usage/" + LocalUsage.name(LocalUsage.absolute(path))
        }
    }

    /// Returns the file for events of a time, given as RFC 3339: that of its month.
    func file(at time: String) -> String { folder + "/" + time.prefix(7) + ".jsonl" }

    /// The store's path with its links resolved, as in the user's Git directory.
    private static func absolute(_ path: FilePath) -> String { Host.realPath(path.string) ?? path.string }

    /// Returns a path as one name: `/` is `%2F`. A long one is truncated, and gets a checksum to stay unique.
    static func name(_ path: String) -> String {
        var name = ""
        for scalar in path.unicodeScalars {
            switch scalar {
            case "/": name += "%2F"
            case "%": name += "%25"
            case ".": name += name.isEmpty ? "%2E" : "."
            default: name.unicodeScalars.append(scalar)
            }
        }
        guard name.utf8.count > 200 else { return name }
        var kept = ""
        for scalar in name.unicodeScalars {
            if kept.utf8.count + UTF8.width(scalar) > 160 { break }
            kept.unicodeScalars.append(scalar)
        }
        return kept + "-" + String(DamageSum.of(Array(path.utf8)), radix: 16)
    }
}
