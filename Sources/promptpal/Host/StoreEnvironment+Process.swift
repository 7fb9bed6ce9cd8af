internal import PromptCore
internal import PromptStore

extension StoreEnvironment {
    /// The environment of this process, with the user who started it.
    static let process = ofProcess()

    /// Returns an environment of the process's variables, account and clock. Nothing is read before it is
    /// needed.
    ///
    /// - Parameter variable: returns the value of an environment variable.
    static func ofProcess(
        variable: @escaping @Sendable (String) -> String? = Host.environment
    ) -> StoreEnvironment {
        var environment = StoreEnvironment(
            clock: StoreClock(
                milliseconds: Host.millisecondsSinceEpoch, offsetMinutes: Host.offsetMinutes),
            random: Host.random,
            user: {
                StoreUser(
                    author: StoreUser.Person(
                        name: variable("GIT_AUTHOR_NAME"), email: variable("GIT_AUTHOR_EMAIL")),
                    committer: StoreUser.Person(
                        name: variable("GIT_COMMITTER_NAME"), email: variable("GIT_COMMITTER_EMAIL")),
                    actor: variable("PROMPTPAL_ACTOR"), account: Host.account)
            },
            personal: { PersonalFiles(variable) }, transfers: { TransferEnvironment(variable) })
        environment.recordsUsage = {
            guard let value = variable("PROMPTPAL_USAGE") else { return true }
            return !["0", "off", "no", "false"].contains(value.lowercased())
        }
        return environment
    }
}

extension PersonalFiles {
    /// Reads the state directory of the XDG Base Directory Specification 0.8, and the paths of Git's
    /// configuration files.
    init(_ variable: (String) -> String?) {
        self.init()
        if let state = variable("XDG_STATE_HOME"), state.hasPrefix("/") {
            stateDirectory = state + "/promptpal"
        } else if let home = variable("HOME"), home.hasPrefix("/") {
            stateDirectory = home + "/.local/state/promptpal"
        }
        if let named = variable("GIT_CONFIG_GLOBAL") {
            gitConfiguration = named.isEmpty ? [] : [named]
            return
        }
        if let home = variable("HOME") { gitConfiguration.append(home + "/.gitconfig") }
        if let directory = variable("XDG_CONFIG_HOME"), !directory.isEmpty {
            gitConfiguration.append(directory + "/git/config")
        } else if let home = variable("HOME") {
            gitConfiguration.append(home + "/.config/git/config")
        }
        if variable("GIT_CONFIG_NOSYSTEM") == nil { gitConfiguration.append("/etc/gitconfig") }
    }
}

extension TransferEnvironment {
    /// Reads the variables of Git and curl.
    init(_ variable: (String) -> String?) {
        func first(_ names: String...) -> String? {
            for name in names {
                if let value = variable(name), !value.isEmpty { return value }
            }
            return nil
        }
        self.init(
            sshCommand: first("GIT_SSH_COMMAND"), sshProgram: first("GIT_SSH"),
            certificates: first("GIT_SSL_CAINFO"),
            proxy: first("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"),
            directHosts: (variable("no_proxy") ?? variable("NO_PROXY") ?? "").split {
                $0 == "," || $0 == " "
            }.map(String.init))
        if let seconds = first("PROMPTPAL_TIMEOUT").flatMap({ Int($0) }), seconds > 0, seconds < 1 << 20 {
            patience = seconds
        }
    }
}

/// Ids for records that a command makes.
enum Stamp {
    /// Returns a new id.
    static func newID() -> RecordID { StoreEnvironment.process.ids.next() }
}
