#define _GNU_SOURCE
#include "loose.h"
#include "loading.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

// The maximum number of bytes that zlib can produce from one byte.
#define MOST_OUTPUT 1032
// More than any object of a store has. A sparse file can have any length.
#define MOST_BYTES (1LL << 30)
// More than "commit " and a size need.
#define HEADER 64

static struct {
    __typeof__(&inflateInit_) init;
    __typeof__(&inflate) inflate;
    __typeof__(&inflateEnd) end;
    __typeof__(&compress2) compress;
    __typeof__(&compressBound) bound;
    __typeof__(&crc32) crc;
} zlib;

static int find_zlib(void) {
    if (!zlib.init) {
        zlib.inflate = (__typeof__(&inflate))clibgit2_symbol("inflate");
        zlib.end = (__typeof__(&inflateEnd))clibgit2_symbol("inflateEnd");
        zlib.compress = (__typeof__(&compress2))clibgit2_symbol("compress2");
        zlib.bound = (__typeof__(&compressBound))clibgit2_symbol("compressBound");
        zlib.crc = (__typeof__(&crc32))clibgit2_symbol("crc32");
        if (zlib.inflate && zlib.end && zlib.compress && zlib.bound && zlib.crc)
            zlib.init = (__typeof__(&inflateInit_))clibgit2_symbol("inflateInit_");
    }
    return zlib.init != NULL;
}

int clibgit2_has_zlib(void) { return find_zlib(); }

size_t clibgit2_deflated_bound(size_t size) { return zlib.bound((uLong)size); }

int clibgit2_deflate(unsigned char *to, size_t *count, const void *data, size_t size) {
    uLong packed = (uLong)*count;
    // The fastest level, as in libgit2; `git gc` compresses everything better later.
    if (zlib.compress(to, &packed, size ? data : "", (uLong)size, Z_BEST_SPEED) != Z_OK) return -1;
    *count = packed;
    return 0;
}

uint32_t clibgit2_crc32(const unsigned char *bytes, size_t count) {
    return (uint32_t)zlib.crc(zlib.crc(0, NULL, 0), bytes, (uInt)count);
}

static const char damage[] = "is damaged (`git fsck` says what is missing)";

static int fail(const char *name, const char *reason) {
    char message[256];
    snprintf(message, sizeof message, "object %s: %s", name, reason);
    git_error_set_str(GIT_ERROR_ODB, message);
    return reason == damage ? CLIBGIT2_DAMAGED : GIT_ERROR;
}

// Reads all bytes of a regular file. The caller frees `*bytes`.
static int read_file(unsigned char **bytes, size_t *count, const char *path, const char *name) {
    int file;
    *bytes = NULL;
    *count = 0;
    do file = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    while (file < 0 && errno == EINTR);
    if (file < 0) {
        if (errno == ENOENT || errno == ENOTDIR) return GIT_PASSTHROUGH;
        return fail(name, errno == ELOOP ? "is a symbolic link" : strerror(errno));
    }
    struct stat status;
    int code = 0;
    if (fstat(file, &status) < 0) code = fail(name, strerror(errno));
    else if (!S_ISREG(status.st_mode)) code = fail(name, "is a special file");
    else if (status.st_size > MOST_BYTES) code = fail(name, "is larger than 1 GiB");
    else if (!(*bytes = malloc((size_t)status.st_size + 1))) code = fail(name, strerror(ENOMEM));
    while (code == 0 && *count < (size_t)status.st_size) {
        ssize_t got = read(file, *bytes + *count, (size_t)status.st_size - *count);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) code = fail(name, strerror(errno));
        if (got <= 0) break;
        *count += (size_t)got;
    }
    close(file);
    return code;
}

// Parses "blob 12". Returns its length including its zero byte, 0 if it is no header.
static size_t parse(const char *head, size_t length, size_t *size, git_object_t *type) {
    const char *end = memchr(head, 0, length), *space = end ? memchr(head, ' ', (size_t)(end - head)) : NULL;
    if (!space || end == space + 1 || end - space > 19) return 0;
    *size = 0;
    for (const char *digit = space + 1; digit < end; digit++) {
        if (*digit < '0' || *digit > '9') return 0;
        *size = *size * 10 + (size_t)(*digit - '0');
    }
    static const struct { const char *name; git_object_t type; } types[] = {
        {"blob", GIT_OBJECT_BLOB}, {"tree", GIT_OBJECT_TREE}, {"commit", GIT_OBJECT_COMMIT}, {"tag", GIT_OBJECT_TAG}};
    for (size_t index = 0; index < sizeof types / sizeof *types; index++) {
        size_t count = strlen(types[index].name);
        if (count != (size_t)(space - head) || memcmp(head, types[index].name, count)) continue;
        *type = types[index].type;
        return (size_t)(end - head) + 1;
    }
    return 0;
}

