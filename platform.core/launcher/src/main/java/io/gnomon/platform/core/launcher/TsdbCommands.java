package io.gnomon.platform.core.launcher;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** {@code gnomon tsdb ...}: options and help; the store's bundle does the work ({@link Tools}). */
final class TsdbCommands {
    private TsdbCommands() {}

    /** Adds the sub-commands to their group. */
    static CommandLine addTo(CommandLine group, Tools tools) {
        return group.addSubcommand(new ListBlocks(tools)).addSubcommand(new Analyze(tools));
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

        /** The data directory where the option says nothing else. */
        final Path data() {
            return data;
        }

        /** The data directory and what follows it. */
        abstract List<String> arguments();

        @Override
        public final Integer call() throws IOException {
            return tools.run(name, arguments());
        }
    }

    @Command(name = "list", description = "Lists the blocks.", mixinStandardHelpOptions = true)
    private static final class ListBlocks extends OnBlocks {
        @Option(
                names = {"-r", "--human-readable"},
                description = "Print sizes with units and times as dates.")
        private boolean readable;

        @Parameters(
                arity = "0..1",
                paramLabel = "DIR",
                description = "Data directory, as promtool takes it.")
        private @Nullable Path folder;

        ListBlocks(Tools tools) {
            super(tools, "gnomon tsdb list");
        }

        @Override
        List<String> arguments() {
            Path given = folder;
            return List.of((given == null ? data() : given).toString(), Boolean.toString(readable));
        }
    }

    @Command(
            name = "analyze",
            description = "Checks a block and says what takes the room in it.",
            mixinStandardHelpOptions = true)
    private static final class Analyze extends OnBlocks {
        @Parameters(
                arity = "0..2",
                paramLabel = "[DIR] [BLOCK]",
                hideParamSyntax = true,
                description =
                        "Data directory, as promtool takes it, and the id of the block; default the"
                                + " newest.")
        private List<String> words = new ArrayList<>();

        @Option(names = "--limit", defaultValue = "20", description = "Length of the lists; 20.")
        private int limit;

        Analyze(Tools tools) {
            super(tools, "gnomon tsdb analyze");
        }

        @Override
        List<String> arguments() {
            boolean folder = words.size() > 1 || (!words.isEmpty() && isFolder(words.getFirst()));
            String block = words.size() > (folder ? 1 : 0) ? words.getLast() : "";
            return List.of(
                    folder ? words.getFirst() : data().toString(), block, Integer.toString(limit));
        }

        private static boolean isFolder(String word) {
            return Files.isDirectory(Path.of(word));
        }
    }
}
