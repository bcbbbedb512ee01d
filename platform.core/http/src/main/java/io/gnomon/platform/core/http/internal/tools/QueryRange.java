package io.gnomon.platform.core.http.internal.tools;

import io.gnomon.platform.core.http.internal.prometheus.Parameters;
import io.gnomon.platform.core.http.internal.routing.HttpError;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code gnomon query range}. Arguments after the common ones: expression, start, end, step,
 * headers as name=value.
 */
public final class QueryRange extends QueryTool {
    private static final long USUAL_RANGE_MILLIS = Duration.ofMinutes(5).toMillis();
    private static final int USUAL_POINTS = 250;
    private static final int FIRST_HEADER = 4;

    public QueryRange() {
        super("range");
    }

    @Override
    Map<String, String> headers(List<String> arguments) {
        Map<String, String> headers = new HashMap<>();
        for (String header : arguments.subList(FIRST_HEADER, arguments.size())) {
            int equals = header.indexOf('=');
            headers.put(header.substring(0, equals), header.substring(equals + 1));
        }
        return headers;
    }

    @Override
    void ask(ApiClient client, List<String> arguments, AnswerPrinter printer, PrintWriter err)
            throws ApiException, IOException {
        long end = time("end", arguments.get(2), System.currentTimeMillis());
        long start = time("start", arguments.get(1), end - USUAL_RANGE_MILLIS);
        if (start >= end) {
            throw new IllegalArgumentException("start time is not before end time");
        }
        ApiClient.Data answer =
                client.post(
                        "/api/v1/query_range",
                        new ApiClient.Form()
                                .add("query", arguments.get(0))
                                .add("start", seconds(start))
                                .add("end", seconds(end))
                                .add("step", seconds(step(arguments.get(3), end - start))),
                        TIMEOUT);
        warn(answer, err);
        printer.value(answer.data());
    }

    private static long step(String text, long rangeMillis) {
        try {
            long step = text.isEmpty() ? 0 : Parameters.parseDuration("", text);
            return step > 0 ? step : Math.max(rangeMillis / 1000 / USUAL_POINTS, 1) * 1000;
        } catch (HttpError e) {
            throw new IllegalArgumentException(
                    "error parsing step: cannot parse \"" + text + "\" to a valid duration", e);
        }
    }
}
