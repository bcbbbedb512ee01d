package io.gnomon.platform.tsdb.internal.tools;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.labels.Matcher;
import io.gnomon.model.labels.MatcherText;
import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.model.storage.StorageException;
import io.gnomon.model.text.GoNumbers;
import io.gnomon.platform.tsdb.internal.block.Block;
import io.gnomon.platform.tsdb.internal.block.MergeFeed;
import io.gnomon.platform.tsdb.internal.block.SeriesFeed;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the samples of blocks as text: labels, value, time in milliseconds, as promtool tsdb dump
 * does. Arguments: data directory, first and last time in milliseconds, selectors (none for all).
 */
public final class DumpBlocks extends BlockTool {
    @Override
    public String name() {
        return "gnomon tsdb dump";
    }

    @Override
    void run(PrintWriter out, PrintWriter err, Path data, List<String> args)
            throws IOException, StorageException {
        long min = Long.parseLong(args.get(0));
        long max = Long.parseLong(args.get(1));
        List<List<Matcher>> selectors =
                args.subList(2, args.size()).stream().map(MatcherText::parse).toList();
        List<Block> blocks = open(data, err);
        List<SeriesFeed> feeds = new ArrayList<>();
        try {
            for (Block block : blocks) {
                feeds.add(block.feed(min, max));
            }
            try (MergeFeed all = new MergeFeed(feeds)) {
                SampleColumn samples = new SampleColumn();
                while (all.next()) {
                    if (isWanted(all.labels(), selectors)) {
                        all.samples(samples);
                        print(out, all.labels(), samples);
                    }
                }
            }
        } finally {
            close(blocks);
        }
    }

    private static boolean isWanted(Labels labels, List<List<Matcher>> selectors) {
        return selectors.isEmpty()
                || selectors.stream().anyMatch(s -> s.stream().allMatch(m -> m.matches(labels)));
    }

    private static void print(PrintWriter out, Labels labels, SampleColumn samples) {
        for (int i = 0; i < samples.size; i++) {
            Histogram histogram = samples.histogram(i);
            out.print(labels);
            out.print(' ');
            out.print(histogram == null ? GoNumbers.general(samples.values[i]) : histogram);
            out.print(' ');
            out.println(samples.times[i]);
        }
    }
}
