internal import Git

extension TransferSettings {
    /// Returns the user's own settings: the environment, then the user's and the system's Git configuration.
    /// That of a repository is ignored, because it may come from a stranger and would name programs to run
    /// and servers to trust.
    init(of environment: TransferEnvironment) {
        self.init()
        let keys = ["core.sshcommand", "http.sslcainfo", "http.proxy"]
        let configured = (try? TransferSettings.userConfiguration(keys)) ?? [:]
        sshCommand = environment.sshCommand ?? configured["core.sshcommand"]
        sshProgram = environment.sshProgram
        certificates = environment.certificates ?? configured["http.sslcainfo"]
        proxy = configured["http.proxy"] ?? environment.proxy
        if let seconds = environment.patience {
            patience = seconds * 1000
            firstPatience = max(patience, min(firstPatience, patience * 2))
        }
    }

    /// Returns the same, without the proxy if the environment excepts a host from it.
    func reaching(_ address: RemoteAddress, in environment: TransferEnvironment) -> TransferSettings {
        guard proxy != nil, case .https(let host, _) = address.transport else { return self }
        let isExcepted = environment.directHosts.contains { exception in
            let name = exception.drop { $0 == "." }.lowercased()
            return name == "*" || host.lowercased() == name || host.lowercased().hasSuffix("." + name)
        }
        var settings = self
        if isExcepted { settings.proxy = nil }
        return settings
    }
}
