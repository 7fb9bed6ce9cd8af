#define _GNU_SOURCE
#include "pack.h"
#include "CLinux.h"
#include "loose.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

// 2026-11-30: delete this file and pack.h when libgit2 1.9 is the oldest version that is supported. Its
// `git_mempack_write_thin_pack` writes the objects that were collected in memory as one pack.

// gitformat-pack(5): a pack of version 2 without deltas, and an index of version 2.

// Maximum number of bytes collected. Offsets stay below 2 GiB, so the index needs no table of large offsets.
#define MOST_BYTES (1UL << 29)
#define MOST_SLICES 16
// With fewer entries a thread is not worth its cost.
#define SLICE_ENTRIES 64
#define HEADER 12
#define DIGEST GIT_OID_RAWSZ

struct entry {
    git_oid id;
    // Start of the object's bytes in the collected bytes.
    size_t start;
    size_t size;
    // Offset of the entry in the pack.
    size_t offset;
    git_object_t type;
    uint32_t crc;
};

struct clibgit2_pack {
    // The uncompressed objects, one after the other.
    unsigned char *bytes;
    size_t count, capacity;
    struct entry *entries;
    size_t entry_count, entry_capacity;
    // Hash table with open addressing, keyed by the first bytes of an id. A slot holds the index of an entry
    // plus 1, or 0 if it is free. There are at least twice as many slots as entries.
    uint32_t *slots;
    size_t slot_count;
};

static int fail(const char *what, const char *reason) {
    char message[256];
    snprintf(message, sizeof message, "%s: %s", what, reason);
    git_error_set_str(GIT_ERROR_ODB, message);
    return GIT_ERROR;
}

static int no_memory(void) { return fail("objects", strerror(ENOMEM)); }

static void put_word(unsigned char *at, uint32_t word) {
    at[0] = (unsigned char)(word >> 24), at[1] = (unsigned char)(word >> 16);
    at[2] = (unsigned char)(word >> 8), at[3] = (unsigned char)word;
}

struct clibgit2_pack *clibgit2_pack_new(void) {
    return clibgit2_has_zlib() ? calloc(1, sizeof(struct clibgit2_pack)) : NULL;
}

static void forget(struct clibgit2_pack *pack) {
    free(pack->bytes);
    free(pack->entries);
    free(pack->slots);
    memset(pack, 0, sizeof *pack);
}

void clibgit2_pack_free(struct clibgit2_pack *pack) {
    if (!pack) return;
    forget(pack);
    free(pack);
}

static size_t first_slot(const struct clibgit2_pack *pack, const git_oid *id) {
    size_t hash;
    memcpy(&hash, id->id, sizeof hash);
    return hash & (pack->slot_count - 1);
}

static struct entry *find(const struct clibgit2_pack *pack, const git_oid *id) {
    if (!pack->slot_count) return NULL;
    for (size_t slot = first_slot(pack, id);; slot = (slot + 1) & (pack->slot_count - 1)) {
        if (!pack->slots[slot]) return NULL;
        struct entry *entry = &pack->entries[pack->slots[slot] - 1];
        if (!memcmp(entry->id.id, id->id, DIGEST)) return entry;
    }
}

int clibgit2_pack_has(const struct clibgit2_pack *pack, const git_oid *id) { return find(pack, id) != NULL; }

static void number(struct clibgit2_pack *pack, size_t entry) {
    size_t slot = first_slot(pack, &pack->entries[entry].id);
    while (pack->slots[slot]) slot = (slot + 1) & (pack->slot_count - 1);
    pack->slots[slot] = (uint32_t)entry + 1;
}

