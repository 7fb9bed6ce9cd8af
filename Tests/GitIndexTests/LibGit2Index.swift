import CLibGit2
import Foundation
import Testing

/// The index of libgit2, which the program does not use. Its functions are found in the shared library.
struct LibGit2Index {
    private typealias Open =
        @convention(c) (UnsafeMutablePointer<OpaquePointer?>?, UnsafePointer<CChar>?) -> CInt
    private typealias Count = @convention(c) (OpaquePointer?) -> Int
    private typealias Entry = @convention(c) (OpaquePointer?, Int) -> UnsafePointer<git_index_entry>?
    private typealias Free = @convention(c) (OpaquePointer?) -> Void
    private typealias Call = @convention(c) () -> CInt

    private let open: Open
    private let count: Count
    private let entry: Entry
    private let free: Free

    init() throws {
        let library = try #require(dlopen("libgit2.so." + LIBGIT2_SOVERSION, RTLD_LAZY | RTLD_LOCAL))
        func function<Function>(_ name: String, _ type: Function.Type) throws -> Function {
            unsafeBitCast(try #require(dlsym(library, name)), to: type)
        }
        open = try function("git_index_open", Open.self)
        count = try function("git_index_entrycount", Count.self)
        entry = try function("git_index_get_byindex", Entry.self)
        free = try function("git_index_free", Free.self)
        // Counted, and never taken back: other tests use the library at the same time.
        #expect(try function("git_libgit2_init", Call.self)() > 0)
    }

    /// The entries of an index file as `git ls-files --stage -z` prints them; nil if libgit2 refuses the
    /// file.
    func listing(_ file: String) -> [String]? {
        var index: OpaquePointer?
        guard open(&index, file) == 0 else { return nil }
        defer { free(index) }
        return (0..<count(index)).map { number in
            guard let found = entry(index, number)?.pointee else { return "" }
            let id = withUnsafeBytes(of: found.id) { bytes in
                bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
            }
            let path = String(cString: found.path)
            let mode = String(found.mode, radix: 8)
            let padding = String(repeating: "0", count: max(0, 6 - mode.count))
            return "\(padding)\(mode) \(id) \(found.flags >> 12 & 3)\t\(path)"
        }
    }
}
