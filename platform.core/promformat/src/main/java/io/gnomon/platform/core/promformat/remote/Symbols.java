package io.gnomon.platform.core.promformat.remote;

import java.util.HashMap;
import java.util.Map;

/** The texts of a message of remote write 2.0, each once; the empty one has number 0. */
final class Symbols {
    private static final int FIELD = 4;

    private final Map<String, Integer> numbers = new HashMap<>();
    private final ProtoWriter out = new ProtoWriter();

    Symbols() {
        clear();
    }

    void clear() {
        numbers.clear();
        out.clear();
        number("");
    }

    int number(String text) {
        Integer known = numbers.putIfAbsent(text, numbers.size());
        if (known != null) {
            return known;
        }
        out.element(FIELD, text);
        return numbers.size() - 1;
    }

    /** The field of the message. */
    ProtoWriter written() {
        return out;
    }
}