// Makes room for one more entry and `bytes` more bytes.
static int reserve(struct clibgit2_pack *pack, size_t bytes) {
    if (pack->count + bytes > pack->capacity) {
        size_t capacity = pack->capacity * 2 > pack->count + bytes ? pack->capacity * 2 : pack->count + bytes + (1 << 20);
        unsigned char *larger = realloc(pack->bytes, capacity);
        if (!larger) return no_memory();
        pack->bytes = larger;
        pack->capacity = capacity;
    }
    if (pack->entry_count == pack->entry_capacity) {
        size_t capacity = pack->entry_capacity ? pack->entry_capacity * 2 : 1024;
        struct entry *more = realloc(pack->entries, capacity * sizeof *more);
        if (!more) return no_memory();
        pack->entries = more;
        pack->entry_capacity = capacity;
        uint32_t *slots = calloc(capacity * 2, sizeof *slots);
        if (!slots) return no_memory();
        free(pack->slots);
        pack->slots = slots;
        pack->slot_count = capacity * 2;
        for (size_t entry = 0; entry < pack->entry_count; entry++) number(pack, entry);
    }
    return 0;
}

int clibgit2_pack_add(
    struct clibgit2_pack *pack, const git_oid *id, const void *data, size_t size, git_object_t type) {
    if (type != GIT_OBJECT_BLOB && type != GIT_OBJECT_TREE && type != GIT_OBJECT_COMMIT && type != GIT_OBJECT_TAG)
        return GIT_PASSTHROUGH;
    if (size >= MOST_BYTES || pack->count + size > MOST_BYTES || pack->entry_count >= UINT32_MAX / 4)
        return GIT_PASSTHROUGH;
    if (reserve(pack, size) < 0) return GIT_ERROR;
    struct entry *entry = &pack->entries[pack->entry_count];
    *entry = (struct entry){.id = *id, .start = pack->count, .size = size, .type = type};
    if (size) memcpy(pack->bytes + pack->count, data, size);
    pack->count += size;
    number(pack, pack->entry_count++);
    return 0;
}

int clibgit2_pack_read(
    struct clibgit2_pack *pack, void **data, size_t *size, git_object_t *type, git_odb_backend *backend, const git_oid *id) {
    struct entry *entry = find(pack, id);
    if (!entry) return GIT_PASSTHROUGH;
    *size = entry->size;
    *type = entry->type;
    if (!data) return 0;
    unsigned char *out = git_odb_backend_data_alloc(backend, entry->size + 1);
    if (!out) return GIT_ERROR;
    out[entry->size] = 0;
    if (entry->size) memcpy(out, pack->bytes + entry->start, entry->size);
    *data = out;
    return 0;
}

// A run of entries in the format of a pack; each slice is made by its own thread.
struct slice {
    struct clibgit2_pack *pack;
    size_t first, end;
    unsigned char *bytes;
    size_t count, capacity;
    int failed;
};

static void *deflate_slice(void *context) {
    struct slice *slice = context;
    for (size_t number = slice->first; number < slice->end; number++) {
        struct entry *entry = &slice->pack->entries[number];
        size_t most = clibgit2_deflated_bound(entry->size);
        if (slice->count + most + 16 > slice->capacity) {
            size_t capacity = slice->capacity * 2 + most + (1 << 16);
            unsigned char *larger = realloc(slice->bytes, capacity);
            if (!larger) return slice->failed = ENOMEM, NULL;
            slice->bytes = larger;
            slice->capacity = capacity;
        }
        // Relative to the beginning of the slice for now.
        entry->offset = slice->count;
        unsigned char *at = slice->bytes + slice->count;
        // Three bits of the type, then the size from its lowest bits on: four in the first byte, then seven
        // per byte.
        size_t rest = entry->size >> 4;
        *at = (unsigned char)((unsigned)entry->type << 4 | (entry->size & 15));
        while (rest) {
            *at++ |= 0x80;
            *at = (unsigned char)(rest & 0x7F);
            rest >>= 7;
        }
        at++;
        if (clibgit2_deflate(at, &most, slice->pack->bytes + entry->start, entry->size) < 0)
            return slice->failed = EINVAL, NULL;
        slice->count = (size_t)(at - slice->bytes) + most;
        entry->crc = clibgit2_crc32(slice->bytes + entry->offset, slice->count - entry->offset);
    }
    return NULL;
}

