package io.gnomon.datasources.gnomon.internal;

import io.gnomon.spi.common.Default;
import io.gnomon.spi.common.Doc;
import io.gnomon.spi.common.Form;
import io.gnomon.spi.common.Limit;

/**
 * Which table is shown.
 *
 * @param table such as {@code alerts}
 * @param limit most rows
 * @param level of log lines, the least
 * @param text what a log line has in it
 */
@Doc("A table of this server")
public record ServerQuery(
        @Doc("alerts, dashboards, annotations or logs; plugins may bring others") String table,
        @Doc("Most rows") @Default("1000") @Limit(min = 1, max = 100_000) @Form(advanced = true)
                int limit,
        @Doc("Log lines of at least this level: debug, info, warn or error; empty for all")
                @Default("")
                String level,
        @Doc("Log lines with this text in them; empty for all") @Default("") String text) {}
