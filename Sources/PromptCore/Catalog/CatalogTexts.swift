/// What search looks into, file by file.
enum CatalogTexts {
    /// The texts of a file with the field that each belongs to.
    static func all(in file: ParsedFile) -> [(field: SearchField, text: String)] {
        var texts: [(field: SearchField, text: String)] = []
        func add(_ field: SearchField, _ text: String?) {
            if let text, !text.isEmpty { texts.append((field, text)) }
        }
        let header = file.record?.header
        add(.name, header?.name?.value)
        add(.handle, file.address.name)
        add(.folder, file.address.folder.path)
        add(.description, header?.description)
        for tag in header?.tags ?? [] { add(.tag, tag.value) }
        func addModule(_ module: Module) {
            for option in module.options {
                add(.option, option.name?.value)
                add(.description, option.description)
                add(.text, option.content?.text)
            }
        }
        func addVariable(_ variable: Variable) {
            add(.variable, variable.name.value)
        }
        switch file.record {
        case .prompt(let prompt)?:
            for module in prompt.modules {
                add(.module, module.header.name?.value ?? module.handle)
                add(.description, module.header.description)
                if case .use(let target, _) = module.body { add(.module, target.value) }
                addModule(module)
            }
            for variable in prompt.variables { addVariable(variable) }
        case .module(let module)?:
            if case .use(let target, _) = module.body { add(.module, target.value) }
            addModule(module)
            for variable in module.variables { addVariable(variable) }
        case .variable(let variable)?:
            addVariable(variable)
            add(.text, variable.help)
            for choice in variable.choices { add(.text, choice.label ?? choice.value) }
        default: break
        }
        return texts
    }
}
