import SystemPackage
import TestSupport

@testable import SafeFiles

extension TemporaryFolder {
    /// The folder as a root.
    func store(_ resolver: Resolver? = nil) throws -> SafeDirectory {
        try SafeDirectory(opening: FilePath(path), resolver: resolver)
    }
}

extension SafeDirectory {
    convenience init(opening path: FilePath, resolver: Resolver? = nil) throws(FileError) {
        try self.init(opening: path, temporaries: TemporaryNames(prefix: ".test-"), resolver: resolver)
    }
}

extension Resolver {
    /// The ways of resolving that this system has; both, but for old kernels and strict containers.
    static let available: [Resolver] =
        (try? SafeDirectory(opening: "/").resolver) == .kernel ? [.kernel, .walk] : [.walk]
}

/// The error that `body` throws, nil for none. Any other type of error fails the test.
func fileError<Result>(_ body: () throws(FileError) -> Result) -> FileError? {
    do {
        _ = try body()
        return nil
    } catch {
        return error
    }
}
