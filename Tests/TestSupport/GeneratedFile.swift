public import Foundation

/// A committed file that is made from what the program knows.
public enum GeneratedFile {
    /// Returns the text of the committed file at `path`, relative to the repository; `nil` if there is none.
    /// With `PROMPTPAL_UPDATE=1` the file is written anew first.
    public static func committed(_ path: String, updatingTo text: String) throws -> String? {
        let file = ProjectFiles.root.appending(path: path)
        if ProcessInfo.processInfo.environment["PROMPTPAL_UPDATE"] == "1" {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try text.write(to: file, atomically: true, encoding: .utf8)
        }
        return try? String(contentsOf: file, encoding: .utf8)
    }
}

/// The repository from which the tests were compiled.
public enum ProjectFiles {
    /// The directory of Package.swift.
    public static let root = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// Returns the paths below `Sources/` and the texts of all Swift files there.
    public static func sources() throws -> [(path: String, text: String)] {
        let sources = root.appending(path: "Sources")
        guard let files = FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil) else {
            throw CocoaError(.fileReadNoSuchFile)
        }
        var found: [(path: String, text: String)] = []
        for case let file as URL in files where file.pathExtension == "swift" {
            let path = file.resolvingSymlinksInPath().path.dropFirst(sources.path.count + 1)
            found.append((String(path), try String(contentsOf: file, encoding: .utf8)))
        }
        return found
    }
}
