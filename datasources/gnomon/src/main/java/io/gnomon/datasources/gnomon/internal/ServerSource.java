package io.gnomon.datasources.gnomon.internal;

import io.gnomon.model.frame.Columns;
import io.gnomon.model.frame.DataFrame;
import io.gnomon.model.frame.Field;
import io.gnomon.model.frame.FieldType;
import io.gnomon.spi.datasource.DataQuery;
import io.gnomon.spi.datasource.DataSource;
import io.gnomon.spi.datasource.ServerTable;
import io.gnomon.spi.datasource.ServerTable.Wanted;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Answers with the tables that are there. */
final class ServerSource implements DataSource<ServerQuery> {
    private final Supplier<List<ServerTable>> tables;

    /**
     * @param tables gives those of the moment
     */
    ServerSource(Supplier<List<ServerTable>> tables) {
        this.tables = tables;
    }

    @Override
    public Class<ServerQuery> queryType() {
        return ServerQuery.class;
    }

    /** A query has only the name of a table: a value that is none is refused by name. */
    @Override
    public String variable(List<String> values, boolean several) {
        return String.join(",", values);
    }

    @Override
    public List<DataFrame> query(DataQuery<ServerQuery> query) throws Exception {
        String name = query.query().table();
        List<DataFrame> parts = new ArrayList<>();
        for (ServerTable table : tables.get()) {
            if (table.name().equals(name)) {
                if (table.isForAdministrators() && !query.byAdministrator()) {
                    throw new IllegalArgumentException(
                            "the table \"%s\" is for administrators; log in as one to see it"
                                    .formatted(name));
                }
                parts.add(table.find(wanted(query)));
            }
        }
        if (parts.isEmpty()) {
            throw new IllegalArgumentException(
                    "this server has no table \"%s\"; valid: %s".formatted(name, names()));
        }
        DataFrame rows = parts.size() == 1 ? parts.get(0) : joined(parts);
        return List.of(
                new DataFrame(
                        query.refId(),
                        rows.name(),
                        rows.kind(),
                        rows.rows(),
                        rows.fields(),
                        rows.notices()));
    }

    /** One frame with the rows of all and the columns of all. */
    private static DataFrame joined(List<DataFrame> parts) {
        Map<String, FieldType> types = new LinkedHashMap<>();
        List<DataFrame.Notice> notices = new ArrayList<>();
        for (DataFrame part : parts) {
            part.fields().forEach(field -> types.putIfAbsent(field.name(), field.column().type()));
            notices.addAll(part.notices());
        }
        List<Field> fields = new ArrayList<>();
        types.forEach((name, type) -> fields.add(joined(name, type, parts)));
        DataFrame first = parts.get(0);
        return new DataFrame(first.refId(), first.name(), first.kind(), 0, List.of(), notices)
                .withFields(fields);
    }

    private static Field joined(String name, FieldType type, List<DataFrame> parts) {
        List<@Nullable Object> values = new ArrayList<>();
        for (DataFrame part : parts) {
            Field found =
                    part.fields().stream()
                            .filter(field -> field.name().equals(name))
                            .filter(field -> field.column().type() == type)
                            .findFirst()
                            .orElse(null);
            for (int row = 0; row < part.rows(); row++) {
                values.add(found == null ? null : found.column().value(row));
            }
        }
        return new Field(name, Columns.of(type, values));
    }

    private static Wanted wanted(DataQuery<ServerQuery> query) {
        ServerQuery asked = query.query();
        return new Wanted(
                query.fromMillis(), query.toMillis(), asked.limit(), asked.level(), asked.text());
    }

    @Override
    public String test() {
        return "The server answers with " + names();
    }

    private String names() {
        return tables.get().stream()
                .map(ServerTable::name)
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
