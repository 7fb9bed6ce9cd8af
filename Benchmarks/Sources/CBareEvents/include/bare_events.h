#ifndef BARE_EVENTS_H
#define BARE_EVENTS_H

#include <stddef.h>

/// Reads a document with libyaml and throws each event away.
/// Returns the number of events, or -1 where the text is no YAML.
long bare_events(const unsigned char *bytes, size_t count);

#endif
