import Foundation
import Testing

/// One bare repository, `$TOP/shared/library.git`, and people who share through it, each with a clone.
final class SharedLibrary {
    let folder: Folder
    let top: String
    var program: Program
    private var server: ServerProcess?
    /// The address of the bare repository.
    private(set) var url: String

    /// The transport to the bare repository.
    enum Transport: String, CaseIterable, CustomTestStringConvertible {
        case local, git, ssh, https
        var testDescription: String { rawValue }
    }

    /// Returns true if a transport can't be tested on this machine.
    static func isMissing(_ transport: Transport) -> Bool {
        let files = FileManager.default
        return switch transport {
        case .local: false
        case .git: !files.fileExists(atPath: "/usr/lib/git-core/git-daemon")
        case .ssh: !files.isExecutableFile(atPath: "/usr/sbin/sshd") || geteuid() != 0
        case .https:
            !files.isExecutableFile(atPath: "/usr/sbin/lighttpd")
                || !files.fileExists(atPath: "/usr/lib/lighttpd/mod_openssl.so")
        }
    }

    init(_ transport: Transport = .local, isServed: Bool = true) throws {
        folder = try Folder()
        top = folder.path
        program = Program(folder: folder)
        url = top + "/shared/library.git"
        program.environment = ["TOP": top, "PROMPTPAL_TIMEOUT": "20"]
        try pass(
            """
            git config --global init.defaultBranch main
            git config --global safe.directory '*'
            git init -q --bare shared/library.git
            """)
        switch transport {
        case .local: break
        case .git: try serveGit()
        case .ssh: try serveSSH()
        case .https: try serveHTTPS()
        }
        program.environment["URL"] = url
        try pass(
            """
            promptpal init ana -q
            cd ana
            \(SharedLibrary.prompt("hello", "One."))
            promptpal save --all -q
            git remote add origin "$URL"
            promptpal push -q
            """)
    }

    /// Returns commands that write a prompt with two modules.
    static func prompt(_ address: String, _ text: String) -> String {
        """
        mkdir -p "$(dirname prompts/\(address))"
        cat > prompts/\(address).prompt.yaml <<'END'
        name: \(address)
        description: A prompt
        modules:
          - name: Persona
            content: You are kind.
          - name: Task
            content: \(text)
        END
        """
    }

    /// Runs a script in the directory that contains all clones.
    func run(_ script: String) -> Program.Result { program.run(script) }

