package io.gnomon.platform.core.templates.internal.time;

import io.gnomon.platform.core.templates.internal.value.CallException;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** What functions do with times. */
public final class Times {
    private Times() {}

    /** A time in a zone of the IANA database: {@code Europe/Paris}; "" and UTC are UTC. */
    public static GoTime in(String zone, GoTime time) throws CallException {
        if (zone.isEmpty() || zone.equals("UTC")) {
            return time.in(ZoneOffset.UTC);
        }
        if (zone.equals("Local")) {
            return time.in(ZoneId.systemDefault());
        }
        boolean offset = zone.startsWith("+") || zone.startsWith("-") || zone.equals("Z");
        try {
            if (!offset) {
                return time.in(ZoneId.of(zone));
            }
        } catch (DateTimeException e) {
            // said below
        }
        throw new CallException("unknown time zone " + zone);
    }

    public static GoDuration between(GoTime from, GoTime to) {
        return TimeMethods.between(from.at().toInstant(), to.at().toInstant());
    }
}
