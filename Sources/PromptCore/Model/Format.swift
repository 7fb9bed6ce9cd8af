/// A version of the rules for a store's files: the number under `format` in `promptpal.yaml`.
///
/// A store's files are read by the rules of the manifest in the same tree: a layer by those of the layer's
/// manifest, a commit by those of the commit's.
public enum Format: Int, Sendable, Hashable, CaseIterable, Comparable {
    case one = 1
    case two = 2

    /// The newest format. It can say all that older ones can, so that files whose store is not known, such as the
    /// sides of a merge, are read by its rules.
    public static let newest = Format.two

    /// True if `left` is older than `right`.
    public static func < (left: Format, right: Format) -> Bool { left.rawValue < right.rawValue }
}
