package io.gnomon.platform.core.alerting.internal;

import io.gnomon.model.frame.Columns;
import io.gnomon.model.frame.DataFrame;
import io.gnomon.model.frame.Field;
import io.gnomon.model.frame.FieldType;
import io.gnomon.platform.core.alerting.AlertEvent;
import io.gnomon.platform.core.alerting.AlertEvent.Kind;
import io.gnomon.platform.core.alerting.AlertHistory;
import io.gnomon.spi.datasource.ServerTable;

import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The table "annotations": what happened in the time range, newest first. A row for each alert that
 * began to fire, with its end where it was resolved, and for each acknowledgement.
 */
@Component
public final class AnnotationTable implements ServerTable {
    private final AlertHistory history;

    @Activate
    public AnnotationTable(@Reference AlertHistory history) {
        this.history = history;
    }

    /** A row; the end is null while the alert fires. */
    private record Row(AlertEvent event, @Nullable Instant end) {}

    @Override
    public String name() {
        return "annotations";
    }

    @Override
    public DataFrame rows(long fromMillis, long toMillis, int limit) {
        List<Row> rows = found(fromMillis, toMillis, limit);
        return new DataFrame(
                "",
                name(),
                DataFrame.Kind.TABLE,
                rows.size(),
                List.of(
                        field("Time", FieldType.TIME, rows, row -> row.event().at().toEpochMilli()),
                        field(
                                "timeEnd",
                                FieldType.TIME,
                                rows,
                                row ->
                                        row.end() == null
                                                ? null
                                                : (Object) row.end().toEpochMilli()),
                        field(
                                "title",
                                FieldType.TEXT,
                                rows,
                                row -> row.event().labels().get("alertname")),
                        field("text", FieldType.TEXT, rows, AnnotationTable::text),
                        field("tags", FieldType.TEXT, rows, row -> tags(row.event()))),
                List.of());
    }

    private List<Row> found(long fromMillis, long toMillis, int limit) {
        Map<Long, Instant> ends = new HashMap<>();
        List<Row> rows = new ArrayList<>();
        long before = Long.MAX_VALUE;
        do {
            AlertHistory.Page page =
                    history.events(
                            new AlertHistory.Question(
                                    AlertEvent.firstId(Instant.ofEpochMilli(fromMillis)),
                                    before,
                                    limit,
                                    AnnotationTable::isWanted));
            for (AlertEvent event : page.events()) {
                add(event, ends, rows, toMillis);
                if (rows.size() == limit) {
                    return rows;
                }
            }
            before = page.next();
        } while (before > 0);
        return rows;
    }

    private static boolean isWanted(AlertEvent event) {
        return event.kind() == Kind.FIRED
                || event.kind() == Kind.RESOLVED
                || event.kind() == Kind.ACKNOWLEDGED;
    }

    /** Events come newest first: the end of an alert before its begin. */
    private static void add(
            AlertEvent event, Map<Long, Instant> ends, List<Row> rows, long toMillis) {
        Long fingerprint = event.fingerprints().isEmpty() ? null : event.fingerprints().get(0);
        if (event.kind() == Kind.RESOLVED && fingerprint != null) {
            ends.put(fingerprint, event.at());
        } else if (event.kind() != Kind.RESOLVED && event.at().toEpochMilli() <= toMillis) {
            boolean fired = event.kind() == Kind.FIRED && fingerprint != null;
            rows.add(new Row(event, fired ? ends.remove(fingerprint) : null));
        }
    }

    private static String text(Row row) {
        return switch (row.event().kind()) {
            case ACKNOWLEDGED -> "acknowledged: " + row.event().detail();
            default -> row.end() == null ? "fires" : "fired";
        };
    }

    /** Labels beside the name, as {@code name=value}. */
    private static String tags(AlertEvent event) {
        List<String> tags = new ArrayList<>();
        event.labels()
                .without(List.of("alertname"))
                .toMap()
                .forEach((name, value) -> tags.add(name + "=" + value));
        return String.join(",", tags);
    }

    private static Field field(
            String name, FieldType type, List<Row> rows, Function<Row, @Nullable Object> value) {
        List<@Nullable Object> values = new ArrayList<>();
        rows.forEach(row -> values.add(value.apply(row)));
        return new Field(name, Columns.of(type, values));
    }
}
