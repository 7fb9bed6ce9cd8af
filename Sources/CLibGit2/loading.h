#pragma once

/// Where the loaded library, or one that it brings along, has a symbol; NULL for nowhere.
void *clibgit2_symbol(const char *name);
