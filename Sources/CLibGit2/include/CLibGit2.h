#pragma once

/// libgit2, loaded when it is first needed.
///
/// Linking it would cost every run of the program about 2 ms, since it brings a dozen libraries for
/// networks along; rendering takes 5. So its functions are defined here as forwarders (`functions.h`
/// lists them), and `clibgit2_load` finds the real ones in the system's shared library.
/// No function may be called before it has succeeded.

#include <git2.h>
#include <git2/sys/odb_backend.h>
#include <git2/sys/repository.h>
#include <git2/sys/stream.h>
#include <git2/sys/transport.h>

/// Loads the library and finds every function. NULL once all is there, else what is wrong as a
/// sentence without a full stop. The library is the one whose headers this was compiled with
/// (`libgit2.so.1.5`). Not to be called by two threads at once.
const char *clibgit2_load(void);

/// Whether the library is loaded; loads nothing.
int clibgit2_is_loaded(void);

/// `git_libgit2_init` without the system's certificates, which only connections need. Not to be called by two
/// threads at once.
int clibgit2_init(void);

/// `git_libgit2_opts` takes a variable number of arguments, which Swift can't pass.
int clibgit2_set_search_path(int level, const char *path);
int clibgit2_set_option(int option, int value);

/// Makes the repository refuse loose objects that are links, special files or cut off; `objects` is the path of its
/// folder of objects. Returns what libgit2 returned, negative for an error.
int clibgit2_guard_objects(git_repository *repository, const char *objects);

/// Whether the bytes of an object that is written are on the disk before its name is, so that a power cut leaves no
/// object that is cut off. They are until this says no. Returns what libgit2 returned, negative for an error.
int clibgit2_order_objects(git_repository *repository, int is_ordered);

/// From now on, objects that are written are collected in memory, and can be read, until `clibgit2_end_pack` writes them as one
/// pack, or drops them where it is not to be kept. Returns what libgit2 returned, negative for an error.
int clibgit2_begin_pack(git_repository *repository);
int clibgit2_end_pack(git_repository *repository, int is_kept);

/// Loads the certificates that connections are checked with: a file of them, a folder, or both. Returns what libgit2
/// returned, negative for an error.
int clibgit2_set_certificates(const char *file, const char *folder);

/// From here on the signals that end a program (INT, TERM, HUP) only set what ``clibgit2_network_is_cancelled`` says, where
/// nobody else handles them; until the matching end. May be nested.
void clibgit2_signals_begin(void);
void clibgit2_signals_end(void);

/// Begins a transfer; there is one at a time in a process. Until ``clibgit2_network_end`` the signals that end a program
/// end the transfer instead.
///
/// `patience` is how many milliseconds may pass without a byte; `first_patience` the same before the first one of a
/// program.
void clibgit2_network_begin(int patience, int first_patience);
void clibgit2_network_end(void);

/// The one place that sockets may be connected to; they refuse any other.
void clibgit2_network_reach(const char *host, const char *port);

/// The programs of ``clibgit2_process_transport``, each with its arguments and NULL at its end. They must live until
/// ``clibgit2_network_end``.
void clibgit2_network_run(char **fetching, char **pushing);

/// Why the transfer failed; empty where libgit2's own words are all there is.
const char *clibgit2_network_failure(void);

/// Whether a signal asked for its end.
int clibgit2_network_is_cancelled(void);

/// A transport that speaks to a program: `git_remote_callbacks.transport`.
int clibgit2_process_transport(git_transport **out, git_remote *owner, void *payload);

/// Makes libgit2 use sockets that don't wait for ever. Returns what libgit2 returned, negative for an error.
int clibgit2_register_sockets(void);
