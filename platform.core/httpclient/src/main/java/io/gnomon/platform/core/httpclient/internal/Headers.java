package io.gnomon.platform.core.httpclient.internal;

import org.eclipse.jetty.http.HttpFields;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Jetty's headers and trailers as the callers' interface has them. */
final class Headers {
    private Headers() {}

    /** All values by lower-case name, in the order in which they came. */
    static Map<String, List<String>> of(@Nullable HttpFields fields) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        if (fields != null) {
            fields.forEach(field ->
                    headers.computeIfAbsent(field.getLowerCaseName(), n -> new ArrayList<>())
                            .add(String.valueOf(field.getValue())));
        }
        return headers;
    }
}
