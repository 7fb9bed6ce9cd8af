internal import Git
public import PromptCore

/// A record that was looked up by name, with its library: of the work tree, of a layer, or of a version.
public struct NamedRecord: Sendable {
    /// The record's file.
    public let file: ParsedFile
    /// The library in which its references are looked up.
    public let library: any Library
    /// The version; `nil` for the work tree.
    public let version: VersionedRecord?
    /// The layer that contains it; `nil` for the store itself.
    public let layer: Layer?
    /// The address that it was found by, which may differ from the one in that version.
    public let asked: Address

    /// The requested commit, as 40 digits; `nil` for the work tree.
    public var commit: String? { version?.commit.id.hex }

    /// Returns the files that refer to it, if it is shared.
    public func users(in store: Store) -> [User] {
        guard file.kind == .module || file.kind == .variable else { return [] }
        guard let version else { return (layer?.store ?? store).users(of: file.address, kind: file.kind) }
        return version.library.users(of: file.address, kind: file.kind)
    }
}

extension Store {
    /// Returns the record of `name`, `ADDRESS` or `ADDRESS@VERSION`, from the store or else from the nearest
    /// layer that has it. libgit2 is loaded only for a version.
    ///
    /// - Throws: as ``file(named:)``; `versions`, `repository`.
    public func record(named name: RecordName) throws(StoreError) -> NamedRecord {
        let typed = VersionedName(name.text)
        if let spec = typed.spec { return try version(spec, of: name, text: typed.name) }
        do throws(StoreError) {
            return inStore(try file(named: name))
        } catch {
            guard let found = layered(name) else { throw error }
            return found
        }
    }

    /// Returns the prompt of `name`, as ``record(named:)``.
    ///
    /// - Throws: as ``record(named:)``; `notAPrompt` if another kind of record has the address.
    public func promptRecord(named name: RecordName) throws(StoreError) -> NamedRecord {
        let typed = VersionedName(name.text)
        if let spec = typed.spec {
            let found = try version(spec, of: name, text: typed.name)
            guard found.file.kind == .prompt else {
                throw .notAPrompt(address: found.file.address, kind: found.file.kind)
            }
            return found
        }
        do throws(StoreError) {
            return inStore(try prompt(named: name))
        } catch {
            guard let found = layered(RecordName(name.text, kind: .prompt, from: name.directory)) else {
                throw error
            }
            return found
        }
    }

    /// Returns the record of the nearest layer that has it; `nil` if none does. Its references are looked up
    /// in the store first.
    public func layered(_ name: RecordName) -> NamedRecord? {
        guard let (address, kind) = try? address(of: name) else { return nil }
        let kinds = kind.map { [$0] } ?? RecordKind.addressable + [.folder]
        for layer in layers.layers {
            for kind in kinds {
                guard let file = try? layer.store.read(kind, at: address) else { continue }
                return NamedRecord(
                    file: file, library: library(), version: nil, layer: layer, asked: file.address)
            }
        }
        return nil
    }

    private func inStore(_ file: ParsedFile) -> NamedRecord {
        NamedRecord(file: file, library: library(), version: nil, layer: nil, asked: file.address)
    }

    private func version(
        _ spec: VersionSpec, of name: RecordName, text: String
    ) throws(StoreError) -> NamedRecord {
        let (address, kind) = try address(of: RecordName(text, kind: name.kind, from: name.directory))
        let found = try version(of: address, kind: kind, spec)
        return NamedRecord(
            file: found.file, library: found.library, version: found, layer: nil, asked: address)
    }
}
