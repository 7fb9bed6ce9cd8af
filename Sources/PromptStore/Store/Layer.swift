internal import Diagnostics
internal import Git
internal import PromptCore
internal import SafeFiles
internal import SystemPackage

/// A store under another one: records that are not in the upper store are looked up here.
public struct Layer: Sendable {
    /// The name in the manifest: `../team`.
    public let name: String
    /// The layer's own store.
    public let store: Store
}

/// The layers under a store, the nearest first, and those that are named but not used.
public struct Layers: Sendable {
    /// The layers in use, the nearest first.
    public let layers: [Layer]
    /// The layers that are not used.
    public let problems: [LayerProblem]
}

/// A layer that is not used, with the reason.
public struct LayerProblem: Sendable, Hashable {
    /// The name in the manifest.
    public let name: String
    /// A sentence without a full stop.
    public let message: String
    /// The remedy; `nil` if there is none.
    public let help: String?
}

extension Store {
    /// Opens the stores that the manifest names under `layers`, in their order. Their own layers are ignored.
    ///
    /// A store may come from a stranger, and a layer is a directory outside of it. Therefore it is read only
    /// if the user's own Git configuration (never that of a repository) allows that directory, by
    /// `promptpal.layers`.
    func openLayers() -> Layers {
        var layers: [Layer] = []
        var problems: [LayerProblem] = []
        let personal = environment.personal()
        let allowed =
            personal.allowedLayers
            ?? RepositoryGlance.configuredValues("promptpal.layers", files: personal.gitConfiguration)
        let own = Host.realPath(path.string)
        for layer in manifest.layers {
            let name = layer.value
            func refuse(_ message: String, help: String?) {
                problems.append(LayerProblem(name: name, message: message, help: help))
            }
            guard !name.hasPrefix("/"), !name.hasPrefix("~"), !name.isEmpty else {
                refuse("a layer is a path from the store, such as ../team", help: nil)
                continue
            }
            guard let own, let realPath = Host.realPath(own + "/" + name) else {
                refuse(
                    "the directory \(name) does not exist",
                    help: "`promptpal clone ADDRESS \(ShellWord.quoted(name))` gets it")
                continue
            }
            guard realPath != own else {
                refuse("\(name) is the store itself", help: nil)
                continue
            }
            guard
                realPath.utf8.starts(with: (own + "/").utf8) || allowed.contains(realPath)
                    || allowed.contains("*")
            else {
                refuse(
                    "the layer \(name) is not used: it is outside the store, and you have not allowed it",
                    help:
                        "`git config --global --add promptpal.layers \(ShellWord.quoted(realPath))` allows it"
                )
                continue
            }
            do throws(StoreError) {
                layers.append(
                    Layer(
                        name: name,
                        store: try Store(
                            opening: FilePath(realPath), in: environment, failures: directory.failures)))
            } catch {
                refuse(
                    "\(name) is not a store, or can't be read",
                    help: "run `promptpal -C \(ShellWord.quoted(name)) validate`")
            }
        }
        return Layers(layers: layers, problems: problems)
    }

    /// Problems with layers, for `validate`.
    func layerProblems() -> [FileDiagnostics] {
        if manifest.layers.isEmpty { return [] }
        let problems = layers.problems
        if problems.isEmpty { return [] }
        let bytes = (try? directory.read("promptpal.yaml", limit: Store.maxFileBytes + 1)) ?? []
        let diagnostics = problems.map { problem in
            Diagnostic.unusedLayer(
                problem.message, at: manifest.layers.first { $0.value == problem.name }?.range,
                help: problem.help)
        }
        return [
            FileDiagnostics(
                source: SourceText(name: "promptpal.yaml", bytes: bytes), diagnostics: diagnostics)
        ]
    }
}

extension Layers {
    /// The shared records of all layers.
    var library: DiskLibrary { DiskLibrary(layers.map(\.store.records)) }
}

/// A library over another: records that are not in the upper one are looked up in the lower one.
struct LayeredLibrary: Library {
    let upper, lower: any Library

    func module(at address: Address) -> SharedModule? {
        upper.module(at: address) ?? lower.module(at: address)
    }

    func variable(named name: String, in folder: Address) -> SharedVariable? {
        upper.variable(named: name, in: folder) ?? lower.variable(named: name, in: folder)
    }

    func moduleAddresses() -> [Address] {
        Array(Set(upper.moduleAddresses() + lower.moduleAddresses())).sorted()
    }
}
