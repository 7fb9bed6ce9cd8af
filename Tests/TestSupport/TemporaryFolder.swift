internal import Glibc

/// A new directory with a few calls to fill it, removed with all in it when the value ends.
/// Its calls go around the code under test, as an editor or an attacker would.
public final class TemporaryFolder: Sendable {
    /// Absolute.
    public let path: String

    /// Makes it in `TMPDIR`.
    public init() {
        let digits = String(UInt64.random(in: .min ... .max), radix: 16)
        let parent = getenv("TMPDIR").map { String(cString: $0) } ?? P_tmpdir
        path = parent + "/promptstore-test-\(digits)"
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

    /// Returns the absolute path of a name in it.
    public func at(_ relative: String) -> String { relative.isEmpty ? path : path + "/" + relative }

    /// Writes in place; creates missing directories.
    public func put(_ relative: String, _ text: String) {
        if let slash = relative.lastIndex(of: "/") { folder(String(relative[..<slash])) }
        putBytes(relative, Array(text.utf8))
    }

    /// Writes in place a file whose directory is there.
    public func putBytes(_ relative: String, _ bytes: [UInt8]) {
        let fd = open(at(relative), O_WRONLY | O_CREAT | O_TRUNC, 0o644)
        precondition(fd >= 0, "\(relative): errno \(errno)")
        precondition(write(fd, bytes, bytes.count) == bytes.count)
        close(fd)
    }

    /// Creates a directory and its missing parents.
    public func folder(_ relative: String) {
        var made = path
        for part in relative.split(separator: "/") {
            made += "/" + part
            mkdir(made, 0o755)
        }
    }

    /// Makes a symbolic link.
    public func link(_ relative: String, to target: String) {
        precondition(symlink(target, at(relative)) == 0, "\(relative): errno \(errno)")
    }

    /// Returns the text of a file; nil if it can't be read.
    public func text(_ relative: String) -> String? {
        let fd = open(at(relative), O_RDONLY)
        guard fd >= 0 else { return nil }
        defer { close(fd) }
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        let count = read(fd, &bytes, bytes.count)
        return count < 0 ? nil : String(decoding: bytes[..<count], as: UTF8.self)
    }

    /// Returns the names in a directory, without `.` and `..`.
    public func names(_ relative: String = "") -> [String] {
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

/// Runs `body` without the rights of root, which ignore permissions. Affects this thread only.
public func withoutRoot<Result>(_ body: () throws -> Result) rethrows -> Result {
    let isRoot = geteuid() == 0
    if isRoot { _ = setFileSystemUser?(65_534) }
    defer { if isRoot { _ = setFileSystemUser?(0) } }
    return try body()
}

/// Swaps two names atomically. Returns false if that failed.
public func exchange(_ one: String, _ other: String) -> Bool {
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
