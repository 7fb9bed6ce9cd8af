#define _GNU_SOURCE
#include "CLibGit2.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

// Reads the loose objects of a repository in libgit2's stead. libgit2 1.5 would follow a symbolic link out of the
// repository, wait for ever for the other end of a pipe, and go round for ever on one that is cut off.
struct guard {
    git_odb_backend backend;
    char objects[];
};

// More than any loose object has that a store needs, in bytes.
static const size_t max_size = (size_t)1 << 30;

// libgit2 brings its own zlib along, which is the one that is used.
static struct {
    int (*init)(z_stream *stream, const char *version, int size);
    int (*inflate)(z_stream *stream, int flush);
    int (*end)(z_stream *stream);
} zlib;

static int loose_path(git_odb_backend *backend, const git_oid *id, char *path, size_t size) {
    char hex[GIT_OID_HEXSZ + 1];
    git_oid_tostr(hex, sizeof hex, id);
    int length = snprintf(path, size, "%s/%.2s/%s", ((struct guard *)backend)->objects, hex, hex + 2);
    return length > 0 && (size_t)length < size;
}

static int fail(const char *problem, const git_oid *id) {
    char message[160], hex[GIT_OID_HEXSZ + 1];
    snprintf(message, sizeof message, "object %s %s", git_oid_tostr(hex, sizeof hex, id), problem);
    git_error_set_str(GIT_ERROR_ODB, message);
    return GIT_ERROR;
}

static const char not_regular[] = "is a symbolic link or a special file";
static const char damaged[] = "is damaged";

// Opens the file of an object. GIT_PASSTHROUGH where there is none.
static int open_object(git_odb_backend *backend, const git_oid *id, int *file, size_t *size) {
    char path[4096];
    if (!loose_path(backend, id, path, sizeof path)) return fail("has too long a path", id);
    *file = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (*file < 0 && (errno == ENOENT || errno == ENOTDIR)) return GIT_PASSTHROUGH;
    if (*file < 0 && (errno == ELOOP || errno == ENXIO)) return fail(not_regular, id);
    if (*file < 0) return fail("can't be opened", id);
    struct stat status;
    int code = 0;
    if (fstat(*file, &status) < 0) code = fail("can't be read", id);
    else if (!S_ISREG(status.st_mode)) code = fail(not_regular, id);
    else if (status.st_size <= 0) code = fail(damaged, id);
    else if ((size_t)status.st_size > max_size) code = fail("is too large", id);
    if (code < 0) close(*file);
    else *size = (size_t)status.st_size;
    return code;
}

// Reads `type size\0`. Returns its length with the zero byte, 0 where it is none.
static size_t parse_head(const char *head, size_t length, git_object_t *type, size_t *size) {
    static const struct {
        const char *name;
        git_object_t type;
    } types[] = {{"blob ", GIT_OBJECT_BLOB}, {"tree ", GIT_OBJECT_TREE}, {"commit ", GIT_OBJECT_COMMIT}, {"tag ", GIT_OBJECT_TAG}};
    for (size_t index = 0; index < sizeof types / sizeof *types; index++) {
        size_t place = strlen(types[index].name);
        if (length <= place || memcmp(head, types[index].name, place)) continue;
        *type = types[index].type;
        *size = 0;
        size_t start = place;
        for (; place < length && head[place] >= '0' && head[place] <= '9'; place++) {
            *size = *size * 10 + (size_t)(head[place] - '0');
            if (*size > max_size) return 0;
        }
        return place > start && place < length && head[place] == 0 ? place + 1 : 0;
    }
    return 0;
}

// Unpacks the rest of an object of `size` bytes, of which `have` follow its head.
static char *unpack(z_stream *stream, int code, git_odb_backend *backend, size_t size, const char *rest, size_t have) {
    if (have > size) return NULL;
    // One byte more shows whether there is more than the head says, and ends the text.
    char *data = git_odb_backend_data_alloc(backend, size + 1);
    if (!data) return NULL;
    memcpy(data, rest, have);
    stream->next_out = (unsigned char *)data + have;
    stream->avail_out = (unsigned)(size + 1 - have);
    while (code == Z_OK) code = zlib.inflate(stream, Z_NO_FLUSH);
    if (code == Z_STREAM_END && stream->avail_out == 1) {
        data[size] = 0;
        return data;
    }
    git_odb_backend_data_free(backend, data);
    return NULL;
}

// Reads the head of an object, and all of it where `data` is not NULL.
static int read_loose(void **data, size_t *size, git_object_t *type, git_odb_backend *backend, const git_oid *id) {
    int file = -1;
    size_t length = 0;
    int code = open_object(backend, id, &file, &length);
    if (code != 0) return code;
    unsigned char *bytes = mmap(NULL, length, PROT_READ, MAP_PRIVATE, file, 0);
    close(file);
    if (bytes == MAP_FAILED) return fail("can't be read", id);
    char head[64];
    z_stream stream = {.next_in = bytes, .avail_in = (unsigned)length, .next_out = (unsigned char *)head, .avail_out = sizeof head};
    int result = fail(damaged, id);
    if (zlib.init(&stream, ZLIB_VERSION, (int)sizeof stream) == Z_OK) {
        int state = zlib.inflate(&stream, Z_NO_FLUSH);
        size_t have = sizeof head - stream.avail_out;
        size_t start = state == Z_OK || state == Z_STREAM_END ? parse_head(head, have, type, size) : 0;
        if (start > 0 && data) *data = unpack(&stream, state, backend, *size, head + start, have - start);
        if (start > 0 && (!data || *data)) {
            result = 0;
            git_error_clear();
        }
        zlib.end(&stream);
    }
    munmap(bytes, length);
    return result;
}

static int read_header(size_t *size, git_object_t *type, git_odb_backend *backend, const git_oid *id) {
    return read_loose(NULL, size, type, backend, id);
}

// 0 means that it is there, so that its time is not touched through a link.
static int freshen(git_odb_backend *backend, const git_oid *id) {
    char path[4096];
    struct stat status;
    if (!loose_path(backend, id, path, sizeof path)) return 0;
    return lstat(path, &status) == 0 && !S_ISREG(status.st_mode) ? 0 : GIT_ENOTFOUND;
}

static int for_each(git_odb_backend *backend, git_odb_foreach_cb callback, void *payload) {
    (void)backend, (void)callback, (void)payload;
    return 0;
}

static void discard(git_odb_backend *backend) { free(backend); }

int clibgit2_guard_objects(git_repository *repository, const char *objects) {
    zlib.init = (int (*)(z_stream *, const char *, int))clibgit2_symbol("inflateInit_");
    zlib.inflate = (int (*)(z_stream *, int))clibgit2_symbol("inflate");
    zlib.end = (int (*)(z_stream *))clibgit2_symbol("inflateEnd");
    if (!zlib.init || !zlib.inflate || !zlib.end) {
        git_error_set_str(GIT_ERROR_ZLIB, "libgit2 comes without the zlib that reads objects");
        return GIT_ERROR;
    }
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
    guard->backend.read = read_loose;
    guard->backend.read_header = read_header;
    guard->backend.freshen = freshen;
    guard->backend.foreach = for_each;
    guard->backend.free = discard;
    // Packs have priority 2 and come first, since they were added first; libgit2's own loose objects have 1.
    code = git_odb_add_backend(database, &guard->backend, 2);
    if (code < 0) free(guard);
    git_odb_free(database);
    return code;
}
