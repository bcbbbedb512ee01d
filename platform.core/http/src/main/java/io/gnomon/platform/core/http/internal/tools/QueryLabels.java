package io.gnomon.platform.core.http.internal.tools;

import io.gnomon.platform.core.exposition.NameEscaping;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;

/** {@code gnomon query labels}. Arguments after the common ones: label, start, end, selectors. */
public final class QueryLabels extends QueryTool {
    public QueryLabels() {
        super("labels");
    }

    @Override
    void ask(ApiClient client, List<String> arguments, AnswerPrinter printer, PrintWriter err)
            throws ApiException, IOException {
        String label = NameEscaping.VALUES.escape(arguments.get(0));
        ApiClient.Form form = new ApiClient.Form();
        QuerySeries.addRange(form, arguments.get(1), arguments.get(2));
        arguments.subList(3, arguments.size()).forEach(match -> form.add("match[]", match));
        ApiClient.Data answer = client.get("/api/v1/label/" + label + "/values", form, TIMEOUT);
        warn(answer, err);
        printer.texts(answer.data());
    }
}