    @discardableResult
    func pass(_ script: String, location: SourceLocation = #_sourceLocation) throws -> String {
        let result = program.run("set -eo pipefail\n" + script)
        try #require(
            result.status == 0, "\(script)\n\(result.outputText)\(result.errorText)", sourceLocation: location
        )
        return result.outputText
    }

    /// Returns the tree of a clone's commit, and the status of its work tree.
    func tree(_ clone: String) throws -> String {
        try pass("cd \(clone) && git rev-parse HEAD^{tree} && git status --porcelain")
    }

    /// Stops the server; its files stay.
    func stop() { server = nil }

    // MARK: Servers

    private func serveGit() throws {
        let port = try ServerProcess.freePort()
        server = try ServerProcess(
            [
                "/usr/lib/git-core/git-daemon", "--export-all", "--enable=receive-pack", "--reuseaddr",
                "--listen=127.0.0.1", "--port=\(port)", "--base-path=\(top)/shared", top + "/shared",
            ], log: folder.scratch + "/git-daemon.log", port: port)
        url = "git://127.0.0.1:\(port)/library.git"
    }

    private func serveSSH() throws {
        let port = try ServerProcess.freePort()
        try pass(
            """
            mkdir -p /run/sshd ssh && cd ssh
            ssh-keygen -q -t ed25519 -N '' -f host
            ssh-keygen -q -t ed25519 -N '' -f ana
            ssh-keygen -q -t ed25519 -N '' -f stranger
            cp ana.pub authorized
            cat > sshd_config <<END
            Port \(port)
            ListenAddress 127.0.0.1
            HostKey $PWD/host
            PidFile none
            AuthorizedKeysFile $PWD/authorized
            StrictModes no
            UsePAM no
            PasswordAuthentication no
            KbdInteractiveAuthentication no
            PermitRootLogin prohibit-password
            END
            echo "[127.0.0.1]:\(port) $(cut -d' ' -f1,2 host.pub)" > known_hosts
            touch unknown_hosts
            """)
        server = try ServerProcess(
            ["/usr/sbin/sshd", "-D", "-e", "-f", top + "/ssh/sshd_config"],
            log: folder.scratch + "/sshd.log", port: port)
        program.environment["GIT_SSH_COMMAND"] = ssh()
        url = "ssh://root@127.0.0.1:\(port)\(top)/shared/library.git"
    }

    /// Returns a command for ssh that uses only the test's settings.
    func ssh(key: String = "ana", hosts: String = "known_hosts") -> String {
        """
        ssh -F /dev/null -o IdentitiesOnly=yes -o IdentityAgent=none -o BatchMode=yes -i \(top)/ssh/\(key) -o UserKnownHostsFile=\(top)/ssh/\(hosts) -o GlobalKnownHostsFile=/dev/null -o StrictHostKeyChecking=yes
        """
    }

    private func serveHTTPS() throws {
        let port = try ServerProcess.freePort()
        try pass(
            """
            mkdir web && cd web
            openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out cert.pem -days 2 -subj /CN=localhost \
              -addext subjectAltName=DNS:localhost 2>/dev/null
            openssl req -x509 -newkey rsa:2048 -nodes -keyout other-key.pem -out other.pem -days 2 -subj /CN=other.example 2>/dev/null
            cat key.pem cert.pem > server.pem
            echo 'ana:open sesame' > users
            cat > conf <<END
            server.modules = ("mod_openssl", "mod_auth", "mod_authn_file", "mod_alias", "mod_setenv", "mod_redirect", "mod_cgi")
            server.document-root = "$PWD"
            server.bind = "127.0.0.1"
            server.port = \(port)
            ssl.engine = "enable"
            ssl.pemfile = "$PWD/server.pem"
            url.redirect = ("^/away/(.*)" => "https://localhost:1/git/\\$1", "^/old/(.*)" => "https://localhost:\(port)/git/\\$1")
            alias.url = ("/git" => "/usr/lib/git-core/git-http-backend")
            \\$HTTP["url"] =~ "^/git" { cgi.assign = ("" => "") }
            setenv.set-environment = ("GIT_PROJECT_ROOT" => "\(top)/shared", "GIT_HTTP_EXPORT_ALL" => "1", "GIT_CONFIG_COUNT" => "1", "GIT_CONFIG_KEY_0" => "safe.directory", "GIT_CONFIG_VALUE_0" => "*")
            auth.backend = "plain"
            auth.backend.plain.userfile = "$PWD/users"
            auth.require = ("/git/" => ("method" => "basic", "realm" => "library", "require" => "valid-user"))
            END
            # As a keyring would: it gives a password, and says what it was told.
            cat > helper <<END
            #!/bin/sh
            echo "\\$1" >> $PWD/asked
            sed "s/^/\\$1 /" >> $PWD/told
            if [ "\\$1" = get ]; then echo username=ana; echo "password=\\$(cat $PWD/secret)"; fi
            END
            chmod +x helper
            printf 'open sesame' > secret
            git config --global credential.helper "$PWD/helper"
            """)
        server = try ServerProcess(
            ["/usr/sbin/lighttpd", "-D", "-f", top + "/web/conf"], log: folder.scratch + "/lighttpd.log",
            port: port)
        program.environment["GIT_SSL_CAINFO"] = top + "/web/cert.pem"
        program.environment["GIT_TERMINAL_PROMPT"] = "0"
        program.environment["PORT"] = "\(port)"
        url = "https://localhost:\(port)/git/library.git"
    }
}
