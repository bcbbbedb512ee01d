package io.gnomon.platform.core.exposition.internal.lint;

import static java.util.Comparator.comparingInt;

import io.gnomon.platform.core.exposition.ExpositionException;
import io.gnomon.platform.core.exposition.OpenMetricsCheck;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.spi.ToolProvider;

/**
 * {@code gnomon check metrics}: reads a text exposition from the standard input. Arguments: whether
 * names are looked at, whether the number of series is printed, whether it is OpenMetrics, which is
 * then checked and nothing else. Exit codes are promtool's: 1 for a text that is wrong, 3 for a
 * name that is.
 */
public final class CheckMetrics implements ToolProvider {
    private static final int FAILED = 1;
    private static final int LINT = 3;
    private static final int PADDING = 4;

    @Override
    public String name() {
        return "gnomon check metrics";
    }

    @Override
    public int run(PrintWriter out, PrintWriter err, String... arguments) {
        boolean lint = Boolean.parseBoolean(arguments[0]);
        boolean extended = Boolean.parseBoolean(arguments[1]);
        if (!lint && !extended) {
            err.println("error: at least one of --extended or linting must be enabled");
            err.println(
                    "Use --extended for cardinality analysis, or remove --lint=none to enable"
                            + " linting");
            return FAILED;
        }
        if (Boolean.parseBoolean(arguments[2])) {
            return checkOpenMetrics(err);
        }
        List<LintedFamily> families;
        try {
            families = LintedText.families(System.in.readAllBytes());
        } catch (ExpositionException | IOException e) {
            err.println("error while linting: " + e.getMessage());
            return FAILED;
        }
        boolean problems = false;
        for (LintedFamily family : lint ? families : List.<LintedFamily>of()) {
            for (String problem : MetricLint.problems(family)) {
                err.println(family.name() + " " + problem);
                problems = true;
            }
        }
        if (problems) {
            return LINT;
        }
        if (extended) {
            printCardinality(families, out);
        }
        return 0;
    }

    private static int checkOpenMetrics(PrintWriter err) {
        try {
            OpenMetricsCheck.check(System.in.readAllBytes());
            return 0;
        } catch (ExpositionException | IOException e) {
            err.println("error while checking: " + e.getMessage());
            return FAILED;
        }
    }

    private static void printCardinality(List<LintedFamily> families, PrintWriter out) {
        List<LintedFamily> sorted = new ArrayList<>(families);
        sorted.sort(comparingInt(LintedFamily::series).reversed());
        int total = sorted.stream().mapToInt(LintedFamily::series).sum();
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {"Metric", "Cardinality", "Percentage"});
        for (LintedFamily family : sorted) {
            rows.add(
                    new String[] {
                        family.name(),
                        Integer.toString(family.series()),
                        String.format(Locale.ROOT, "%.2f%%", 100.0 * family.series() / total)
                    });
        }
        rows.add(new String[] {"Total", Integer.toString(total), "100%"});
        int[] widths = new int[3];
        for (String[] row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row[i].length() + PADDING);
            }
        }
        for (String[] row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                line.append(row[i]).repeat(' ', widths[i] - row[i].length());
            }
            out.println(line);
        }
    }
}
