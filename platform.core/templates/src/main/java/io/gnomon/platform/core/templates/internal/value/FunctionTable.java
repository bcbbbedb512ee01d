package io.gnomon.platform.core.templates.internal.value;

import org.jspecify.annotations.Nullable;

/** The functions of one run, besides the language's own. */
@FunctionalInterface
public interface FunctionTable {
    /** The function of a name; null where there is none. */
    @Nullable Function function(String name);
}
