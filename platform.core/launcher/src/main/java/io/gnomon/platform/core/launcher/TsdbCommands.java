package io.gnomon.platform.core.launcher;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
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
}
