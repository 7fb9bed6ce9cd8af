internal import CLibGit2
internal import Glibc
internal import Synchronization

/// One connection to another repository, with libgit2's callbacks. It lives in one function.
final class Transfer {
    private let address: RemoteAddress
    private let settings: TransferSettings
    private let progress: (TransferProgress) -> Void
    private var helper: CredentialHelper?
    private var attempts = 0
    private var wasTooLarge = false
    /// The last part of the messages for people that the other side sent.
    private(set) var words: [UInt8] = []
    /// For each refused reference, the reason.
    private(set) var refusals: [String] = []
    private var strings: [UnsafeMutablePointer<CChar>?] = []
    private var lists: [UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>] = []

    /// A lock, because there is one transfer at a time per process.
    private static let turn = Mutex(())
    private static let areSocketsRegistered = Mutex(false)

    private init(
        _ address: RemoteAddress, settings: TransferSettings,
        progress: @escaping (TransferProgress) -> Void
    ) {
        self.address = address
        self.settings = settings
        self.progress = progress
    }

    deinit {
        helper?.forget()
        strings.forEach { free($0) }
        lists.forEach { $0.deallocate() }
    }

    /// Runs `body` with a connection that is set up, and converts errors to errors for people.
    static func run<Value: Sendable>(
        _ address: RemoteAddress, settings: TransferSettings,
        progress: @escaping (TransferProgress) -> Void,
        body: (Transfer) throws(GitError) -> Value
    ) throws(RemoteError) -> Value {
        let result: Result<Value, RemoteError> = turn.withLock { _ in
            let transfer = Transfer(address, settings: settings, progress: progress)
            clibgit2_network_begin(CInt(settings.patience), CInt(settings.firstPatience))
            defer { clibgit2_network_end() }
            do throws(GitError) {
                try transfer.prepare()
                let value = try body(transfer)
                transfer.helper?.approve()
                return .success(value)
            } catch {
                return .failure(transfer.explain(error))
            }
        }
        return try result.get()
    }

    private func prepare() throws(GitError) {
        let isNew = Transfer.areSocketsRegistered.withLock { isRegistered in
            defer { isRegistered = true }
            return !isRegistered
        }
        if isNew { try check("git_stream_register") { clibgit2_register_sockets() } }
        switch address.transport {
        case .git(let host, let port): clibgit2_network_reach(host, port)
        case .https(let host, let port):
            if let proxy = settings.proxy.flatMap(URLParts.init) {
                clibgit2_network_reach(proxy.host, proxy.port ?? (proxy.scheme == "https" ? "443" : "80"))
            } else {
                clibgit2_network_reach(host, port)
            }
            helper = CredentialHelper(address.text)
            try loadCertificates()
        case .local, .ssh:
            guard
                let command = RemoteCommand(
                    address.transport, shell: settings.sshCommand, program: settings.sshProgram)
            else { return }
            clibgit2_network_run(list(command.fetching), list(command.pushing))
        }
    }

    private func loadCertificates() throws(GitError) {
        let file =
            settings.certificates ?? TransferSettings.systemCertificates.first { access($0, R_OK) == 0 }
        guard let file else { return }
        try check("git_libgit2_opts") { clibgit2_set_certificates(file, nil) }
    }

    /// Returns C strings that live as long as this value.
    func list(_ texts: [String]) -> UnsafeMutablePointer<UnsafeMutablePointer<CChar>?> {
        let list = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.allocate(capacity: texts.count + 1)
        for (index, text) in texts.enumerated() {
            let copy = strdup(text)
            strings.append(copy)
            list[index] = copy
        }
        list[texts.count] = nil
        lists.append(list)
        return list
    }

    // MARK: Options for libgit2

