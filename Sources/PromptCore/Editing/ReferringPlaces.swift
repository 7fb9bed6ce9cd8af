internal import Diagnostics
internal import YAMLTree

/// A place in a file that names a shared module: a `use:`, or a partial in a text.
package struct ReferencePlace: Sendable {
    /// `use` or `partial`.
    package let kind: Reference.Kind
    /// The name as written.
    package let name: String
    /// The bytes in the source of the scalar that holds it, quotes and all.
    let node: Range<Int>
    /// The text that holds a partial, and where the name stands in its UTF-8; `nil` for a `use:`.
    let text: (content: LocatedText, range: Range<Int>)?
}

extension ParsedFile {
    /// Every place in the file that names a shared module, in the order of the record: of each module its
    /// `use:`, or the partials of its options.
    package var modulePlaces: [ReferencePlace] {
        switch record {
        case .prompt(let prompt):
            prompt.modules.flatMap { Self.places(in: $0, syntax: $0.syntax ?? prompt.syntax) }
        case .module(let module): Self.places(in: module, syntax: module.syntax ?? .mustache)
        case .variable, .folder, .manifest, nil: []
        }
    }

    private static func places(in module: Module, syntax: Syntax) -> [ReferencePlace] {
        switch module.body {
        case .use(let reference, _):
            return [ReferencePlace(kind: .use, name: reference.value, node: reference.range, text: nil)]
        case .options(let options):
            guard syntax == .mustache else { return [] }
            return options.compactMap(\.content).flatMap { content in
                Template(content.text).references.filter { $0.kind == .partial }.map { reference in
                    ReferencePlace(
                        kind: .partial, name: reference.name, node: content.node.range,
                        text: (content, reference.nameRange))
                }
            }
        }
    }
}

extension ReferencePlace {
    /// The module that the place means, where one of that name is in reach of `folder`; whether that one can be
    /// read is not asked.
    package func target(from folder: Address, in library: any Library) -> Address? {
        ReferencePlace.target(of: name, from: folder, in: library)
    }

    static func target(of name: String, from folder: Address, in library: any Library) -> Address? {
        guard case .found(let module) = Outward.module(name, from: folder, in: library) else { return nil }
        return module.address
    }

    /// The shortest natural name by which a text in `folder` means the module at `target`: the name as it is
    /// where it still does; in the manner it was written in (relative, or from the top) where that does; else
    /// from the top, with a leading `/`.
    ///
    /// - Parameter accepted: addresses that the place may mean as it is.
    /// - Returns: `nil` where no name leads there.
    package func name(
        of target: Address, accepting accepted: [Address], from folder: Address, in library: any Library
    ) -> String? {
        if let now = self.target(from: folder, in: library), accepted.contains(now) { return name }
        let path = target.path.split(separator: "/")
        var names: [String] = []
        if !name.hasPrefix("/") {
            for above in folder.outward {
                let parts = above.path.split(separator: "/")
                guard parts.count < path.count, parts == Array(path.prefix(parts.count)) else { continue }
                names.append(path.dropFirst(parts.count).joined(separator: "/"))
            }
        }
        names.append("/" + target.path)
        return names.first { name in
            if kind == .partial, TagName.fault(ofPartial: ArraySlice(Array(name.utf8))) != nil {
                return false
            }
            return ReferencePlace.target(of: name, from: folder, in: library) == target
        }
    }
}
