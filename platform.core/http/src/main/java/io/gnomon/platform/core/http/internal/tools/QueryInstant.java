package io.gnomon.platform.core.http.internal.tools;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;

/** {@code gnomon query instant}. Arguments after the common ones: expression, time. */
public final class QueryInstant extends QueryTool {
    public QueryInstant() {
        super("instant");
    }

    @Override
    void ask(ApiClient client, List<String> arguments, AnswerPrinter printer, PrintWriter err)
            throws ApiException, IOException {
        long time = time("evaluation", arguments.get(1), System.currentTimeMillis());
        ApiClient.Data answer =
                client.post(
                        "/api/v1/query",
                        new ApiClient.Form()
                                .add("query", arguments.get(0))
                                .add("time", seconds(time)),
                        TIMEOUT);
        warn(answer, err);
        printer.value(answer.data());
    }
}
