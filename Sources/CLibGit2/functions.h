// The functions of libgit2 that are used: result, name, parameters, arguments. A line a function, in
// the order of the headers. The compiler holds each against its declaration.
FUNCTION(int, git_libgit2_init, (void), ())
FUNCTION(int, git_libgit2_shutdown, (void), ())
FUNCTION(int, git_libgit2_version, (int *major, int *minor, int *revision), (major, minor, revision))
FUNCTION(const git_error *, git_error_last, (void), ())
PROCEDURE(git_error_clear, (void), ())
