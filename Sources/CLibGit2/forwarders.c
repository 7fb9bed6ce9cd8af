#define _GNU_SOURCE
#include "CLibGit2.h"

#include <dlfcn.h>
#include <stddef.h>
#include <stdio.h>

#include "loading.h"

// The address of each function, once loaded: `address.git_blob_lookup`.
#define FUNCTION(result, name, parameters, arguments) __typeof__(&name) name;
#define PROCEDURE(name, parameters, arguments) __typeof__(&name) name;
static struct {
#include "functions.h"
    int (*git_libgit2_opts)(int option, ...);
} address;
#undef FUNCTION
#undef PROCEDURE

#define FUNCTION(result, name, parameters, arguments) \
    result name parameters { return address.name arguments; }
#define PROCEDURE(name, parameters, arguments) \
    void name parameters { address.name arguments; }
#include "functions.h"
#undef FUNCTION
#undef PROCEDURE

static const struct {
    const char *name;
    size_t place;
} functions[] = {
#define FUNCTION(result, name, parameters, arguments) {#name, __builtin_offsetof(__typeof__(address), name)},
#define PROCEDURE(name, parameters, arguments) {#name, __builtin_offsetof(__typeof__(address), name)},
#include "functions.h"
    {"git_libgit2_opts", __builtin_offsetof(__typeof__(address), git_libgit2_opts)},
#undef FUNCTION
#undef PROCEDURE
};

static void *library = NULL;
static int is_complete = 0;

void *clibgit2_symbol(const char *name) { return library ? dlsym(library, name) : NULL; }

int clibgit2_is_loaded(void) { return is_complete; }

const char *clibgit2_load(void) {
    static char message[256];
    if (is_complete) return NULL;
    if (!library) library = dlopen("libgit2.so." LIBGIT2_SOVERSION, RTLD_LAZY | RTLD_LOCAL);
    if (!library) {
        const char *reason = dlerror();
        snprintf(message, sizeof message, "libgit2 can't be loaded: %s", reason ? reason : "unknown reason");
        return message;
    }
    for (size_t index = 0; index < sizeof functions / sizeof *functions; index++) {
        void *found = dlsym(library, functions[index].name);
        if (!found) {
            snprintf(message, sizeof message, "libgit2 %s has no %s", LIBGIT2_VERSION, functions[index].name);
            return message;
        }
        *(void **)((char *)&address + functions[index].place) = found;
    }
    is_complete = 1;
    return NULL;
}


int clibgit2_set_search_path(int level, const char *path) {
    return address.git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, level, path);
}

int clibgit2_set_option(int option, int value) { return address.git_libgit2_opts(option, value); }

int clibgit2_set_certificates(const char *file, const char *folder) {
    return address.git_libgit2_opts(GIT_OPT_SET_SSL_CERT_LOCATIONS, file, folder);
}
