package io.gnomon.platform.core.http.internal.exporters;

import io.gnomon.spi.exporter.ExporterFactory;

import java.util.Map;

/** What an exporter shows at its root: a link to each of its paths. */
final class LandingPage {
    private LandingPage() {}

    /**
     * The page.
     *
     * @param metricsPath where this listener serves what is otherwise at {@code /metrics}
     * @param troubles what does not work, by subject
     */
    static String of(
            ExporterFactory<?> factory,
            String version,
            String metricsPath,
            Map<String, String> troubles) {
        String title = escape(factory.program().isEmpty() ? factory.name() : factory.program());
        StringBuilder page =
                new StringBuilder("<!doctype html>\n<html lang=\"en\"><head><title>")
                        .append(title)
                        .append("</title></head>\n<body>\n<h1>")
                        .append(title)
                        .append("</h1>\n<p>Version ")
                        .append(escape(version))
                        .append(" of Gnomon's exporter &quot;")
                        .append(escape(factory.name()))
                        .append("&quot;</p>\n<ul>\n");
        link(page, metricsPath, "Metrics");
        factory.pagePaths()
                .forEach((path, words) -> {
                    if (!words.isEmpty()) {
                        link(page, path, words);
                    }
                });
        page.append("</ul>\n");
        for (String path : factory.metricPaths()) {
            if (!path.equals("/metrics")) {
                page.append("<p>Metrics of one target: <code>")
                        .append(escape(path.substring(1)))
                        .append("?target=...</code></p>\n");
            }
        }
        troubles(page, troubles);
        boolean first = true;
        for (Map.Entry<String, Boolean> collector : factory.collectors().entrySet()) {
            page.append(first ? "<h2>Collectors</h2>\n<p>" : " ")
                    .append(escape(collector.getKey()))
                    .append(collector.getValue() ? "" : " (off by default)");
            first = false;
        }
        return page.append("\n</body></html>\n").toString();
    }

    private static void troubles(StringBuilder page, Map<String, String> troubles) {
        if (troubles.isEmpty()) {
            return;
        }
        page.append("<h2>What did not work last</h2>\n<table border=\"1\">");
        troubles.forEach((subject, reason) ->
                page.append("<tr><td>")
                        .append(escape(subject))
                        .append("</td><td>")
                        .append(escape(reason))
                        .append("</td></tr>\n"));
        page.append("</table>\n");
    }

    /** Relative, since the page is served below other paths too. */
    private static void link(StringBuilder page, String path, String words) {
        page.append("<li><a href=\"")
                .append(escape(path.substring(1)))
                .append("\">")
                .append(escape(words))
                .append("</a></li>\n");
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