int clibgit2_read_loose(
    void **data, size_t *size, git_object_t *type, git_odb_backend *backend, const char *path, const char *name) {
    if (!find_zlib()) return GIT_PASSTHROUGH;
    unsigned char *bytes, head[HEADER];
    size_t count;
    int code = read_file(&bytes, &count, path, name);
    if (code < 0) {
        free(bytes);
        return code;
    }
    z_stream stream;
    memset(&stream, 0, sizeof stream);
    stream.next_in = bytes;
    stream.avail_in = (uInt)count;
    if (count != stream.avail_in || zlib.init(&stream, ZLIB_VERSION, (int)sizeof stream) != Z_OK) {
        free(bytes);
        return fail(name, "can't be unpacked");
    }
    stream.next_out = head;
    stream.avail_out = HEADER;
    int state = zlib.inflate(&stream, Z_SYNC_FLUSH);
    size_t have = HEADER - stream.avail_out, start = 0;
    if (state == Z_OK || state == Z_STREAM_END || state == Z_BUF_ERROR) start = parse((char *)head, have, size, type);
    // A size that this many bytes can't unpack to must not reserve memory.
    if (start == 0 || *size / MOST_OUTPUT > count || have - start > *size) code = fail(name, damage);
    // If the size exceeds zlib's counters, libgit2 reads the object itself.
    if (code == 0 && *size >= UINT32_MAX - HEADER) code = GIT_PASSTHROUGH;
    if (code == 0 && data) {
        unsigned char *out = git_odb_backend_data_alloc(backend, *size + 1);
        if (!out) {
            code = GIT_ERROR;
        } else {
            size_t done = have - start;
            memcpy(out, head + start, done);
            out[*size] = 0;
            // One byte more than expected, so that zlib reaches the end of the stream.
            stream.next_out = out + done;
            stream.avail_out = (uInt)(*size + 1 - done);
            if (state != Z_STREAM_END) state = zlib.inflate(&stream, Z_FINISH);
            if (state != Z_STREAM_END || stream.avail_out != 1) {
                git_odb_backend_data_free(backend, out);
                code = fail(name, damage);
            } else {
                *data = out;
            }
        }
    }
    zlib.end(&stream);
    free(bytes);
    return code;
}

static const char *name_of(git_object_t type) {
    switch (type) {
    case GIT_OBJECT_BLOB: return "blob";
    case GIT_OBJECT_TREE: return "tree";
    case GIT_OBJECT_COMMIT: return "commit";
    case GIT_OBJECT_TAG: return "tag";
    default: return NULL;
    }
}

// Returns the compressed object in `*bytes`, which the caller frees.
static int pack(unsigned char **bytes, uLong *count, const char *name, const void *data, size_t size, const char *type) {
    char head[HEADER];
    size_t length = (size_t)snprintf(head, sizeof head, "%s %zu", type, size) + 1;
    unsigned char *plain = malloc(length + size);
    *count = zlib.bound((uLong)(length + size));
    *bytes = plain ? malloc(*count) : NULL;
    int code = *bytes ? 0 : fail(name, strerror(ENOMEM));
    if (code == 0) {
        memcpy(plain, head, length);
        if (size) memcpy(plain + length, data, size);
        size_t packed = *count;
        if (clibgit2_deflate(*bytes, &packed, plain, length + size) < 0) code = fail(name, "can't be packed");
        *count = (uLong)packed;
    }
    free(plain);
    return code;
}

int clibgit2_write_all(int file, const unsigned char *bytes, size_t count) {
    while (count > 0) {
        ssize_t put = write(file, bytes, count);
        if (put < 0 && errno == EINTR) continue;
        if (put < 0) return -1;
        bytes += put;
        count -= (size_t)put;
    }
    return 0;
}

// Starts writing the data to the disk and waits for the file system, not for the disk. On a journaling file
// system the data then precedes the rename that follows, so the name never refers to a truncated file.
static int write_out(int file) {
#ifdef SYNC_FILE_RANGE_WRITE
    unsigned flags = SYNC_FILE_RANGE_WAIT_BEFORE | SYNC_FILE_RANGE_WRITE | SYNC_FILE_RANGE_WAIT_AFTER;
    int code;
    do code = sync_file_range(file, 0, 0, flags);
    while (code < 0 && errno == EINTR);
    if (code < 0 && (errno == ENOSYS || errno == EINVAL || errno == ESPIPE)) return 0;
    return code;
#else
    (void)file;
    return 0;
#endif
}

int clibgit2_write_loose(
    const char *objects, const git_oid *id, const void *data, size_t size, git_object_t type, int is_ordered) {
    const char *kind = name_of(type);
    if (!kind || size >= UINT32_MAX - HEADER || !find_zlib()) return GIT_PASSTHROUGH;
    char folder[4096], path[4096], temporary[4096], name[GIT_OID_HEXSZ + 1];
    git_oid_tostr(name, sizeof name, id);
    int length = snprintf(folder, sizeof folder, "%s/%.2s", objects, name);
    if (length < 0 || (size_t)length + GIT_OID_HEXSZ >= sizeof folder) return GIT_PASSTHROUGH;
    snprintf(path, sizeof path, "%s/%s", folder, name + 2);
    // `git gc` removes left-over files with this prefix.
    snprintf(temporary, sizeof temporary, "%s/tmp_obj_XXXXXX", folder);

    unsigned char *bytes;
    uLong count;
    int code = pack(&bytes, &count, name, data, size, kind);
    if (code == 0 && mkdir(folder, 0777) < 0 && errno != EEXIST) code = fail(name, strerror(errno));
    if (code < 0) {
        free(bytes);
        return code;
    }
    int file = mkostemp(temporary, O_CLOEXEC);
    if (file < 0) {
        code = fail(name, strerror(errno));
    } else {
        if (clibgit2_write_all(file, bytes, count) < 0 || fchmod(file, 0444) < 0 || (is_ordered && write_out(file) < 0))
            code = fail(name, strerror(errno));
        if (close(file) < 0 && code == 0) code = fail(name, strerror(errno));
        if (code == 0 && rename(temporary, path) < 0) code = fail(name, strerror(errno));
        if (code < 0) unlink(temporary);
    }
    free(bytes);
    return code;
}
