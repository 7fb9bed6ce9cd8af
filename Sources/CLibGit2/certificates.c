#define _GNU_SOURCE
#include "CLibGit2.h"

#include <dlfcn.h>

#include "loading.h"

// libgit2 reads and decodes every certificate of the system when it is initialized, which takes 5 ms and is
// needed only for connections. The program exports this definition (Package.swift), and libgit2 finds it
// before that of libmbedx509; it loads nothing while libgit2 is initialized. So no certificate is trusted
// until `git_libgit2_opts(GIT_OPT_SET_SSL_CERT_LOCATIONS, …)` loads them, which is forwarded to the real
// function. If the definition is not exported, as in tests, or if libgit2 is built differently, nothing
// changes.
int mbedtls_x509_crt_parse_file(void *chain, const char *path);

static int is_waking = 0;

int clibgit2_init(void) {
    is_waking = 1;
    int code = git_libgit2_init();
    is_waking = 0;
    return code;
}

int mbedtls_x509_crt_parse_file(void *chain, const char *path) {
    if (is_waking) return 0;
    int (*real)(void *, const char *) = NULL;
    *(void **)&real = clibgit2_symbol("mbedtls_x509_crt_parse_file");
    return real ? real(chain, path) : -1;
}
