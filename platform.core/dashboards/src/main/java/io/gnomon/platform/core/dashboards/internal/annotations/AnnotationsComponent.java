package io.gnomon.platform.core.dashboards.internal.annotations;

import io.gnomon.model.frame.Columns;
import io.gnomon.model.frame.DataFrame;
import io.gnomon.model.frame.Field;
import io.gnomon.model.frame.FieldType;
import io.gnomon.platform.core.dashboards.Annotations;
import io.gnomon.platform.core.dashboards.RequestRefused;
import io.gnomon.platform.core.database.Database;
import io.gnomon.spi.datasource.ServerTable;

import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The annotations of the database as a service, and as rows of the table "annotations", which has
 * the alerts' beside them.
 */
@Component(service = {Annotations.class, ServerTable.class})
public final class AnnotationsComponent implements Annotations, ServerTable {
    private final StoredAnnotations stored;

    @Activate
    public AnnotationsComponent(@Reference Database database) {
        database.migrate("annotations", AnnotationsComponent.class.getClassLoader(), "annotations");
        stored = new StoredAnnotations(database.dataSource(), InstantSource.system());
    }

    @Override
    public List<Annotation> find(Question question) {
        return stored.find(question);
    }

    @Override
    public @Nullable Annotation get(long id) {
        return stored.get(id);
    }

    @Override
    public Annotation add(Draft draft, String author) {
        return stored.add(draft, author);
    }

    @Override
    public Annotation change(long id, Draft draft) throws RequestRefused {
        return stored.change(id, draft);
    }

    @Override
    public void delete(long id) throws RequestRefused {
        stored.delete(id);
    }

    @Override
    public String name() {
        return "annotations";
    }

    @Override
    public DataFrame rows(long fromMillis, long toMillis, int limit) {
        return rows(
                stored.find(new Question(fromMillis, toMillis, "", 0, List.of(), false, limit)));
    }

    /** The rows of annotations; a moment has no end. */
    static DataFrame rows(List<Annotation> all) {
        return new DataFrame(
                "",
                "annotations",
                DataFrame.Kind.TABLE,
                all.size(),
                List.of(
                        field("Time", FieldType.TIME, all, Draft::timeMillis),
                        field(
                                "timeEnd",
                                FieldType.TIME,
                                all,
                                draft ->
                                        draft.endMillis() > draft.timeMillis()
                                                ? (Object) draft.endMillis()
                                                : null),
                        field("title", FieldType.TEXT, all, draft -> ""),
                        field("text", FieldType.TEXT, all, Draft::text),
                        field("tags", FieldType.TEXT, all, draft -> String.join(",", draft.tags())),
                        new Field(
                                "id",
                                Columns.texts(
                                        all.stream()
                                                .map(row -> Long.toString(row.id()))
                                                .toList()))),
                List.of());
    }

    private static Field field(
            String name,
            FieldType type,
            List<Annotation> rows,
            Function<Draft, @Nullable Object> value) {
        List<@Nullable Object> values = new ArrayList<>();
        rows.forEach(row -> values.add(value.apply(row.draft())));
        return new Field(name, Columns.of(type, values));
    }
}
