package io.gnomon.exporters.collecting;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** What was said of each subject last, so that a scrape a second says it once. Any thread. */
public final class Said {
    private final Map<String, String> last = new ConcurrentHashMap<>();

    /** Whether this is other than what was said of the subject last. */
    public boolean isNews(String subject, String text) {
        return !text.equals(last.put(subject, text));
    }

    /** What was said last of each subject that is not well, by subject. */
    public Map<String, String> all() {
        return new TreeMap<>(last);
    }

    /** The subject is well again. */
    public void forget(String subject) {
        last.remove(subject);
    }
}
