package io.gnomon.platform.core.http.internal.tools;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;

/** {@code gnomon query series}. Arguments after the common ones: start, end, selectors. */
public final class QuerySeries extends QueryTool {
    public QuerySeries() {
        super("series");
    }

    @Override
    void ask(ApiClient client, List<String> arguments, AnswerPrinter printer, PrintWriter err)
            throws ApiException, IOException {
        ApiClient.Form form = new ApiClient.Form();
        addRange(form, arguments.get(0), arguments.get(1));
        arguments.subList(2, arguments.size()).forEach(match -> form.add("match[]", match));
        ApiClient.Data answer = client.post("/api/v1/series", form, TIMEOUT);
        warn(answer, err);
        printer.series(answer.data());
    }

    /** More than a year to both sides of now, unless something else is said. */
    static void addRange(ApiClient.Form form, String start, String end) {
        long wideMillis = 9999L * 3600 * 1000;
        long now = System.currentTimeMillis();
        form.add("start", seconds(time("start", start, now - wideMillis)));
        form.add("end", seconds(time("end", end, now + wideMillis)));
    }
}
