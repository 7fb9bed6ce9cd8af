public import ArgumentParser
public import PromptCore

// Words of the format that options accept unchanged; help and completion list them.

extension Role: ExpressibleByArgument {}
extension ModuleKind: ExpressibleByArgument {}
extension VariableType: ExpressibleByArgument {}
