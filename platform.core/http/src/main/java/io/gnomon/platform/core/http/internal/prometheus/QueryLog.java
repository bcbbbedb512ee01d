package io.gnomon.platform.core.http.internal.prometheus;

import com.fasterxml.jackson.core.JsonGenerator;

import io.gnomon.model.query.QueryException;
import io.gnomon.model.query.QueryObserver;
import io.gnomon.model.query.QueryRequest;
import io.gnomon.model.query.QueryStatistics;
import io.gnomon.platform.core.http.internal.json.Json;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * The file {@code query_log_file}: a JSON object a line for every query, as Prometheus writes it
 * (docs/formats/query-log.md). Safe for use by any number of threads.
 */
public final class QueryLog implements QueryObserver, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(QueryLog.class);
    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final Clock clock;
    private String path = "";
    private @Nullable OutputStream file;
    private long failures;

    public QueryLog(Clock clock) {
        this.clock = clock;
    }

    /**
     * Goes on in another file, which is made when it is not there. The same path means that the
     * file was moved away: it is opened again.
     *
     * @param newPath empty for no log
     */
    public synchronized void moveTo(String newPath) {
        close();
        path = newPath;
        if (!newPath.isEmpty()) {
            try {
                file =
                        Files.newOutputStream(
                                Path.of(newPath),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.APPEND);
            } catch (IOException e) {
                LOG.error("query_log_file {}: {}; queries are not logged", newPath, e.toString());
            }
        }
    }

    @Override
    public void ended(
            QueryRequest request, QueryStatistics statistics, @Nullable QueryException error) {
        if (!isOn()) {
            return;
        }
        try {
            write(line(request, statistics, error));
        } catch (IOException e) {
            failed(e);
        }
    }

    /** Whether queries are logged. */
    public synchronized boolean isOn() {
        return file != null;
    }

    private synchronized void write(byte[] line) throws IOException {
        if (file != null) {
            file.write(line);
        }
    }

    /** Queries that could not be logged. */
    public synchronized long failures() {
        return failures;
    }

    /** Says it once; a reload of the configuration tries again. */
    private synchronized void failed(IOException e) {
        failures++;
        if (file != null) {
            LOG.error("query_log_file {}: {}; queries are not logged", path, e.toString());
            close();
        }
    }

    private byte[] line(
            QueryRequest request, QueryStatistics statistics, @Nullable QueryException error)
            throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(512);
        try (JsonGenerator json = Json.generator(line)) {
            json.writeStartObject();
            json.writeStringField("time", clock.instant().toString());
            json.writeStringField("level", "INFO");
            json.writeStringField("msg", "promql query logged");
            json.writeObjectFieldStart("params");
            json.writeStringField("end", time(request.endMillis()));
            json.writeStringField("query", request.query());
            json.writeStringField("start", time(request.startMillis()));
            json.writeNumberField("step", request.stepMillis() / 1000);
            json.writeEndObject();
            if (error != null) {
                json.writeStringField("error", String.valueOf(error.getMessage()));
            }
            StatisticsJson.write(json, request, statistics);
            QueryRequest.Origin origin = request.origin();
            if (!origin.kind().isEmpty()) {
                json.writeObjectFieldStart(origin.kind());
                for (String fact : origin.facts().keySet().stream().sorted().toList()) {
                    json.writeStringField(fact, origin.facts().get(fact));
                }
                json.writeEndObject();
            }
            json.writeEndObject();
        }
        line.write('\n');
        return line.toByteArray();
    }

    private static String time(long millis) {
        return MILLIS.format(Instant.ofEpochMilli(millis));
    }

    @Override
    public synchronized void close() {
        OutputStream open = file;
        file = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                LOG.warn("query_log_file {}: {}", path, e.toString());
            }
        }
    }
}
