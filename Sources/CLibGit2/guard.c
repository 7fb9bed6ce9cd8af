#include "CLibGit2.h"
#include "loose.h"
#include "pack.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

// Sits between the packs and the loose objects of a repository's object database, and reads the loose objects
// itself. libgit2 would follow a link out of the repository, would wait for ever for the other end of a pipe,
// and would loop for ever on a truncated file.
struct guard {
    git_odb_backend backend;
    // 1 if an object's bytes go to the disk before it gets its name.
    int is_ordered;
    // The pack that collects objects; NULL if each is written as a file of its own.
    struct clibgit2_pack *pack;
    char objects[];
};

// Writes the path of an object's file to `path`. Returns 0 if the path is too long.
static int place(char *path, size_t count, char *hex, git_odb_backend *backend, const git_oid *id) {
    git_oid_tostr(hex, GIT_OID_HEXSZ + 1, id);
    int length = snprintf(path, count, "%s/%.2s/%s", ((struct guard *)backend)->objects, hex, hex + 2);
    return length > 0 && (size_t)length < count;
}

// Returns 1 if a link, a pipe or another special file has the path of the object `id`.
static int is_hostile(git_odb_backend *backend, const git_oid *id) {
    char path[4096], hex[GIT_OID_HEXSZ + 1];
    if (!place(path, sizeof path, hex, backend, id)) return 1;
    struct stat status;
    return lstat(path, &status) == 0 && !S_ISREG(status.st_mode);
}

static int read_object(void **data, size_t *size, git_object_t *type, git_odb_backend *backend, const git_oid *id) {
    char path[4096], hex[GIT_OID_HEXSZ + 1];
    struct clibgit2_pack *pack = ((struct guard *)backend)->pack;
    if (pack && clibgit2_pack_has(pack, id)) return clibgit2_pack_read(pack, data, size, type, backend, id);
    if (!place(path, sizeof path, hex, backend, id)) return GIT_PASSTHROUGH;
    int code = clibgit2_read_loose(data, size, type, backend, path, hex);
    return code == CLIBGIT2_DAMAGED ? GIT_ERROR : code;
}

static int read_header(size_t *size, git_object_t *type, git_odb_backend *backend, const git_oid *id) {
    char path[4096], hex[GIT_OID_HEXSZ + 1];
    struct clibgit2_pack *pack = ((struct guard *)backend)->pack;
    if (pack && clibgit2_pack_has(pack, id)) return clibgit2_pack_read(pack, NULL, size, type, backend, id);
    if (!place(path, sizeof path, hex, backend, id)) return GIT_PASSTHROUGH;
    int code = clibgit2_read_loose(NULL, size, type, backend, path, hex);
    return code == CLIBGIT2_DAMAGED ? GIT_ERROR : code;
}

// Called before an object is written. Returns 0 if the object counts as present, so that libgit2 does not
// touch its time through a link. A damaged file is removed, so that it is written again.
static int freshen(git_odb_backend *backend, const git_oid *id) {
    char path[4096], hex[GIT_OID_HEXSZ + 1];
    struct clibgit2_pack *pack = ((struct guard *)backend)->pack;
    if (pack && clibgit2_pack_has(pack, id)) return 0;
    if (is_hostile(backend, id)) return 0;
    if (!place(path, sizeof path, hex, backend, id)) return GIT_ENOTFOUND;
    void *data = NULL;
    size_t size;
    git_object_t type;
    int code = clibgit2_read_loose(&data, &size, &type, backend, path, hex);
    if (code == 0) git_odb_backend_data_free(backend, data);
    if (code == CLIBGIT2_DAMAGED) unlink(path);
    git_error_clear();
    return GIT_ENOTFOUND;
}

// Objects that are not in the pack are left to the other backends.
static int exists(git_odb_backend *backend, const git_oid *id) {
    struct clibgit2_pack *pack = ((struct guard *)backend)->pack;
    return pack && clibgit2_pack_has(pack, id);
}

static int write_object(
    git_odb_backend *backend, const git_oid *id, const void *data, size_t size, git_object_t type) {
    struct guard *guard = (struct guard *)backend;
    int code = guard->pack ? clibgit2_pack_add(guard->pack, id, data, size, type) : GIT_PASSTHROUGH;
    if (code != GIT_PASSTHROUGH) return code;
    return clibgit2_write_loose(guard->objects, id, data, size, type, guard->is_ordered);
}

static int for_each(git_odb_backend *backend, git_odb_foreach_cb callback, void *payload) {
    (void)backend, (void)callback, (void)payload;
    return 0;
}

static void discard(git_odb_backend *backend) {
    clibgit2_pack_free(((struct guard *)backend)->pack);
    free(backend);
}

int clibgit2_guard_objects(git_repository *repository, const char *objects) {
    size_t length = strlen(objects) + 1;
    struct guard *guard = calloc(1, sizeof *guard + length);
    if (!guard) return GIT_ERROR;
    memcpy(guard->objects, objects, length);
    guard->is_ordered = 1;
    git_odb *database = NULL;
    int code = git_odb_init_backend(&guard->backend, GIT_ODB_BACKEND_VERSION);
    if (code == 0) code = git_repository_odb(&database, repository);
    if (code < 0) {
        free(guard);
        return code;
    }
    guard->backend.read = read_object;
    guard->backend.read_header = read_header;
    guard->backend.exists = exists;
    guard->backend.write = write_object;
    guard->backend.freshen = freshen;
    guard->backend.foreach = for_each;
    guard->backend.free = discard;
    // Packs have priority 2 and come first because they were added first; loose objects have priority 1.
    code = git_odb_add_backend(database, &guard->backend, 2);
    if (code < 0) free(guard);
    git_odb_free(database);
    return code;
}

// Calls `change` with the guard of a repository's objects.
static int with_guard(git_repository *repository, int value, int (*change)(struct guard *guard, int value)) {
    git_odb *database = NULL;
    int code = git_repository_odb(&database, repository);
    if (code < 0) return code;
    for (size_t place = 0; place < git_odb_num_backends(database); place++) {
        git_odb_backend *backend;
        code = git_odb_get_backend(&backend, database, place);
        if (code < 0) break;
        if (backend->write == write_object) code = change((struct guard *)backend, value);
        if (code < 0) break;
    }
    git_odb_free(database);
    return code;
}

static int order(struct guard *guard, int is_ordered) {
    guard->is_ordered = is_ordered;
    return 0;
}

int clibgit2_order_objects(git_repository *repository, int is_ordered) {
    return with_guard(repository, is_ordered, order);
}

static int collect(struct guard *guard, int value) {
    (void)value;
    clibgit2_pack_free(guard->pack);
    // If there is no pack, each object is written as a file of its own.
    guard->pack = clibgit2_pack_new();
    return 0;
}

int clibgit2_begin_pack(git_repository *repository) { return with_guard(repository, 0, collect); }

static int finish(struct guard *guard, int is_kept) {
    struct clibgit2_pack *pack = guard->pack;
    guard->pack = NULL;
    int code = pack && is_kept ? clibgit2_pack_write(pack, guard->objects, guard->is_ordered) : 0;
    clibgit2_pack_free(pack);
    return code;
}

int clibgit2_end_pack(git_repository *repository, int is_kept) { return with_guard(repository, is_kept, finish); }
