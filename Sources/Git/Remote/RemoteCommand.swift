/// The programs for a repository that is not reached over a socket.
struct RemoteCommand {
    let fetching, pushing: [String]

    /// Creates the programs for a transport; `nil` if it uses a socket.
    ///
    /// - Parameter shell: the user's own command for ssh, which a shell interprets; `nil` for `ssh`.
    init?(_ transport: RemoteAddress.Transport, shell: String?, program: String?) {
        switch transport {
        case .local(let path):
            // Hooks of that repository are disabled, because a stranger may have written them.
            let git = [
                "git", "-c", "core.hooksPath=/dev/null", "-c", "receive.autogc=false", "-c",
                "core.alternateRefsCommand=true",
            ]
            fetching = git + ["upload-pack", path]
            pushing = git + ["receive-pack", path]
        case .ssh(let user, let host, let port, let path):
            func command(_ service: String) -> [String] {
                var arguments: [String] = []
                if let port { arguments += ["-p", port] }
                arguments.append((user.map { $0 + "@" } ?? "") + host)
                let quoted =
                    "'"
                    + path.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''")
                    + "'"
                arguments.append("\(service) \(quoted)")
                if let shell { return ["/bin/sh", "-c", shell + " \"$@\"", shell] + arguments }
                return [program ?? "ssh"] + arguments
            }
            fetching = command("git-upload-pack")
            pushing = command("git-receive-pack")
        case .git, .https: return nil
        }
    }
}
