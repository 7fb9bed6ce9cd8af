import CLibGit2
import Testing

@testable import Git

@Suite struct GitLibraryTests {
    @Test func versionIsThatOfTheHeaders() {
        #expect(GitLibrary.version == LIBGIT2_VERSION)
    }

    /// Other suites use the library at the same time, so counts are only compared with lower bounds.
    @Test func wakesAndCountsItsUsers() throws {
        let one = try GitLibrary()
        let other = try GitLibrary()
        #expect(GitLibrary.userCount >= 2)
        #expect(GitLibrary.isLoaded)
        // libgit2's own count agrees: it exceeds ours by this call.
        #expect(git_libgit2_init() >= 3)
        #expect(git_libgit2_shutdown() >= 2)
        withExtendedLifetime((one, other)) {}
    }

    @Test func aFailedCallCarriesTheLibrarysWords() throws {
        let library = try GitLibrary()
        defer { withExtendedLifetime(library) {} }
        let error = #expect(throws: GitError.self) {
            var repository: OpaquePointer?
            try check("git_repository_open") { git_repository_open(&repository, "/nowhere/at/all") }
        }
        #expect(error?.call == "git_repository_open")
        #expect(error?.code == Int(GIT_ENOTFOUND.rawValue))
        #expect(error?.category != 0)
        #expect(error?.message.contains("/nowhere/at/all") == true)
        #expect(error?.description.hasSuffix("(git_repository_open)") == true)
    }

    @Test func anEarlierErrorExplainsNothing() throws {
        let library = try GitLibrary()
        defer { withExtendedLifetime(library) {} }
        var repository: OpaquePointer?
        #expect(git_repository_open(&repository, "/nowhere/at/all") < 0)
        let error = #expect(throws: GitError.self) {
            try check("git_silent") { -7 }
        }
        #expect(error?.code == -7)
        #expect(error?.category == 0)
        #expect(error?.message == "failed with code -7")
    }

    @Test func whatACallAnswersIsKept() throws {
        let library = try GitLibrary()
        defer { withExtendedLifetime(library) {} }
        #expect(try check("git_branch_name_is_valid") { 1 } == 1)
        #expect(
            try check("git_oid_fromstr") {
                var id = git_oid()
                return git_oid_fromstr(&id, "0123456789012345678901234567890123456789")
            } == 0)
    }
}