    var callbacks: git_remote_callbacks {
        var callbacks = git_remote_callbacks()
        callbacks.version = UInt32(GIT_REMOTE_CALLBACKS_VERSION)
        callbacks.payload = Unmanaged.passUnretained(self).toOpaque()
        callbacks.sideband_progress = { bytes, count, payload in
            guard let bytes, let transfer = Transfer.from(payload) else { return 0 }
            transfer.words += UnsafeRawBufferPointer(start: bytes, count: Int(count))
            if transfer.words.count > 4096 { transfer.words.removeFirst(transfer.words.count - 4096) }
            return transfer.goesOn
        }
        callbacks.credentials = { out, _, _, allowed, payload in
            Transfer.from(payload)?.credentials(into: out, allowed: allowed) ?? GIT_EUSER.rawValue
        }
        callbacks.transfer_progress = { progress, payload in
            guard let progress = progress?.pointee, let transfer = Transfer.from(payload) else { return 0 }
            transfer.progress(
                TransferProgress(
                    objects: Int(progress.received_objects), totalObjects: Int(progress.total_objects),
                    bytes: progress.received_bytes))
            if progress.received_bytes > transfer.settings.maxBytes { transfer.wasTooLarge = true }
            return transfer.goesOn
        }
        callbacks.push_transfer_progress = { current, total, bytes, payload in
            guard let transfer = Transfer.from(payload) else { return 0 }
            transfer.progress(
                TransferProgress(objects: Int(current), totalObjects: Int(total), bytes: bytes))
            return transfer.goesOn
        }
        callbacks.push_update_reference = { name, status, payload in
            if let status, let transfer = Transfer.from(payload) { transfer.refusals.append(text(status)) }
            return 0
        }
        switch address.transport {
        case .local, .ssh: callbacks.transport = clibgit2_process_transport
        case .git, .https: break
        }
        return callbacks
    }

    /// The proxy options; no proxy if none is set.
    var proxyOptions: git_proxy_options {
        var options = git_proxy_options()
        options.version = UInt32(GIT_PROXY_OPTIONS_VERSION)
        options.type = GIT_PROXY_NONE
        if case .https = address.transport, let proxy = settings.proxy {
            options.type = GIT_PROXY_SPECIFIED
            options.url = UnsafePointer(list([proxy])[0])
        }
        return options
    }

    /// A proxy makes the connections, so our sockets can't check their target; redirects are then refused.
    var redirects: git_remote_redirect_t {
        settings.proxy == nil ? GIT_REMOTE_REDIRECT_INITIAL : GIT_REMOTE_REDIRECT_NONE
    }

    private static func from(_ payload: UnsafeMutableRawPointer?) -> Transfer? {
        payload.map { Unmanaged<Transfer>.fromOpaque($0).takeUnretainedValue() }
    }

    private var goesOn: CInt {
        clibgit2_network_is_cancelled() == 0 && !wasTooLarge ? 0 : GIT_EUSER.rawValue
    }

    private func credentials(
        into out: UnsafeMutablePointer<UnsafeMutablePointer<git_credential>?>?, allowed: UInt32
    ) -> CInt {
        guard allowed & GIT_CREDENTIAL_USERPASS_PLAINTEXT.rawValue != 0, helper != nil else {
            return GIT_EAUTH.rawValue
        }
        attempts += 1
        if attempts > 1 {
            helper?.reject()
            helper?.forget()
            return GIT_EAUTH.rawValue
        }
        guard var (user, password) = helper?.fill() else { return GIT_EAUTH.rawValue }
        let code = git_credential_userpass_plaintext_new(out, &user, &password)
        for index in password.indices { password[index] = 0 }
        return code
    }

    // MARK: Errors

    /// The last line that the other side wrote for people.
    var lastWords: String? {
        let lines = String(decoding: words, as: UTF8.self).split { $0 == "\n" || $0 == "\r" || $0 == "\r\n" }
        return lines.last { $0.contains { !$0.isWhitespace } }.map(String.init)
    }

    private func explain(_ error: GitError) -> RemoteError {
        if clibgit2_network_is_cancelled() != 0 {
            return RemoteError(.interrupted, message: "the transfer was interrupted; nothing was changed")
        }
        if wasTooLarge {
            return RemoteError(
                .damaged,
                message:
                    "\(address.shown) sends more than \(settings.maxBytes >> 30) GiB; nothing was changed")
        }
        let failure = String(cString: clibgit2_network_failure())
        return RemoteError(error, said: failure, attempts: attempts, at: address)
    }
}

/// The user's own settings for a transfer, never those of a repository.
public struct TransferSettings: Sendable {
    /// The user's command for ssh, which a shell interprets (`GIT_SSH_COMMAND`, `core.sshCommand`).
    public var sshCommand: String?
    /// The user's program for ssh (`GIT_SSH`).
    public var sshProgram: String?
    /// A file of certificates (`GIT_SSL_CAINFO`, `http.sslCAInfo`); `nil` for the system's.
    public var certificates: String?
    /// The address of a proxy for HTTPS.
    public var proxy: String?
    /// Milliseconds without a byte after which the other side counts as gone.
    public var patience = 60_000
    /// The same limit before the first answer of ssh, which may have to ask for a passphrase.
    public var firstPatience = 120_000
    /// Maximum number of bytes of one fetch.
    public var maxBytes = 8 << 30

