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
     */
    static String of(ExporterFactory<?> factory, String version, String metricsPath) {
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
        for (Map.Entry<String, Boolean> collector : factory.collectors().entrySet()) {
            page.append(page.indexOf("<h2>") < 0 ? "<h2>Collectors</h2>\n<p>" : " ")
                    .append(escape(collector.getKey()))
                    .append(collector.getValue() ? "" : " (off by default)");
        }
        return page.append("\n</body></html>\n").toString();
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
