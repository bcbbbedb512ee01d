package io.gnomon.spi.common;

import org.osgi.annotation.versioning.ProviderType;

import java.io.IOException;

/**
 * Conditions on JSON documents, written in CEL (the Common Expression Language, cel.dev). The OSGi
 * service of a bundle that need not be installed: who refers to it does so as optional.
 */
@ProviderType
public interface JsonConditions {
    /**
     * Makes a condition of an expression over the variable {@code body}, a JSON object whose
     * numbers are doubles. Any thread.
     *
     * @throws IllegalArgumentException with a sentence when it is no expression, or one whose value
     *     cannot be true or false
     */
    Condition compile(String expression);

    /** A condition; any number of threads. */
    @ProviderType
    interface Condition {
        /**
         * Whether it is true of a document.
         *
         * @throws IOException with a sentence when the text is not JSON, or the expression has no
         *     value for it, such as when it asks for a key that is not there
         */
        boolean holds(String json) throws IOException;
    }
}
