package io.gnomon.platform.tsdb.internal.tools;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.model.storage.StorageException;
import io.gnomon.model.text.GoNumbers;
import io.gnomon.platform.tsdb.internal.TsdbStorage;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;

/** {@code gnomon tsdb dump DATA}: a line for each sample, as promtool prints it. */
public class DumpTool extends FolderTool {
    public DumpTool() {
        this("dump");
    }

    DumpTool(String subCommand) {
        super(subCommand);
    }

    @Override
    void run(Arguments arguments, PrintWriter out, PrintWriter err)
            throws ToolException, StorageException, IOException {
        var selectors = arguments.selectors();
        try (TsdbStorage storage = TsdbStorage.offline(Path.of(arguments.get(0)))) {
            StringBuilder line = new StringBuilder();
            StoredSeries.visit(
                            storage,
                            selectors,
                            arguments.number("min-time", Long.MIN_VALUE),
                            arguments.number("max-time", Long.MAX_VALUE),
                            (labels, samples) -> print(labels, samples, line, out))
                    .forEach(warning -> err.println(name() + ": " + warning));
        }
        end(out);
    }

    /** Prints a series; the builder is empty. */
    void print(Labels labels, SampleColumn samples, StringBuilder line, PrintWriter out) {
        String series = labels.toString();
        for (int row = 0; row < samples.size; row++) {
            Histogram histogram = samples.histogram(row);
            line.setLength(0);
            line.append(series).append(' ');
            if (histogram == null) {
                line.append(GoNumbers.general(samples.values[row]));
            } else {
                HistogramText.append(line, histogram);
            }
            out.println(line.append(' ').append(samples.times[row]));
        }
    }

    /** Prints what stands at the end. */
    void end(PrintWriter out) {}
}
