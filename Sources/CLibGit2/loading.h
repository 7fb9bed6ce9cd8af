#pragma once

/// Returns the address of a symbol in the loaded library or its dependencies; NULL if there is none.
void *clibgit2_symbol(const char *name);
