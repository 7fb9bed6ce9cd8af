import Glibc
import SystemPackage

@testable import PromptStore

/// A new directory with methods to fill it; it is removed with its content when the value ends. The methods
/// bypass `StoreDirectory`, as an editor or an attacker would.
final class TemporaryFolder: Sendable {
    let path: String

    init() {
        let digits = Host.randomBytes(8).map { String($0, radix: 16) }.joined()
        path = (Host.environment("TMPDIR") ?? P_tmpdir) + "/promptstore-test-\(digits)"
        precondition(mkdir(path, 0o755) == 0, "mkdir: errno \(errno)")
        // Open to other users, for the tests of permissions.
        chmod(path, 0o755)
    }

    deinit {
        TemporaryFolder.remove(Array(path.utf8CString))
    }

    /// Removes a name and everything below it; names may be any bytes.
    private static func remove(_ path: [CChar]) {
        if unlink(path) == 0 { return }
        chmod(path, 0o700)
        if let directory = opendir(path) {
            while let entry = readdir(directory) {
                let name = withUnsafePointer(to: &entry.pointee.d_name.0) {
                    Array(UnsafeBufferPointer(start: $0, count: strlen($0) + 1))
                }
                if name == [46, 0] || name == [46, 46, 0] { continue }
                remove(path.dropLast() + [47] + name)
            }
            closedir(directory)
        }
        rmdir(path)
    }

    func at(_ relative: String) -> String { relative.isEmpty ? path : path + "/" + relative }

    func store(_ resolver: Resolver? = nil) throws -> StoreDirectory {
        try StoreDirectory(opening: FilePath(path), resolver: resolver)
    }

    /// Writes in place; creates missing directories.
    func put(_ relative: String, _ text: String) {
        if let slash = relative.lastIndex(of: "/") { folder(String(relative[..<slash])) }
        putBytes(relative, Array(text.utf8))
    }

    func putBytes(_ relative: String, _ bytes: [UInt8]) {
        let fd = open(at(relative), O_WRONLY | O_CREAT | O_TRUNC, 0o644)
        precondition(fd >= 0, "\(relative): errno \(errno)")
        precondition(write(fd, bytes, bytes.count) == bytes.count)
        close(fd)
    }

    /// Creates a directory and its missing parents.
    func folder(_ relative: String) {
        var made = path
        for part in relative.split(separator: "/") {
            made += "/" + part
            mkdir(made, 0o755)
        }
    }

    func link(_ relative: String, to target: String) {
        precondition(symlink(target, at(relative)) == 0, "\(relative): errno \(errno)")
    }

    /// Returns the text of a file; nil if it can't be read.
    func text(_ relative: String) -> String? {
        let fd = open(at(relative), O_RDONLY)
        guard fd >= 0 else { return nil }
        defer { close(fd) }
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        let count = read(fd, &bytes, bytes.count)
        return count < 0 ? nil : String(decoding: bytes[..<count], as: UTF8.self)
    }

    /// Returns the names in a directory, without `.` and `..`.
    func names(_ relative: String = "") -> [String] {
        guard let directory = opendir(at(relative)) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name.0) { String(cString: $0) }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }
}

extension Resolver {
    /// The ways of resolving that this system has: both, except on old kernels and in strict containers.
    static let available: [Resolver] =
        (try? StoreDirectory(opening: "/").resolver) == .kernel ? [.kernel, .walk] : [.walk]
}

/// Returns the error that `body` throws; nil if there is none. An error of another type fails the test.
func fileError<Result>(_ body: () throws(FileError) -> Result) -> FileError? {
    do {
        _ = try body()
        return nil
    } catch {
        return error
    }
}

/// Runs `body` without the rights of root, which ignore permissions. Affects this thread only.
func withoutRoot<Result>(_ body: () throws -> Result) rethrows -> Result {
    let isRoot = geteuid() == 0
    if isRoot { _ = setFileSystemUser?(65_534) }
    defer { if isRoot { _ = setFileSystemUser?(0) } }
    return try body()
}

/// Swaps two names atomically. Returns false if that failed.
func exchange(_ one: String, _ other: String) -> Bool {
    let exchange: UInt32 = 2  // RENAME_EXCHANGE
    return renameWithFlags?(AT_FDCWD, one, AT_FDCWD, other, exchange) == 0
}

// Functions of glibc that its Swift module lacks.
private let setFileSystemUser = function("setfsuid", as: (@convention(c) (UInt32) -> CInt).self)
private let renameWithFlags = function(
    "renameat2",
    as: (@convention(c) (CInt, UnsafePointer<CChar>, CInt, UnsafePointer<CChar>, UInt32) -> CInt).self)

private func function<Function>(_ name: String, as type: Function.Type) -> Function? {
    dlsym(nil, name).map { unsafeBitCast($0, to: type) }
}
