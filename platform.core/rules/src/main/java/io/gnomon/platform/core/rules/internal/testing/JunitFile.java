package io.gnomon.platform.core.rules.internal.testing;

import java.util.ArrayList;
import java.util.List;

/** Results in JUnit's XML: a suite a file, a case a test group. For one thread. */
final class JunitFile {
    private final StringBuilder suites = new StringBuilder();

    /** The cases of one file. */
    static final class Suite {
        private final StringBuilder cases = new StringBuilder();
        private final List<String> problems = new ArrayList<>();
        private int tests;
        private int failures;
        private int errors;

        /** A group that was tested. */
        void add(String name, List<String> found) {
            tests++;
            failures += found.size();
            problems.addAll(found);
            cases.append("<testcase name=\"").append(escaped(name)).append("\">");
            found.forEach(problem ->
                    cases.append("<failure>").append(escaped(problem)).append("</failure>"));
            cases.append("</testcase>");
        }

        /** Nothing could be tested. */
        void abort(String problem) {
            tests++;
            errors++;
            problems.add(problem);
            cases.append("<testcase name=\"unknown\"><error>")
                    .append(escaped(problem))
                    .append("</error></testcase>");
        }

        List<String> problems() {
            return problems;
        }
    }

    /**
     * Adds what has been tested.
     *
     * @param time local time without a zone, to the second
     */
    void add(String file, String time, Suite suite) {
        suites.append(
                        "<testsuite name=\"%s\" tests=\"%d\" failures=\"%d\" errors=\"%d\" skipped=\"0\" timestamp=\"%s\">"
                                .formatted(
                                        escaped(file),
                                        suite.tests,
                                        suite.failures,
                                        suite.errors,
                                        time))
                .append(suite.cases)
                .append("</testsuite>");
    }

    @Override
    public String toString() {
        return "<testsuites>" + suites + "</testsuites>";
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        text.codePoints()
                .forEach(c -> {
                    switch (c) {
                        case '"' -> escaped.append("&#34;");
                        case '\'' -> escaped.append("&#39;");
                        case '&' -> escaped.append("&amp;");
                        case '<' -> escaped.append("&lt;");
                        case '>' -> escaped.append("&gt;");
                        case '\t' -> escaped.append("&#x9;");
                        case '\n' -> escaped.append("&#xA;");
                        case '\r' -> escaped.append("&#xD;");
                        default -> escaped.appendCodePoint(c < ' ' ? 0xFFFD : c);
                    }
                });
        return escaped.toString();
    }
}
