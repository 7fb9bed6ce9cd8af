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

// What zlib can make of one byte at most.
#define MOST_OUTPUT 1032
// More than any object of a store has: a file with holes can be as long as it likes.
#define MOST_BYTES (1LL << 30)
// More than "commit " and a size take.
#define HEADER 64

static struct {
    __typeof__(&inflateInit_) init;
    __typeof__(&inflate) inflate;
    __typeof__(&inflateEnd) end;
} zlib;

static int find_zlib(void) {
    if (!zlib.init) {
        zlib.inflate = (__typeof__(&inflate))clibgit2_symbol("inflate");
        zlib.end = (__typeof__(&inflateEnd))clibgit2_symbol("inflateEnd");
        if (zlib.inflate && zlib.end) zlib.init = (__typeof__(&inflateInit_))clibgit2_symbol("inflateInit_");
    }
    return zlib.init != NULL;
}

static int fail(const char *name, const char *reason) {
    char message[256];
    snprintf(message, sizeof message, "object %s: %s", name, reason);
    git_error_set_str(GIT_ERROR_ODB, message);
    return GIT_ERROR;
}

// All bytes of a regular file. `*bytes` is to be freed.
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

// "blob 12": gives the length of it with its zero byte, 0 where it is no header.
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
    static const char damaged[] = "is damaged (`git fsck` says what is missing)";
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
    // A size that so few bytes can't unpack to must not reserve memory.
    if (start == 0 || *size / MOST_OUTPUT > count || have - start > *size) code = fail(name, damaged);
    // libgit2 itself reads what does not fit into zlib's counters.
    if (code == 0 && *size >= UINT32_MAX - HEADER) code = GIT_PASSTHROUGH;
    if (code == 0 && data) {
        unsigned char *out = git_odb_backend_data_alloc(backend, *size + 1);
        if (!out) {
            code = GIT_ERROR;
        } else {
            size_t done = have - start;
            memcpy(out, head + start, done);
            out[*size] = 0;
            // One byte more than there should be, so that the end of the stream is met.
            stream.next_out = out + done;
            stream.avail_out = (uInt)(*size + 1 - done);
            if (state != Z_STREAM_END) state = zlib.inflate(&stream, Z_FINISH);
            if (state != Z_STREAM_END || stream.avail_out != 1) {
                git_odb_backend_data_free(backend, out);
                code = fail(name, damaged);
            } else {
                *data = out;
            }
        }
    }
    zlib.end(&stream);
    free(bytes);
    return code;
}
