// `ObjectID` is declared in `GitIndex`, which is below this module, and is part of nearly every declaration
// here.
@_exported public import GitIndex
