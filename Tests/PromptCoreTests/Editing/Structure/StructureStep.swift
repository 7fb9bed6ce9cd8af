@testable import PromptCore

/// One change of a file's structure, as data.
enum StructureStep: Sendable {
    case addModule(NewModule, ModulePosition)
    case renameModule(String, String)
    case moveModule(String, ModulePosition)
    case removeModule(String)
    case show(String, Bool)
    case addOption(String?, NewOption)
    case renameOption(String?, String, String)
    case removeOption(String?, String)
    case choose(String?, String)
    case set(String?, [VariableKey])
    case removeVariable(String)
    case renameVariable(String?, String)

    /// Returns the file after the change.
    func apply(to file: ParsedFile, _ library: any Library) throws -> ParsedFile {
        switch self {
        case .addModule(let module, let place): try file.addingModule(module, at: place).file
        case .renameModule(let module, let name): try file.renamingModule(module, to: name).file
        case .moveModule(let module, let place): try file.movingModule(module, to: place).file
        case .removeModule(let module): try file.removingModule(module).file
        case .show(let module, let visible): try file.settingModule(module, visible: visible).file
        case .addOption(let module, let option): try file.addingOption(option, to: module, in: library).file
        case .renameOption(let module, let option, let name):
            try file.renamingOption(option, of: module, to: name, in: library).file
        case .removeOption(let module, let option):
            try file.removingOption(option, of: module, in: library).file
        case .choose(let module, let option): try file.choosingOption(option, of: module, in: library).file
        case .set(let name, let keys): try file.settingVariable(name, keys: keys).file
        case .removeVariable(let name): try file.removingVariable(name).file
        case .renameVariable(let old, let new):
            try VariableRename(in: file, from: old, to: new).plan([file], in: library)[0].after
        }
    }

    static func add(_ name: String, _ text: String, _ place: ModulePosition = .last) -> StructureStep {
        .addModule(NewModule(name: name, role: nil, body: .content(text)), place)
    }

    static func add(
        _ name: String, _ text: String, to module: String?, default isDefault: Bool = false
    ) -> StructureStep {
        .addOption(module, NewOption(name: name, content: text, isDefault: isDefault))
    }

    static func set(_ name: String?, _ texts: KeyValuePairs<String, String>) -> StructureStep {
        .set(name, texts.map { VariableKey($0.key, value: .text($0.value)) })
    }
}
