/// All diagnostics there are: what `promptpal explain` shows, and what the documentation and SARIF logs are made from.
public enum Catalogue {
    /// One entry a code, in the order of the codes.
    public static let entries: [CatalogueEntry] =
        textEntries + keyEntries + referenceEntries + templateEntries + layoutEntries
        + secretEntries + trashEntries
}
