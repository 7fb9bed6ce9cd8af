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
