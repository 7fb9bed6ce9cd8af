import Glibc
import Testing

private let hasStrace = access("/usr/bin/strace", X_OK) == 0

/// `created_by` of a shared key.
@Suite(.enabled(if: hasStrace, "strace is not here")) struct KeyAuthorTests {
    /// If the repository can't be opened at that moment, the command is refused; the account is not taken for
    /// the author.
    @Test func theAccountIsNotTakenInstead() throws {
        let folder = try Folder()
        let result = Program(folder: folder).run(
            """
            unset GIT_AUTHOR_NAME GIT_AUTHOR_EMAIL GIT_COMMITTER_NAME GIT_COMMITTER_EMAIL
            git config --global user.name 'Ben Okri'; git config --global user.email ben@example.com
            promptpal init . -q && promptpal key identity new && promptpal key recipients add -q || exit 3
            for number in $(seq 1 12); do
                echo x-y-z-0123456789 | strace -qq -o /dev/null -e trace=readlink -e inject=readlink:error=EIO:when=$number \
                    promptpal key add "acme$number" --shared --no-sync
            done
            ls keys/acme*/*.yaml || exit 4
            grep -L 'created_by: Ben Okri <ben@example.com>' keys/acme*/*.yaml | grep . && exit 5
            exit 0
            """)
        #expect(result.status == 0, "\(result.outputText)\(result.errorText)")
    }
}
