#include "CLibGit2.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

// Stands between the packs and the loose objects of a repository's object database, and answers only where
// a loose object is no regular file. libgit2 itself would follow a link out of the repository, and would
// wait for ever for the other end of a pipe.
struct guard {
    git_odb_backend backend;
    char objects[];
};

// Whether `id` is in the way of a link, a pipe or whatever else is no file.
static int is_hostile(git_odb_backend *backend, const git_oid *id) {
    const char *objects = ((struct guard *)backend)->objects;
    char path[4096], hex[GIT_OID_HEXSZ + 1];
    git_oid_tostr(hex, sizeof hex, id);
    int length = snprintf(path, sizeof path, "%s/%.2s/%s", objects, hex, hex + 2);
    if (length < 0 || (size_t)length >= sizeof path) return 1;
    struct stat status;
    return lstat(path, &status) == 0 && !S_ISREG(status.st_mode);
}

static int refuse(git_odb_backend *backend, const git_oid *id) {
    if (!is_hostile(backend, id)) return GIT_PASSTHROUGH;
    git_error_set_str(GIT_ERROR_ODB, "an object of the repository is a symbolic link or a special file");
    return GIT_ERROR;
}

static int read_object(void **data, size_t *size, git_object_t *type, git_odb_backend *backend, const git_oid *id) {
    (void)data, (void)size, (void)type;
    return refuse(backend, id);
}

static int read_header(size_t *size, git_object_t *type, git_odb_backend *backend, const git_oid *id) {
    (void)size, (void)type;
    return refuse(backend, id);
}

// 0 means that it is there, so that its time is not touched through a link.
static int freshen(git_odb_backend *backend, const git_oid *id) { return is_hostile(backend, id) ? 0 : GIT_ENOTFOUND; }

static int for_each(git_odb_backend *backend, git_odb_foreach_cb callback, void *payload) {
    (void)backend, (void)callback, (void)payload;
    return 0;
}

static void discard(git_odb_backend *backend) { free(backend); }

int clibgit2_guard_objects(git_repository *repository, const char *objects) {
    size_t length = strlen(objects) + 1;
    struct guard *guard = calloc(1, sizeof *guard + length);
    if (!guard) return GIT_ERROR;
    memcpy(guard->objects, objects, length);
    git_odb *database = NULL;
    int code = git_odb_init_backend(&guard->backend, GIT_ODB_BACKEND_VERSION);
    if (code == 0) code = git_repository_odb(&database, repository);
    if (code < 0) {
        free(guard);
        return code;
    }
    guard->backend.read = read_object;
    guard->backend.read_header = read_header;
    guard->backend.freshen = freshen;
    guard->backend.foreach = for_each;
    guard->backend.free = discard;
    // Packs have priority 2 and come first, since they were added first; loose objects have 1.
    code = git_odb_add_backend(database, &guard->backend, 2);
    if (code < 0) free(guard);
    git_odb_free(database);
    return code;
}