    /// Settings with the default limits, without programs, certificates and proxy.
    public init() {}

    /// The files in which systems keep the trusted certificates.
    static let systemCertificates = [
        "/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/cert.pem",
    ]

    /// Returns the values of some keys in the user's or the system's Git configuration. The configuration of
    /// a repository is ignored.
    ///
    /// - Throws: ``GitError`` if the configuration can't be read.
    public static func userConfiguration(_ keys: [String]) throws(GitError) -> [String: String] {
        let library = try GitLibrary()
        let config = try Handle("git_config_open_default", free: git_config_free, in: library) {
            git_config_open_default($0)
        }
        let snapshot = try Handle("git_config_snapshot", free: git_config_free) {
            git_config_snapshot($0, config.pointer)
        }
        var found: [String: String] = [:]
        for key in keys {
            var value: UnsafePointer<CChar>?
            if git_config_get_string(&value, snapshot.pointer, key) == 0 { found[key] = text(value) }
        }
        return found
    }
}

/// The progress of a transfer.
public struct TransferProgress: Sendable, Hashable {
    public let objects, totalObjects: Int
    /// The number of bytes received so far.
    public let bytes: Int
}

/// Work that must clean up if the user cancels it.
public enum Interruption {
    /// Runs `body`; during it the signals that end a program (INT, TERM, HUP) only set ``isRequested``.
    /// Transfers stop by themselves then; other long work must check it.
    ///
    /// - Throws: the error of `body`.
    public static func holding<Value, Failure: Error>(
        _ body: () throws(Failure) -> Value
    ) throws(Failure) -> Value {
        clibgit2_signals_begin()
        defer { clibgit2_signals_end() }
        return try body()
    }

    /// True if the user has cancelled the work, within ``holding(_:)``.
    public static var isRequested: Bool { clibgit2_network_is_cancelled() != 0 }
}

/// The result of a fetch.
public struct Fetched: Sendable {
    /// The commit of the branch on the other side; `nil` if the branch does not exist there.
    public let tip: ObjectID?
    /// Branches and tags of the other side, by full name.
    public let references: [String: ObjectID]
    /// The branch of `HEAD` on the other side, by full name.
    public let defaultBranch: String?
}

extension Repository {
    /// Fetches commits from another repository. Only objects are written: they have no effect until a
    /// reference is moved to them.
    ///
    /// - Parameters:
    ///   - branch: the branch to fetch, `refs/heads/main`; `nil` for all branches and tags.
    ///   - progress: called from time to time during the transfer.
    /// - Throws: ``RemoteError`` if the transfer fails; the repository is then unchanged.
    public func fetch(
        _ address: RemoteAddress, branch: String?, settings: TransferSettings,
        progress: @escaping @Sendable (TransferProgress) -> Void = { _ in }
    ) throws(RemoteError) -> Fetched {
        try Transfer.run(address, settings: settings, progress: progress) { transfer throws(GitError) in
            try self.with { repository throws(GitError) in
                let remote = try Handle("git_remote_create_anonymous", free: git_remote_free) {
                    git_remote_create_anonymous($0, repository, address.text)
                }
                var connect = git_remote_connect_options()
                try check("git_remote_connect_options_init") {
                    git_remote_connect_options_init(&connect, UInt32(GIT_REMOTE_CONNECT_OPTIONS_VERSION))
                }
                connect.callbacks = transfer.callbacks
                connect.proxy_opts = transfer.proxyOptions
                connect.follow_redirects = transfer.redirects
                try check("git_remote_connect_ext") {
                    git_remote_connect_ext(remote.pointer, GIT_DIRECTION_FETCH, &connect)
                }
                let fetched = try Repository.heads(of: remote.pointer, branch)
                let wanted = branch.map { fetched.tip == nil ? [] : [$0] } ?? ["refs/heads/*", "refs/tags/*"]
                if !wanted.isEmpty, !fetched.references.isEmpty {
                    try Repository.download(from: remote.pointer, wanted: wanted, over: transfer)
                }
                git_remote_disconnect(remote.pointer)
                return fetched
            }
        }
    }

