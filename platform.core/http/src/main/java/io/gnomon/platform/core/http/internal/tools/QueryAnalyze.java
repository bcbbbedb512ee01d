package io.gnomon.platform.core.http.internal.tools;

import com.fasterxml.jackson.databind.JsonNode;

import org.jspecify.annotations.Nullable;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.spi.ToolProvider;

/**
 * {@code gnomon query analyze}: how many buckets of histograms are used. Arguments: file of {@code
 * http_config} (empty for none), server, type, duration, time, selectors. What is counted and how
 * it is printed is promtool's.
 */
public final class QueryAnalyze implements ToolProvider {
    private static final int FIRST_SELECTOR = 5;
    private static final String HEADER =
            """
            Bucket stats for each histogram series over time
            ------------------------------------------------
            First the min, avg, and max number of populated buckets, followed by the total
            number of buckets (only if different from the max number of populated buckets
            which is typical for classic but not native histograms).
            """;
    private static final String FOOTER =
            """

            Aggregated bucket stats
            -----------------------
            Each line shows min/avg/max over the series above.
            """;

    @Override
    public String name() {
        return "gnomon query analyze";
    }

    @Override
    public int run(PrintWriter out, PrintWriter err, String... arguments) {
        if (!arguments[2].equals("histogram")) {
            err.println("analyze type is " + arguments[2] + ", must be 'histogram'");
            return 1;
        }
        List<BucketStatistics> natives = new ArrayList<>();
        List<BucketStatistics> classics = new ArrayList<>();
        try (ApiClient client = new ApiClient(arguments[1], arguments[0], Map.of())) {
            long time = QueryTool.time("query", arguments[4], System.currentTimeMillis());
            out.println(HEADER);
            for (String selector : List.of(arguments).subList(FIRST_SELECTOR, arguments.length)) {
                ApiClient.Form form =
                        new ApiClient.Form()
                                .add("query", selector + "[" + arguments[3] + "]")
                                .add("time", QueryTool.seconds(time));
                JsonNode data = client.post("/api/v1/query", form, QueryTool.TIMEOUT).data();
                if (!data.path("resultType").asText().equals("matrix")) {
                    throw new ApiException("query of buckets resulted in non-Matrix");
                }
                analyze(data.path("result"), natives, classics, out);
            }
        } catch (ApiException | IllegalArgumentException e) {
            err.println(e.getMessage());
            return 1;
        }
        out.print(FOOTER);
        if (!natives.isEmpty()) {
            out.println("\nNative " + BucketStatistics.aggregated(natives));
        }
        if (!classics.isEmpty()) {
            out.println("\nClassic " + BucketStatistics.aggregated(classics));
        }
        return 0;
    }

    private static void analyze(
            JsonNode matrix,
            List<BucketStatistics> natives,
            List<BucketStatistics> classics,
            PrintWriter out) {
        Map<String, List<JsonNode>> buckets = new LinkedHashMap<>();
        for (JsonNode series : matrix) {
            JsonNode metric = series.path("metric");
            String name = metric.path("__name__").asText();
            if (series.path("values").isEmpty()) {
                note(
                        TextPrinter.metric(metric) + " (native)",
                        BucketStatistics.ofNative(series.path("histograms")),
                        natives,
                        out);
            } else if (name.endsWith("_bucket") && metric.has("le")) {
                String histogram = name + TextPrinter.labelSet(metric, List.of("__name__", "le"));
                buckets.computeIfAbsent(histogram, h -> new ArrayList<>()).add(series);
            }
        }
        buckets.forEach((histogram, series) ->
                note(histogram + " (classic)", BucketStatistics.ofClassic(series), classics, out));
    }

    private static void note(
            String histogram,
            @Nullable BucketStatistics statistics,
            List<BucketStatistics> all,
            PrintWriter out) {
        if (statistics != null) {
            out.println("- " + histogram + ": " + statistics);
            all.add(statistics);
        }
    }
}
