internal import Diagnostics
internal import PromptCore
internal import SafeFiles

extension Store {
    /// Adds a new record to a draft.
    ///
    /// - Throws: `exists` if its address (or one that differs in case only) is taken.
    func create(
        _ kind: RecordKind, at address: Address, with bytes: [UInt8], in draft: inout Draft
    ) throws(StoreError) {
        let address = asOnDisk(address)
        if let twin = try twin(of: address.file(kind)) {
            throw .exists(kind: kind, address: address, file: twin)
        }
        draft.create(address.file(kind), with: bytes)
    }

    /// Returns the address with its folder as the disk spells it, so that a folder name in another Unicode
    /// form does not conflict with itself.
    private func asOnDisk(_ address: Address) -> Address {
        for folder in address.folder.outward where folder.path.utf8.contains(where: { $0 >= 0x80 }) {
            guard let spelled = directory.spelling(of: "prompts/" + folder.path) else { continue }
            let rest = address.path.utf8.dropFirst(folder.path.utf8.count)
            return Address(unchecked: spelled.dropFirst("prompts/".count) + String(Substring(rest)))
        }
        return address
    }

    /// Returns the existing path that is the same as `file` on systems that fold case or Unicode forms. Lists
    /// each folder on the way once.
    private func twin(of file: String) throws(StoreError) -> String? {
        var parent = ""
        let parts = file.split(separator: "/").map(String.init)
        for (index, part) in parts.enumerated() {
            let names: [String]
            do {
                names = try directory.entries(in: parent).compactMap(\.name)
            } catch .notFound {
                return nil
            } catch {
                throw .file(error)
            }
            let path = parent.isEmpty ? part : parent + "/" + part
            let isThere = names.contains { $0.utf8.elementsEqual(part.utf8) }
            if isThere, index == parts.count - 1 { return path }
            if !isThere {
                let key = Slug.foldingKey(part)
                if let twin = names.first(where: { Slug.foldingKey($0) == key }) {
                    return parent.isEmpty ? twin : parent + "/" + twin
                }
                return nil
            }
            parent = path
        }
        return nil
    }
}

extension Draft {
    /// Replaces a record by its edited form.
    mutating func replace(_ before: ParsedFile, with after: ParsedFile) {
        replace(before.source.name, with: after.source.bytes, before: before.source.bytes)
    }
}