    private static func download(
        from remote: OpaquePointer, wanted: [String], over transfer: Transfer
    ) throws(GitError) {
        var options = git_fetch_options()
        try check("git_fetch_options_init") {
            git_fetch_options_init(&options, UInt32(GIT_FETCH_OPTIONS_VERSION))
        }
        options.callbacks = transfer.callbacks
        options.proxy_opts = transfer.proxyOptions
        options.follow_redirects = transfer.redirects
        options.prune = GIT_FETCH_NO_PRUNE
        options.download_tags = GIT_REMOTE_DOWNLOAD_TAGS_NONE
        options.update_fetchhead = 0
        // The target names are never used; only the references that are moved afterwards count.
        let specs = transfer.list(
            wanted.map { "+\($0):refs/promptpal/fetched/\($0.dropFirst("refs/".count))" })
        var list = git_strarray(strings: specs, count: wanted.count)
        try check("git_remote_download") { git_remote_download(remote, &list, &options) }
    }

    /// Returns the branches and tags that the other side reports, the tip of `branch`, and the default
    /// branch. Other references and invalid names are left out.
    ///
    /// - Throws: ``GitError`` if libgit2 can't list them.
    private static func heads(of remote: OpaquePointer, _ branch: String?) throws(GitError) -> Fetched {
        var heads: UnsafeMutablePointer<UnsafePointer<git_remote_head>?>?
        var count = 0
        try check("git_remote_ls") { git_remote_ls(&heads, &count, remote) }
        var references: [String: ObjectID] = [:]
        var defaultBranch: String?
        for index in 0..<count {
            guard let head = heads?[index]?.pointee else { continue }
            let name = text(head.name)
            if name == "HEAD" { defaultBranch = head.symref_target.map { text($0) } }
            guard name.hasPrefix("refs/heads/") || name.hasPrefix("refs/tags/"), isValid(name) else {
                continue
            }
            references[name] = ObjectID(head.oid)
        }
        if let named = defaultBranch, references[named] == nil { defaultBranch = nil }
        return Fetched(
            tip: branch.flatMap { references[$0] }, references: references, defaultBranch: defaultBranch)
    }

    private static func isValid(_ name: String) -> Bool {
        var valid: CInt = 0
        return git_reference_name_is_valid(&valid, name) == 0 && valid == 1
            && !name.unicodeScalars.contains("\u{FFFD}")
    }
}

extension Repository {
    /// Pushes a branch to another repository. Only a fast-forward is allowed. The other side compares the old
    /// commit before it moves the branch: if two push at once, one of them gets the error `behind`.
    ///
    /// - Parameters:
    ///   - branch: the local branch, `refs/heads/main`.
    ///   - target: the branch on the other side.
    ///   - progress: called from time to time during the transfer.
    /// - Throws: ``RemoteError``: `behind` if the other side has commits that are missing here, `rejected` if
    ///   it refuses.
    public func push(
        _ address: RemoteAddress, branch: String, to target: String, settings: TransferSettings,
        progress: @escaping @Sendable (TransferProgress) -> Void = { _ in }
    ) throws(RemoteError) {
        let refusal: (status: String, words: String?)?
        refusal = try Transfer.run(address, settings: settings, progress: progress) {
            transfer throws(GitError) -> (status: String, words: String?)? in
            try self.with { repository throws(GitError) in
                let remote = try Handle("git_remote_create_anonymous", free: git_remote_free) {
                    git_remote_create_anonymous($0, repository, address.text)
                }
                var options = git_push_options()
                try check("git_push_options_init") {
                    git_push_options_init(&options, UInt32(GIT_PUSH_OPTIONS_VERSION))
                }
                options.callbacks = transfer.callbacks
                options.proxy_opts = transfer.proxyOptions
                options.follow_redirects = transfer.redirects
                var list = git_strarray(strings: transfer.list(["\(branch):\(target)"]), count: 1)
                try check("git_remote_upload") { git_remote_upload(remote.pointer, &list, &options) }
            }
            return transfer.refusals.first.map { ($0, transfer.lastWords) }
        }
        guard let refusal else { return }
        let status = refusal.status.lowercased()
        // Somebody else moved the branch between the comparison and the push.
        let isBehind = [
            "fetch first", "non-fast-forward", "failed to update ref", "cannot lock ref",
            "incorrect old value",
        ]
        .contains { status.contains($0) }
        if isBehind {
            throw RemoteError(
                .behind, message: "the branch in \(address.shown) has changes that you do not have yet")
        }
        let isOpen = status.contains("currently checked out")
        throw RemoteError(
            .rejected,
            message: "\(address.shown) refuses the change: \(refusal.status)"
                + (refusal.words.map { " (\($0))" } ?? ""),
            help: isOpen
                ? "that branch is checked out there; share through a bare repository: `git init --bare`" : nil
        )
    }
}
