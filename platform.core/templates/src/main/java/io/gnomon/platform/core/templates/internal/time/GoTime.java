package io.gnomon.platform.core.templates.internal.time;

import io.gnomon.platform.core.templates.internal.value.Function;
import io.gnomon.platform.core.templates.internal.value.GoValue;
import io.gnomon.platform.core.templates.internal.value.Kind;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;

/** A time.Time in its time zone; its methods are in {@link TimeMethods}. */
public record GoTime(ZonedDateTime at) implements GoValue {
    /** Go's zero time, which IsZero tells: 1 January of year 1, UTC. */
    public static final GoTime ZERO =
            new GoTime(ZonedDateTime.of(1, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC));

    private static final String STRING = "2006-01-02 15:04:05.999999999 -0700 MST";

    public static GoTime utc(Instant instant) {
        return new GoTime(instant.atZone(ZoneOffset.UTC));
    }

    GoTime in(ZoneId zone) {
        return new GoTime(at.withZoneSameInstant(zone));
    }

    @Override
    public String type() {
        return "time.Time";
    }

    @Override
    public Kind kind() {
        return Kind.STRUCT;
    }

    @Override
    public String string() {
        return Layouts.format(at, STRING);
    }

    @Override
    public @Nullable Function method(String name) {
        return TimeMethods.of(this, name);
    }
}
