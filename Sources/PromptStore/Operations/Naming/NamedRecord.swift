internal import GitRepo
public import PromptCore

/// A record that was asked for by name, with the library around it: of the work tree, of a layer, or as a version has it.
public struct NamedRecord: Sendable {
    public let file: ParsedFile
    public let library: any Library
    /// `nil` for the work tree.
    public let version: VersionedRecord?
    /// The layer that it comes from; `nil` for the store itself.
    public let layer: Layer?
    /// The address that it was asked for by, which may be another than it had in that version.
    public let asked: Address

    /// The commit that was asked for, as 40 digits; `nil` for the work tree.
    public var commit: String? { version?.commit.id.hex }

    /// The files that refer to it, if it is shared.
    public func users(in store: Store) -> [User] {
        guard file.kind == .module || file.kind == .variable else { return [] }
        guard let version else { return (layer?.store ?? store).users(of: file.address, kind: file.kind) }
        return version.library.users(of: file.address, kind: file.kind)
    }
}

extension Store {
    /// The record that `name` means, `ADDRESS` or `ADDRESS@VERSION`, in the store or else in the nearest layer that has it.
    /// Only a version wakes Git.
    ///
    /// - Throws: as ``file(named:)``; `noVersion`, `repository`.
    public func record(named name: RecordName) throws(StoreError) -> NamedRecord {
        let typed = VersionedName(name.text)
        if let spec = typed.spec { return try version(spec, of: name, typed.name) }
        do throws(StoreError) {
            return inStore(try file(named: name))
        } catch {
            guard let found = layered(name) else { throw error }
            return found
        }
    }

    /// The prompt that `name` means, as ``record(named:)``.
    ///
    /// - Throws: as ``record(named:)``; `notAPrompt` if something else has the address.
    public func promptRecord(named name: RecordName) throws(StoreError) -> NamedRecord {
        let typed = VersionedName(name.text)
        if let spec = typed.spec {
            let found = try version(spec, of: name, typed.name)
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

    /// The record in the nearest layer that has it; `nil` if none does. What it refers to is looked up in the store first.
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
        _ spec: VersionSpec, of name: RecordName, _ text: String
    ) throws(StoreError) -> NamedRecord {
        let (address, kind) = try address(of: RecordName(text, kind: name.kind, from: name.directory))
        let found = try version(of: address, kind: kind, spec)
        return NamedRecord(
            file: found.file, library: found.library, version: found, layer: nil, asked: address)
    }
}
