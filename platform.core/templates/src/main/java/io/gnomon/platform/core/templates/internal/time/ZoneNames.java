package io.gnomon.platform.core.templates.internal.time;

import org.jspecify.annotations.Nullable;

import java.util.Locale;
import java.util.TimeZone;

/** Abbreviations of time zones, as far as they are letters: CET, CEST, EST. */
final class ZoneNames {
    private ZoneNames() {}

    /** Null where the zone has none but its offset. */
    static @Nullable String abbreviation(String id, boolean daylight) {
        if (id.startsWith("+") || id.startsWith("-")) {
            return null;
        }
        String name =
                TimeZone.getTimeZone(id).getDisplayName(daylight, TimeZone.SHORT, Locale.ENGLISH);
        boolean letters = name.length() >= 3 && name.chars().allMatch(Character::isLetter);
        return letters ? name : null;
    }
}
