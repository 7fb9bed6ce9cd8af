internal import Glibc

/// A user's name and password for one server, from Git's own helpers (gitcredentials(7)).
///
/// libgit2 knows no helpers, so `git credential` is asked, as Git asks it: `fill`, then `approve` or `reject`. It runs
/// outside of every repository, so that only the user's and the system's configuration say which helper that is: a
/// repository that came from a stranger would otherwise name a program of its own.
struct CredentialHelper {
    private let scheme: String
    private let host: String
    private let path: String
    private let user: String?
    /// What the helper gave, and is told about afterwards.
    private(set) var answer: [UInt8] = []

    /// - Parameter url: an `https` address.
    init?(_ url: String) {
        guard let parts = URLParts(url), parts.scheme == "https" else { return nil }
        scheme = parts.scheme
        host = parts.host + (parts.port.map { ":" + $0 } ?? "")
        path = String(parts.path.drop { $0 == "/" })
        user = parts.user.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// Asks for them. Without a helper Git asks the user at the terminal.
    ///
    /// - Returns: `nil` where nobody gave any.
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

    /// Forgets the password.
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
