package io.gnomon.datasources.gnomon.internal;

import io.gnomon.model.frame.DataFrame;
import io.gnomon.spi.datasource.DataQuery;
import io.gnomon.spi.datasource.DataSource;
import io.gnomon.spi.datasource.ServerTable;

import java.util.List;
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
        for (ServerTable table : tables.get()) {
            if (table.name().equals(name)) {
                DataFrame rows =
                        table.rows(query.fromMillis(), query.toMillis(), query.query().limit());
                return List.of(
                        new DataFrame(
                                query.refId(),
                                rows.name(),
                                rows.kind(),
                                rows.rows(),
                                rows.fields(),
                                rows.notices()));
            }
        }
        throw new IllegalArgumentException(
                "this server has no table \"%s\"; valid: %s".formatted(name, names()));
    }

    @Override
    public String test() {
        return "The server answers with " + names();
    }

    private String names() {
        return tables.get().stream()
                .map(ServerTable::name)
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
