internal import GitRepo

extension TransferSettings {
    /// The user's own: the environment, then the user's and the system's Git configuration. That of a repository is not
    /// asked, since it may come from a stranger and would name programs to run and servers to trust.
    static func ofUser() -> TransferSettings {
        var settings = TransferSettings()
        let keys = ["core.sshcommand", "http.sslcainfo", "http.proxy"]
        let configured = (try? userConfiguration(keys)) ?? [:]
        func variable(_ names: String...) -> String? {
            names.lazy.compactMap(Host.environment).first { !$0.isEmpty }
        }
        settings.sshCommand = variable("GIT_SSH_COMMAND") ?? configured["core.sshcommand"]
        settings.sshProgram = variable("GIT_SSH")
        settings.certificates = variable("GIT_SSL_CAINFO") ?? configured["http.sslcainfo"]
        settings.proxy =
            configured["http.proxy"] ?? variable("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY")
        if let seconds = variable("PROMPTPAL_TIMEOUT").flatMap({ Int($0) }), seconds > 0, seconds < 1 << 20 {
            settings.patience = seconds * 1000
            settings.firstPatience = max(
                settings.patience, min(settings.firstPatience, settings.patience * 2))
        }
        return settings
    }

    /// The same, without the proxy where `no_proxy` says so for a host.
    func reaching(_ address: RemoteAddress) -> TransferSettings {
        guard proxy != nil, case .https(let host, _) = address.transport else { return self }
        let exceptions = (Host.environment("no_proxy") ?? Host.environment("NO_PROXY") ?? "").split {
            $0 == "," || $0 == " "
        }
        let isExcepted = exceptions.contains { exception in
            let name = exception.drop { $0 == "." }.lowercased()
            return name == "*" || host.lowercased() == name || host.lowercased().hasSuffix("." + name)
        }
        var settings = self
        if isExcepted { settings.proxy = nil }
        return settings
    }
}
