// Callers use secrets, recipients and errors of `Age` without importing it themselves.
@_exported public import Age
