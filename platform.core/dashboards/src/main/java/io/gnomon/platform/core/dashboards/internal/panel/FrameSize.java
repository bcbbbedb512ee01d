package io.gnomon.platform.core.dashboards.internal.panel;

import io.gnomon.model.frame.DataFrame;
import io.gnomon.model.frame.Field;
import io.gnomon.model.frame.Field.Column;

import org.jspecify.annotations.Nullable;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** About how much memory frames take: their values and texts, and something for each object. */
final class FrameSize {
    private static final int OBJECT = 150;
    private static final int TEXT = 48;

    private FrameSize() {}

    /** Bytes, at least one; columns of times that frames share count once. */
    static long of(List<DataFrame> frames) {
        Set<long[]> times = Collections.newSetFromMap(new IdentityHashMap<>());
        long bytes = 1;
        for (DataFrame frame : frames) {
            for (Field field : frame.fields()) {
                bytes += OBJECT + (long) field.labels().size() * 2 * TEXT;
                bytes +=
                        switch (field.column()) {
                            case Column.Time time -> times.add(time.values()) ? of(time) : 0;
                            case Column.Numbers numbers -> 9L * numbers.size();
                            case Column.Texts texts -> of(texts.values());
                            case Column.Json json -> of(json.values());
                            case Column.Booleans booleans -> 4L * booleans.size();
                        };
            }
        }
        return bytes;
    }

    private static long of(Column.Time time) {
        return 9L * time.size();
    }

    private static long of(@Nullable String[] texts) {
        long bytes = 0;
        for (String text : texts) {
            bytes += text == null ? 4 : TEXT + text.length();
        }
        return bytes;
    }
}
