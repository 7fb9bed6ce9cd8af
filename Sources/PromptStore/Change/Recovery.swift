internal import GitRepo

enum Recovery {
    static func attempt(_ repository: StoreRepository, _ directory: StoreDirectory) {}
}
