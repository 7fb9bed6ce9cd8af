#pragma once

/// libgit2, loaded on first use.
///
/// Linking it would cost every run of the program about 2 ms, because it loads a dozen networking libraries;
/// rendering takes 5 ms. So its functions are defined here as forwarders (listed in `functions.h`), and
/// `clibgit2_load` finds the real ones in the system's shared library. No function may be called before
/// `clibgit2_load` has succeeded.

#include <git2.h>
#include <git2/sys/odb_backend.h>
#include <git2/sys/repository.h>
#include <git2/sys/stream.h>
#include <git2/sys/transport.h>

/// Loads the library and finds every function. Returns NULL if all are found, else the problem as a sentence
/// without a full stop. The library must be the one whose headers this was compiled with (`libgit2.so.1.5`).
/// Not thread-safe.
const char *clibgit2_load(void);

/// Returns 1 if the library is loaded, else 0; loads nothing.
int clibgit2_is_loaded(void);

/// `git_libgit2_init` without the system's certificates, which only connections need. Not thread-safe.
int clibgit2_init(void);

/// `git_libgit2_opts` has a variable number of arguments, which Swift can't pass.
int clibgit2_set_search_path(int level, const char *path);
int clibgit2_set_option(int option, int value);

/// Makes the repository refuse loose objects that are links, special files or truncated; `objects` is the
/// path of its object directory. Returns libgit2's result, negative for an error.
int clibgit2_guard_objects(git_repository *repository, const char *objects);

/// Turns the ordered writing of objects on or off. If it is on, the default, the bytes of a new object go to
/// the disk before the object gets its name, so that a power cut leaves no truncated object. Returns
/// libgit2's result, negative for an error.
int clibgit2_order_objects(git_repository *repository, int is_ordered);

/// Starts to collect new objects in memory, where they can be read, until `clibgit2_end_pack` writes them as
/// one pack or, if `is_kept` is 0, drops them. Returns libgit2's result, negative for an error.
int clibgit2_begin_pack(git_repository *repository);
int clibgit2_end_pack(git_repository *repository, int is_kept);

/// Loads the certificates for connections: a file of certificates, a directory, or both. Returns libgit2's
/// result, negative for an error.
int clibgit2_set_certificates(const char *file, const char *folder);

/// From here until the matching end, the signals that end a program (INT, TERM, HUP) only set
/// ``clibgit2_network_is_cancelled``, unless other code handles them. Calls may be nested.
void clibgit2_signals_begin(void);
void clibgit2_signals_end(void);

/// Begins a transfer; there is one at a time per process. Until ``clibgit2_network_end`` the signals that end
/// a program cancel the transfer instead.
///
/// `patience` is the maximum number of milliseconds without a byte; `first_patience` is the same limit before
/// the first byte of a program.
void clibgit2_network_begin(int patience, int first_patience);
void clibgit2_network_end(void);

/// Sets the only host and port that sockets may connect to; they refuse any other.
void clibgit2_network_reach(const char *host, const char *port);

/// Sets the programs of ``clibgit2_process_transport``, each with its arguments and NULL at its end. The
/// arrays must stay valid until ``clibgit2_network_end``.
void clibgit2_network_run(char **fetching, char **pushing);

/// Returns the reason for the failure of the transfer; an empty text if only libgit2's message is available.
const char *clibgit2_network_failure(void);

/// Returns 1 if a signal has cancelled the transfer, else 0.
int clibgit2_network_is_cancelled(void);

/// A transport that talks to a program: `git_remote_callbacks.transport`.
int clibgit2_process_transport(git_transport **out, git_remote *owner, void *payload);

/// Makes libgit2 use sockets that time out. Returns libgit2's result, negative for an error.
int clibgit2_register_sockets(void);
