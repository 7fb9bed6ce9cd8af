import PromptCore

@testable import PromptMerge

/// A random store: files of every kind, each a view of a random prompt.
struct RandomStore {
    /// Path to kind and content.
    var files: [String: File] = [:]

    struct File {
        var view: View
        var prompt: RandomPrompt
    }

    enum View: CaseIterable {
        case prompt, module, variable, folder, manifest, labels
    }

    var texts: [String: String] { files.mapValues(\.text) }
}

extension RandomStore.File {
    var text: String {
        switch view {
        case .prompt: return prompt.text
        case .module:
            var text = header
            if !prompt.variables.isEmpty { text += "variables:\n" + prompt.variables.map(\.text).joined() }
            let lines = prompt.modules[0].options.map(\.text).joined().split(
                separator: "\n", omittingEmptySubsequences: false)
            return text + "options:\n" + lines.map { String($0.dropFirst(4)) }.joined(separator: "\n")
        case .variable:
            let fields = prompt.variables.first?.fields ?? [("type", "text")]
            return "id: \(prompt.id)\n" + fields.map { "\($0.0): \($0.1)\n" }.joined()
        case .folder:
            return header
                + (prompt.metadata.isEmpty
                    ? "" : "metadata:\n" + prompt.metadata.map { "  \($0): \($1)\n" }.joined())
        case .manifest: return "format: 1\nname: \(prompt.name)\n"
        case .labels:
            return prompt.modules.map { module in
                "\(module.name):\n"
                    + module.options.map {
                        "  \($0.name): {commit: \(($0.description ?? "c").filter { $0 != " " }), by: \(module.role ?? "x")}\n"
                    }
                    .joined()
            }.joined()
        }
    }

    private var header: String {
        var text = "id: \(prompt.id)\nname: \(prompt.name)\n"
        if let description = prompt.description { text += "description: \(description)\n" }
        if view == .module, !prompt.tags.isEmpty {
            text += "tags: [\(prompt.tags.joined(separator: ", "))]\n"
        }
        return text
    }
}

extension RandomPrompts {
    mutating func store() -> RandomStore {
        var store = RandomStore()
        for _ in 0..<2 + below(4) { add(to: &store) }
        if chance(60) { store.files["promptpal.yaml"] = .init(view: .manifest, prompt: prompt()) }
        if chance(60) { store.files["labels.yaml"] = .init(view: .labels, prompt: prompt()) }
        return store
    }

    private mutating func add(to store: inout RandomStore) {
        var prompt = self.prompt()
        let digits = String(below(1_000_000_000) + 1_000_000_000)
        prompt.id = "0198c1de-0b5c-7c3e-9a53-00\(digits)"
        let view = [RandomStore.View.prompt, .prompt, .module, .variable, .folder][below(5)]
        store.files[path(view)] = .init(view: view, prompt: prompt)
    }

    private mutating func path(_ view: RandomStore.View) -> String {
        let folder = chance(50) ? "" : "f\(below(3))/"
        return switch view {
        case .prompt: "prompts/\(folder)\(word()).prompt.yaml"
        case .module: "prompts/\(folder)\(word()).module.yaml"
        case .variable: "prompts/\(folder)\(word()).variable.yaml"
        default: "prompts/\(word())/folder.yaml"
        }
    }

    /// Returns `store` after one to four changes by `side`: edited files, moves, new files, deletions.
    mutating func changed(_ store: RandomStore, by side: String) -> RandomStore {
        mark = side
        var store = store
        for _ in 0..<1 + below(4) {
            let paths = store.files.keys.sorted()
            guard !paths.isEmpty else {
                add(to: &store)
                continue
            }
            let path = paths[below(paths.count)]
            guard let file = store.files[path] else { continue }
            let isRecord = file.view != .manifest && file.view != .labels
            switch below(10) {
            case 0 where isRecord: store.files[path] = nil
            case 1 where isRecord:
                store.files[path] = nil
                store.files[self.path(file.view)] = file
            case 2: add(to: &store)
            // Two sides may choose the same name.
            case 3: store.files["prompts/new\(below(2)).prompt.yaml"] = .init(view: .prompt, prompt: withID())
            default: store.files[path]?.prompt = changed(file.prompt, by: side)
            }
        }
        return store
    }

    private mutating func withID() -> RandomPrompt {
        var prompt = self.prompt()
        prompt.id = "0198c1de-0b5c-7c3e-9a53-00\(below(1_000_000_000) + 1_000_000_000)"
        return prompt
    }
}
