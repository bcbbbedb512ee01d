package io.gnomon.platform.core.launcher;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** {@code gnomon tsdb ...}: options and help; the store's bundle does the work ({@link Tools}). */
final class TsdbCommands {
    private TsdbCommands() {}

    /** Adds the sub-commands to their group. */
    static CommandLine addTo(CommandLine group, Tools tools) {
        return group.addSubcommand(new ListBlocks(tools))
                .addSubcommand(new Analyze(tools))
                .addSubcommand(new Dump(tools));
    }

    /** Something done to the blocks of a data directory. */
    private abstract static class OnBlocks implements Callable<Integer> {
        private final Tools tools;
        private final String name;

        @Option(
                names = "--storage.tsdb.path",
                defaultValue = "data/",
                paramLabel = "DIR",
                description = "Data directory of the server; default data/.")
        private Path data = Path.of("data");

        OnBlocks(Tools tools, String name) {
            this.tools = tools;
            this.name = name;
        }

        /** What follows the data directory. */
        abstract List<String> arguments();

        @Override
        public Integer call() throws IOException {
            List<String> all = new ArrayList<>(List.of(data.toString()));
            all.addAll(arguments());
            return tools.run(name, all);
        }
    }

    @Command(name = "list", description = "Lists the blocks.", mixinStandardHelpOptions = true)
    private static final class ListBlocks extends OnBlocks {
        @Option(
                names = {"-r", "--human-readable"},
                description = "Print sizes with units and times as dates.")
        private boolean readable;

        ListBlocks(Tools tools) {
            super(tools, "gnomon tsdb list");
        }

        @Override
        List<String> arguments() {
            return List.of(Boolean.toString(readable));
        }
    }

    @Command(
            name = "analyze",
            description = "Checks a block and says what takes the room in it.",
            mixinStandardHelpOptions = true)
    private static final class Analyze extends OnBlocks {
        @Parameters(
                arity = "0..1",
                paramLabel = "BLOCK",
                defaultValue = "",
                description = "Id of the block; default the newest.")
        private String block = "";

        @Option(names = "--limit", defaultValue = "20", description = "Length of the lists; 20.")
        private int limit;

        Analyze(Tools tools) {
            super(tools, "gnomon tsdb analyze");
        }

        @Override
        List<String> arguments() {
            return List.of(block, Integer.toString(limit));
        }
    }

    @Command(
            name = "dump",
            description =
                    "Writes the samples in blocks as text. Those of the last hours are not in"
                            + " blocks yet.",
            mixinStandardHelpOptions = true)
    private static final class Dump extends OnBlocks {
        @Option(
                names = "--min-time",
                converter = Millis.class,
                description = "First time: milliseconds since 1970, or 2026-01-02T03:04:05Z.")
        private long min = Long.MIN_VALUE;

        @Option(names = "--max-time", converter = Millis.class, description = "Last time.")
        private long max = Long.MAX_VALUE;

        @Option(
                names = "--match",
                paramLabel = "SELECTOR",
                description = "Series, such as {job=\"x\"}; may be given several times.")
        private List<String> match = List.of();

        Dump(Tools tools) {
            super(tools, "gnomon tsdb dump");
        }

        @Override
        List<String> arguments() {
            List<String> all = new ArrayList<>(List.of(Long.toString(min), Long.toString(max)));
            all.addAll(match);
            return all;
        }
    }

    /** A time in milliseconds. */
    private static final class Millis implements CommandLine.ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            if (text.matches("-?[0-9]{1,18}")) {
                return Long.parseLong(text);
            }
            try {
                return Instant.parse(text).toEpochMilli();
            } catch (DateTimeParseException e) {
                throw new CommandLine.TypeConversionException(
                        "\"" + text + "\" is neither milliseconds nor like 2026-01-02T03:04:05Z");
            }
        }
    }
}
