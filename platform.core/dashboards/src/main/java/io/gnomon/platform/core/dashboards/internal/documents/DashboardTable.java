package io.gnomon.platform.core.dashboards.internal.documents;

import io.gnomon.model.frame.Columns;
import io.gnomon.model.frame.DataFrame;
import io.gnomon.model.frame.Field;
import io.gnomon.platform.core.dashboards.DashboardStore;
import io.gnomon.platform.core.dashboards.DashboardStore.Summary;
import io.gnomon.spi.datasource.ServerTable;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import java.util.List;
import java.util.function.Function;

/** The table "dashboards": a row for each, by folder and title. */
@Component
public final class DashboardTable implements ServerTable {
    private final DashboardStore store;

    @Activate
    public DashboardTable(@Reference DashboardStore store) {
        this.store = store;
    }

    @Override
    public String name() {
        return "dashboards";
    }

    @Override
    public DataFrame rows(long fromMillis, long toMillis, int limit) {
        List<Summary> all = store.list();
        List<Summary> first = all.subList(0, Math.min(limit, all.size()));
        return new DataFrame(
                "",
                name(),
                DataFrame.Kind.TABLE,
                first.size(),
                List.of(
                        field("title", first, Summary::title),
                        field("uid", first, Summary::uid),
                        field("folder", first, Summary::folder),
                        field("tags", first, summary -> String.join(",", summary.tags()))),
                List.of());
    }

    private static Field field(String name, List<Summary> rows, Function<Summary, String> value) {
        return new Field(name, Columns.texts(rows.stream().map(value).toList()));
    }
}
