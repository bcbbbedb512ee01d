package io.gnomon.exporters.blackbox.internal;

/** The exporter's landing page: its links and the last probes. */
final class HistoryPage {
    private HistoryPage() {}

    static String of(History history) {
        StringBuilder page =
                new StringBuilder(
                        """
                        <!doctype html>
                        <html lang="en"><head><title>Blackbox exporter</title></head>
                        <body>
                        <h1>Blackbox exporter</h1>
                        <p><a href="probe?target=prometheus.io&amp;module=http_2xx">Probe prometheus.io with http_2xx</a></p>
                        <p><a href="probe?target=prometheus.io&amp;module=http_2xx&amp;debug=true">The same, with its log</a></p>
                        <p><a href="metrics">Metrics</a></p>
                        <p><a href="config">Configuration</a></p>
                        <h2>Recent probes</h2>
                        <table border="1"><tr><th>Module</th><th>Target</th><th>Result</th><th>Reason</th><th>Log</th></tr>
                        """);
        for (History.Entry entry : history.all()) {
            page.append("<tr><td>")
                    .append(escape(entry.module()))
                    .append("</td><td>")
                    .append(escape(entry.target()))
                    .append("</td><td>")
                    .append(entry.success() ? "Success" : "<strong>Failure</strong>")
                    .append("</td><td>")
                    .append(escape(entry.reason()))
                    .append("</td><td><a href=\"logs?id=")
                    .append(entry.id())
                    .append("\">Log</a></td></tr>\n");
        }
        return page.append("</table>\n</body></html>\n").toString();
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
