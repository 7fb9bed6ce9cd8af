internal import Diagnostics
internal import Git
internal import PromptCore
internal import SafeFiles

/// A file of the store whose content in the work tree differs from `HEAD`.
struct WorkTreeFile: Sendable {
    /// The content at the path.
    enum Content: Sendable {
        case absent
        case bytes([UInt8])
        /// It can't be read, or is not a file; the diagnostic has the reason.
        case unreadable(Diagnostic)
    }

    /// Relative to the store.
    let path: String
    /// The content in `HEAD`; `nil` if it has no file there.
    let head: ObjectID?
    let content: Content

    /// The bytes in the work tree; `nil` if there is no readable file.
    var bytes: [UInt8]? { if case .bytes(let bytes) = content { bytes } else { nil } }
}
