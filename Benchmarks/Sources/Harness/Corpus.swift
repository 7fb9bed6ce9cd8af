import Foundation

/// The files of a store, read into memory before anything is measured.
public struct Corpus: Sendable {
    /// The bytes of each file, sorted by path.
    public let files: [[UInt8]]
    /// The size of all files, in bytes.
    public var byteCount: Int { files.reduce(0) { $0 + $1.count } }

    /// Reads every file below `directory` whose name has this ending, in the order of their paths.
    /// - Parameter limit: at most so many.
    public init(_ directory: String, ending: String = ".prompt.yaml", limit: Int = .max) throws {
        let root = URL(fileURLWithPath: directory, isDirectory: true)
        let walk = FileManager.default.enumerator(atPath: root.path)
        var paths: [String] = []
        while let path = walk?.nextObject() as? String {
            if path.hasSuffix(ending) { paths.append(path) }
        }
        files = try paths.sorted().prefix(limit).map { Array(try Data(contentsOf: root.appending(path: $0))) }
    }
}
