package io.gnomon.platform.core.http.internal.tools;

import io.gnomon.model.text.GoNumbers;
import io.gnomon.platform.core.http.internal.prometheus.Parameters;
import io.gnomon.platform.core.http.internal.routing.HttpError;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.spi.ToolProvider;

/**
 * {@code gnomon query ...}. The first arguments are the file of {@code http_config} (empty for
 * none), the form of the output (promql or json), and the server; the rest differs.
 */
abstract class QueryTool implements ToolProvider {
    static final Duration TIMEOUT = Duration.ofMinutes(2);

    private final String name;

    QueryTool(String name) {
        this.name = "gnomon query " + name;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final int run(PrintWriter out, PrintWriter err, String... arguments) {
        List<String> rest = Arrays.asList(arguments).subList(3, arguments.length);
        AnswerPrinter printer =
                arguments[1].equals("json") ? new JsonPrinter(out) : new TextPrinter(out);
        try (ApiClient client = new ApiClient(arguments[2], arguments[0], headers(rest))) {
            ask(client, rest, printer, err);
            return 0;
        } catch (ApiException e) {
            err.println("query error: " + e.getMessage());
        } catch (IOException | IllegalArgumentException e) {
            err.println(e.getMessage());
        }
        return 1;
    }

    /** Headers to send. */
    Map<String, String> headers(List<String> arguments) {
        return Map.of();
    }

    /**
     * Asks and prints.
     *
     * @throws IllegalArgumentException with a sentence about an argument
     */
    abstract void ask(
            ApiClient client, List<String> arguments, AnswerPrinter printer, PrintWriter err)
            throws ApiException, IOException;

    static void warn(ApiClient.Data data, PrintWriter err) {
        data.warnings().forEach(warning -> err.println("query warning: " + warning));
    }

    /**
     * A time in milliseconds.
     *
     * @param text RFC 3339 or seconds since 1970; empty for the time that is usual
     */
    static long time(String what, String text, long usual) {
        try {
            return text.isEmpty() ? usual : Parameters.parseTime("", text);
        } catch (HttpError e) {
            throw new IllegalArgumentException(
                    "error parsing %s time: cannot parse \"%s\" to a valid timestamp"
                            .formatted(what, text),
                    e);
        }
    }

    /** Seconds as the API takes them. */
    static String seconds(long millis) {
        return GoNumbers.plain(millis / 1000.0);
    }
}
