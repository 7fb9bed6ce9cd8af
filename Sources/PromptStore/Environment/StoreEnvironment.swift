internal import SafeFiles

/// The user that a store works for, and the machine's clock and randomness: everything that a library must
/// not read from the process, because a server works for many users in one process.
///
/// Rarely needed parts are functions, so that a program reads only the variables and files that it uses.
public struct StoreEnvironment: Sendable {
    /// Returns the user who changes the store. Called when a commit or a use is written, and for
    /// `created_by`.
    public var user: @Sendable () -> StoreUser
    /// Returns the paths of the user's own files.
    public var personal: @Sendable () -> PersonalFiles
    /// Returns the user's settings for `pull`, `push`, `sync` and `clone`.
    public var transfers: @Sendable () -> TransferEnvironment
    /// Returns false if no use of a prompt may be recorded, regardless of the manifest.
    public var recordsUsage: @Sendable () -> Bool = { true }
    /// The clock of commits, ids and uses.
    public let clock: StoreClock
    /// Returns 64 random bits that nobody can predict.
    public let random: @Sendable () -> UInt64
    /// The source of new ids. Ids of one source sort by creation.
    public let ids: RecordIDSource
    /// The time that a change waits for the store's lock, in milliseconds. Far longer than any change takes.
    public var lockPatience = 30_000

    /// An environment with a user, a clock and randomness.
    public init(
        clock: StoreClock, random: @escaping @Sendable () -> UInt64,
        user: @escaping @Sendable () -> StoreUser, personal: @escaping @Sendable () -> PersonalFiles,
        transfers: @escaping @Sendable () -> TransferEnvironment
    ) {
        self.clock = clock
        self.random = random
        self.user = user
        self.personal = personal
        self.transfers = transfers
        ids = RecordIDSource(clock: clock, random: random)
    }
}

/// The user that a store works for.
public struct StoreUser: Sendable {
    /// A name and an address. A part that is `nil` comes from Git's configuration, then from the account.
    public struct Person: Sendable, Hashable {
        /// The person's name.
        public var name: String?
        /// The person's email address.
        public var email: String?

        /// Empty parts count as `nil`.
        public init(name: String? = nil, email: String? = nil) {
            self.name = name.flatMap { $0.isEmpty ? nil : $0 }
            self.email = email.flatMap { $0.isEmpty ? nil : $0 }
        }
    }

    /// The user's account on the machine.
    public struct Account: Sendable, Hashable {
        /// The login of the account.
        public var login: String
        /// The full name, or the login if there is none.
        public var fullName: String
        /// The name of the machine.
        public var hostName: String

        /// An account; see the properties.
        public init(login: String, fullName: String, hostName: String) {
            self.login = login
            self.fullName = fullName
            self.hostName = hostName
        }
    }

    /// The author of commits.
    public var author: Person
    /// The committer of commits.
    public var committer: Person
    /// The program or agent that acts for the user, for the trailer `Promptpal-Actor`.
    public var actor: String?
    /// Returns the account. Called only if neither `author` nor Git's configuration has a name and an
    /// address.
    public var account: @Sendable () -> Account

    /// A user; an empty actor counts as none.
    public init(
        author: Person, committer: Person, actor: String? = nil, account: @escaping @Sendable () -> Account
    ) {
        self.author = author
        self.committer = committer
        self.actor = actor.flatMap { $0.isEmpty ? nil : $0 }
        self.account = account
    }

    /// Returns a person's identity: each part as given, else from Git's configuration, else from the account.
    ///
    /// - Parameter configured: `user.name` and `user.email`.
    public func identity(
        of person: Person, configured: (name: String?, email: String?) = (nil, nil)
    ) -> UserIdentity {
        let given = Person(name: configured.name, email: configured.email)
        // Read only if needed, because this reads the system's files.
        lazy var account = self.account()
        let name = person.name ?? given.name ?? account.fullName
        let email = person.email ?? given.email ?? "\(account.login)@\(account.hostName)"
        return UserIdentity(name: name, email: email)
            ?? UserIdentity(name: account.login, email: "\(account.login)@localhost")
            ?? .unknown
    }
}

