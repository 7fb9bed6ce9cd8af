internal import Glibc

/// A user's name and password for one server, from Git's own helpers (gitcredentials(7)).
///
/// libgit2 has no helpers, so `git credential` is run as Git runs it: `fill`, then `approve` or `reject`. It
/// runs outside of every repository, so that only the configuration of the user and of the system selects the
/// helper. Otherwise a stranger's repository could name its own program.
struct CredentialHelper {
    private let scheme: String
    private let host: String
    private let path: String
    private let user: String?
    /// The helper's answer, which is passed back to it afterwards.
    private(set) var answer: [UInt8] = []

    /// - Parameter url: an `https` address. The result is `nil` for any other.
    init?(_ url: String) {
        guard let parts = URLParts(url), parts.scheme == "https" else { return nil }
        scheme = parts.scheme
        host = parts.host + (parts.port.map { ":" + $0 } ?? "")
        path = String(parts.path.drop { $0 == "/" })
        user = parts.user.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// Asks for a user and a password. If there is no helper, Git asks the user at the terminal.
    ///
    /// - Returns: `nil` if there is no answer.
    mutating func fill() -> (user: [CChar], password: [CChar])? {
        guard
            let (status, output) = HelperProcess.run(
                ["git", "-C", "/", "credential", "fill"], input: question),
            status == 0
        else { return nil }
        answer = output
        guard let user = value("username"), let password = value("password") else { return nil }
        return (user, password)
    }

    func approve() { tell("approve") }
    func reject() { tell("reject") }

    private func tell(_ verb: String) {
        if !answer.isEmpty { _ = HelperProcess.run(["git", "-C", "/", "credential", verb], input: answer) }
    }

    /// Overwrites the password.
    mutating func forget() {
        for index in answer.indices { answer[index] = 0 }
        answer = []
    }

    private var question: [UInt8] {
        var text = "protocol=\(scheme)\nhost=\(host)\npath=\(path)\n"
        if let user { text += "username=\(user)\n" }
        return Array((text + "\n").utf8)
    }

    private func value(_ key: String) -> [CChar]? {
        let start = Array((key + "=").utf8)
        for line in answer.split(separator: 0x0A) where line.starts(with: start) {
            return line.dropFirst(start.count).map { CChar(bitPattern: $0) } + [0]
        }
        return nil
    }
}