// Compresses all entries on all processors. The result does not depend on their number.
static int deflate_all(struct clibgit2_pack *pack, struct slice *slices, size_t *slice_count) {
    size_t wanted = (size_t)clinux_processor_count(), most = pack->entry_count / SLICE_ENTRIES + 1;
    if (wanted > most) wanted = most;
    if (wanted > MOST_SLICES) wanted = MOST_SLICES;
    *slice_count = wanted;
    size_t first = 0;
    for (size_t slice = 0; slice < wanted; slice++) {
        size_t end = first, bytes = pack->count / wanted * (slice + 1);
        while (end < pack->entry_count && (slice + 1 == wanted || pack->entries[end].start < bytes)) end++;
        slices[slice] = (struct slice){.pack = pack, .first = first, .end = end};
        first = end;
    }
    pthread_t threads[MOST_SLICES];
    int runs[MOST_SLICES] = {0};
    for (size_t slice = 1; slice < wanted; slice++)
        runs[slice] = pthread_create(&threads[slice], NULL, deflate_slice, &slices[slice]) == 0;
    for (size_t slice = 0; slice < wanted; slice++)
        // If no thread could be started, the slice is compressed here.
        if (!runs[slice]) deflate_slice(&slices[slice]);
    int code = 0;
    for (size_t slice = 0; slice < wanted; slice++) {
        if (runs[slice]) pthread_join(threads[slice], NULL);
        if (slices[slice].failed == ENOMEM) code = no_memory();
        else if (slices[slice].failed) code = fail("objects", "can't be packed");
    }
    return code;
}

// Replaces the collected bytes by the pack with its checksum.
static int make_pack(struct clibgit2_pack *pack) {
    struct slice slices[MOST_SLICES];
    size_t slice_count, count = HEADER;
    int code = deflate_all(pack, slices, &slice_count);
    for (size_t slice = 0; slice < slice_count; slice++) count += slices[slice].count;
    unsigned char *bytes = code == 0 ? malloc(count + DIGEST) : NULL;
    if (code == 0 && !bytes) code = no_memory();
    if (bytes) {
        memcpy(bytes, "PACK\0\0\0\2", 8);
        put_word(bytes + 8, (uint32_t)pack->entry_count);
        size_t at = HEADER;
        for (size_t slice = 0; slice < slice_count; slice++) {
            if (slices[slice].count) memcpy(bytes + at, slices[slice].bytes, slices[slice].count);
            for (size_t entry = slices[slice].first; entry < slices[slice].end; entry++) pack->entries[entry].offset += at;
            at += slices[slice].count;
        }
        clinux_sha1(bytes, count, bytes + count);
        free(pack->bytes);
        pack->bytes = bytes;
        pack->count = pack->capacity = count + DIGEST;
    }
    for (size_t slice = 0; slice < slice_count; slice++) free(slices[slice].bytes);
    return code;
}

static int by_id(const void *left, const void *right) {
    return memcmp((*(struct entry *const *)left)->id.id, (*(struct entry *const *)right)->id.id, DIGEST);
}