/// The files of the user outside of every store.
public struct PersonalFiles: Sendable {
    /// The absolute directory for programs' state; `nil` if there is none. Made when it is first needed.
    public var stateDirectory: String?
    /// Git's configuration files of the user and the system, the one with the highest precedence first.
    public var gitConfiguration: [String]
    /// The directories outside of a store that may be its layers; `nil` for those of `promptpal.layers` in
    /// `gitConfiguration`.
    public var allowedLayers: [String]?

    /// By default there are no files.
    public init(
        stateDirectory: String? = nil, gitConfiguration: [String] = [], allowedLayers: [String]? = nil
    ) {
        self.stateDirectory = stateDirectory
        self.gitConfiguration = gitConfiguration
        self.allowedLayers = allowedLayers
    }
}

/// The user's settings for a transfer. Those that are `nil` come from the user's Git configuration, except
/// the proxy, which the configuration overrides.
public struct TransferEnvironment: Sendable {
    /// A command for ssh, which a shell interprets (`GIT_SSH_COMMAND`).
    public var sshCommand: String?
    /// A program for ssh (`GIT_SSH`).
    public var sshProgram: String?
    /// A file of certificates (`GIT_SSL_CAINFO`).
    public var certificates: String?
    /// The address of a proxy for HTTPS.
    public var proxy: String?
    /// Hosts that are reached without the proxy: names, the ends of names, or `*`.
    public var directHosts: [String]
    /// Seconds without a byte after which the other side counts as gone; `nil` for the usual ones.
    public var patience: Int?

    /// By default nothing is set.
    public init(
        sshCommand: String? = nil, sshProgram: String? = nil, certificates: String? = nil,
        proxy: String? = nil,
        directHosts: [String] = [], patience: Int? = nil
    ) {
        self.sshCommand = sshCommand
        self.sshProgram = sshProgram
        self.certificates = certificates
        self.proxy = proxy
        self.directHosts = directHosts
        self.patience = patience
    }
}

/// A person, as in `created_by` and Git's author lines.
public struct UserIdentity: Sendable, Hashable {
    /// Never empty; no line ends, `<` or `>`.
    public let name: String
    /// Never empty; no line ends, `<` or `>`.
    public let email: String

    /// Removes characters that Git's author line can't contain: control characters, `<` and `>`, and white
    /// space at the ends.
    ///
    /// - Returns: `nil` if a part is empty then.
    public init?(name: String, email: String) {
        let name = UserIdentity.clean(name)
        let email = UserIdentity.clean(email)
        guard !name.isEmpty, !email.isEmpty else { return nil }
        self.name = name
        self.email = email
    }

    /// `Ana Ruiz <ana@example.com>`
    public var text: String { "\(name) <\(email)>" }

    private static func clean(_ text: String) -> String {
        let isPlain = text.utf8.allSatisfy { 0x20..<0x7F ~= $0 && $0 != 0x3C && $0 != 0x3E }
        if isPlain, text.utf8.first != 0x20, text.utf8.last != 0x20 { return text }
        let kept = text.unicodeScalars.filter {
            $0.properties.generalCategory != .control && $0 != "<" && $0 != ">"
        }
        var trimmed = Substring.UnicodeScalarView(kept)
        while trimmed.first?.properties.isWhitespace == true { trimmed.removeFirst() }
        while trimmed.last?.properties.isWhitespace == true { trimmed.removeLast() }
        return String(trimmed)
    }
}

extension UserIdentity {
    /// The user if the system has no account for them.
    public static let unknown = UserIdentity(uncheckedName: "unknown", email: "unknown@localhost")

    private init(uncheckedName name: String, email: String) {
        self.name = name
        self.email = email
    }
}

/// Waiting, and this process's number, under their old names.
enum Host {
    /// Returns milliseconds on a clock that only goes forward.
    static func millisecondsSinceStart() -> Int64 { MonotonicClock.milliseconds() }

    /// Sleeps for this time.
    static func pause(milliseconds: UInt32) { MonotonicClock.sleep(milliseconds: milliseconds) }

    /// The id of this process.
    static var processID: Int { SystemProcess.id }

    /// Returns an existing path, absolute and without links.
    static func realPath(_ path: String) -> String? { SafeDirectory.realPath(of: path) }
}
