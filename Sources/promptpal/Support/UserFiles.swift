internal import Glibc
internal import PromptCore
internal import SystemPackage

/// Files that the user names on the command line: they may be outside the store, and links are followed.
enum InputFile {
    /// The largest file that is read, in bytes.
    static let limit = 16 * 1024 * 1024

    static func read(_ path: FilePath) throws(Failure) -> [UInt8] {
        do {
            let file = try FileDescriptor.open(path, .readOnly, options: [.closeOnExec])
            return try file.closeAfter { try readAll(file) }
        } catch let errno as Errno {
            throw Failure(status: 2, message: "\(path.string): \(errno)")
        } catch {
            throw Failure(status: 2, message: "\(path.string): larger than \(limit / 1024 / 1024) MiB")
        }
    }

    static func standardInput() throws(Failure) -> [UInt8] {
        do {
            return try readAll(.standardInput)
        } catch let errno as Errno {
            throw Failure(status: 2, message: "standard input: \(errno)")
        } catch {
            throw Failure(status: 2, message: "standard input: larger than \(limit / 1024 / 1024) MiB")
        }
    }

    /// Returns the bytes as text, without their last line end.
    /// - Parameter name: the file as the user named it, for the error.
    static func text(of bytes: [UInt8], name: String) throws(Failure) -> String {
        var end = bytes.count
        if end > 0, bytes[end - 1] == 0x0A { end -= 1 }
        if end > 0, end < bytes.count, bytes[end - 1] == 0x0D { end -= 1 }
        guard let text = String(validating: bytes[..<end], as: UTF8.self) else { throw notUTF8(name) }
        return text
    }

    static func notUTF8(_ name: String) -> Failure {
        Failure(
            status: 1, message: "\(name) is not UTF-8",
            help: "convert it, such as with `iconv -f LATIN1 -t UTF-8`")
    }

    private struct TooLarge: Error {}

    private static func readAll(_ file: FileDescriptor) throws -> [UInt8] {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = try chunk.withUnsafeMutableBytes { try file.read(into: $0) }
            if count == 0 { return bytes }
            bytes += chunk[..<count]
            if bytes.count > limit { throw TooLarge() }
        }
    }
}

/// A file that the user names for output.
enum OutputFile {
    static func write(_ text: String, to path: FilePath) throws(Failure) {
        try write(Array(text.utf8), to: path)
    }

    static func write(_ bytes: [UInt8], to path: FilePath) throws(Failure) {
        do {
            let file = try FileDescriptor.open(
                path, .writeOnly, options: [.create, .truncate, .closeOnExec],
                permissions: [.ownerReadWrite, .groupRead, .otherRead])
            _ = try file.closeAfter { try file.writeAll(bytes) }
        } catch {
            throw Failure(
                status: 2,
                message:
                    "\(path.string): \((error as? Errno).map(String.init(describing:)) ?? "can't be written")"
            )
        }
    }
}

/// A text from the command line; `-` is standard input, which is read before anything is locked.
enum GivenText {
    static func read(_ text: String) throws(Failure) -> String {
        guard text == "-" else { return text }
        guard let read = String(validating: try InputFile.standardInput(), as: UTF8.self) else {
            throw InputFile.notUTF8("standard input")
        }
        return read
    }
}
