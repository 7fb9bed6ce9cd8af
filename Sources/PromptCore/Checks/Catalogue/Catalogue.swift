/// All diagnostics, for `promptpal explain`, the documentation and SARIF logs.
public enum Catalogue {
    /// One entry per code, in the order of the codes.
    public static let entries: [CatalogueEntry] =
        textEntries + keyEntries + referenceEntries + templateEntries + layoutEntries
        + secretEntries + trashEntries
}
