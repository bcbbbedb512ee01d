package io.gnomon.platform.core.http.internal.logs;

import io.gnomon.model.frame.Columns;
import io.gnomon.model.frame.DataFrame;
import io.gnomon.model.frame.Field;
import io.gnomon.model.frame.FieldType;
import io.gnomon.platform.core.http.internal.logs.ServerLog.Level;
import io.gnomon.platform.core.http.internal.logs.ServerLog.Line;
import io.gnomon.spi.datasource.ServerTable;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.logging.LogRecord;

/** The table "logs": what the server logged in the time range, newest first. */
@Component
public final class LogTable implements ServerTable {
    private final ServerLog log;

    @Activate
    public LogTable(@Reference(target = "(gnomon.log=lines)") Supplier<List<LogRecord>> kept) {
        this.log = new ServerLog(kept);
    }

    @Override
    public String name() {
        return "logs";
    }

    @Override
    public boolean isForAdministrators() {
        return true;
    }

    @Override
    public DataFrame rows(long fromMillis, long toMillis, int limit) {
        return find(new Wanted(fromMillis, toMillis, limit, "", ""));
    }

    @Override
    public DataFrame find(Wanted wanted) {
        List<Line> lines =
                log.lines(
                        new ServerLog.Wanted(
                                wanted.fromMillis(),
                                wanted.toMillis(),
                                Level.of(wanted.level()),
                                wanted.text(),
                                wanted.limit()));
        return new DataFrame(
                "",
                name(),
                DataFrame.Kind.LOGS,
                lines.size(),
                List.of(
                        field("Time", FieldType.TIME, lines, Line::atMillis),
                        field("message", FieldType.TEXT, lines, Line::message),
                        field("level", FieldType.TEXT, lines, line -> line.level().text()),
                        field("logger", FieldType.TEXT, lines, Line::logger)),
                List.of());
    }

    private static Field field(
            String name, FieldType type, List<Line> lines, Function<Line, Object> value) {
        return new Field(name, Columns.of(type, lines.stream().map(value).toList()));
    }
}