// Returns the index of a complete pack, to be freed by the caller; NULL if there is no memory.
static unsigned char *make_index(struct clibgit2_pack *pack, size_t *count) {
    size_t entries = pack->entry_count;
    struct entry **sorted = malloc(entries * sizeof *sorted);
    *count = 8 + 256 * 4 + entries * (DIGEST + 8) + 2 * DIGEST;
    unsigned char *index = sorted ? malloc(*count) : NULL;
    if (!index) {
        free(sorted);
        return NULL;
    }
    for (size_t entry = 0; entry < entries; entry++) sorted[entry] = &pack->entries[entry];
    qsort(sorted, entries, sizeof *sorted, by_id);
    unsigned char *at = index;
    memcpy(at, "\377tOc\0\0\0\2", 8);
    at += 8;
    size_t passed = 0;
    for (unsigned first = 0; first < 256; first++, at += 4) {
        while (passed < entries && sorted[passed]->id.id[0] <= first) passed++;
        put_word(at, (uint32_t)passed);
    }
    for (size_t entry = 0; entry < entries; entry++, at += DIGEST) memcpy(at, sorted[entry]->id.id, DIGEST);
    for (size_t entry = 0; entry < entries; entry++, at += 4) put_word(at, sorted[entry]->crc);
    for (size_t entry = 0; entry < entries; entry++, at += 4) put_word(at, (uint32_t)sorted[entry]->offset);
    memcpy(at, pack->bytes + pack->count - DIGEST, DIGEST);
    clinux_sha1(index, (size_t)(at + DIGEST - index), at + DIGEST);
    free(sorted);
    return index;
}

// Writes a file with a temporary name, which `git gc` removes if it is left over. Returns 0, or an error with
// a message.
static int write_file(char *path, const unsigned char *bytes, size_t count, int is_ordered) {
    int file = mkostemp(path, O_CLOEXEC);
    if (file < 0) return fail(path, strerror(errno));
    int code = 0;
    if (clibgit2_write_all(file, bytes, count) < 0 || fchmod(file, 0444) < 0 || (is_ordered && fsync(file) < 0))
        code = fail(path, strerror(errno));
    if (close(file) < 0 && code == 0) code = fail(path, strerror(errno));
    if (code < 0) unlink(path);
    return code;
}

int clibgit2_pack_write(struct clibgit2_pack *pack, const char *objects, int is_ordered) {
    if (!pack->entry_count) return 0;
    char folder[3072], name[4096], pack_path[4096], index_path[4096], digest[2 * DIGEST + 1];
    int length = snprintf(folder, sizeof folder, "%s/pack", objects);
    if (length < 0 || (size_t)length >= sizeof folder) return fail(objects, strerror(ENAMETOOLONG));
    if (mkdir(folder, 0777) < 0 && errno != EEXIST) return fail(folder, strerror(errno));
    struct stat status;
    if (lstat(folder, &status) < 0) return fail(folder, strerror(errno));
    if (!S_ISDIR(status.st_mode)) return fail(folder, "is no directory");

    if (make_pack(pack) < 0) {
        forget(pack);
        return GIT_ERROR;
    }
    for (size_t byte = 0; byte < DIGEST; byte++)
        snprintf(digest + 2 * byte, 3, "%02x", pack->bytes[pack->count - DIGEST + byte]);
    size_t index_count;
    unsigned char *index = make_index(pack, &index_count);
    if (!index) {
        forget(pack);
        return no_memory();
    }

    // The index gets its name last: from then on the objects exist.
    snprintf(pack_path, sizeof pack_path, "%s/tmp_pack_XXXXXX", folder);
    snprintf(index_path, sizeof index_path, "%s/tmp_idx_XXXXXX", folder);
    int code = write_file(pack_path, pack->bytes, pack->count, is_ordered);
    if (code == 0) {
        code = write_file(index_path, index, index_count, is_ordered);
        if (code == 0) {
            snprintf(name, sizeof name, "%s/pack-%s.pack", folder, digest);
            if (rename(pack_path, name) < 0) code = fail(name, strerror(errno));
            if (code < 0) {
                unlink(index_path);
            } else {
                snprintf(pack_path, sizeof pack_path, "%s", name);
                snprintf(name, sizeof name, "%s/pack-%s.idx", folder, digest);
                if (rename(index_path, name) < 0) {
                    code = fail(name, strerror(errno));
                    unlink(index_path);
                }
            }
        }
        if (code < 0) unlink(pack_path);
    }
    free(index);
    forget(pack);
    return code;
}
