package io.gnomon.platform.testkit.promql;

import io.gnomon.model.storage.Storage;
import io.gnomon.model.storage.StorageException;
import io.gnomon.platform.memory.MemoryStorage;
import io.gnomon.platform.memory.notation.ScriptSyntax;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A script read into its queries. Commands are {@code load}, {@code clear} and {@code eval}; a line
 * that is empty ends the block of the one above, a line that starts with # counts as empty.
 */
public final class PromqlScript {
    private static final Pattern LOAD = Pattern.compile("load(_with_nhcb)?\\s+(\\S+)");
    private static final Pattern INSTANT =
            Pattern.compile("eval(_\\w+)?\\s+instant\\s+(?:at\\s+(\\S+)\\s+)?(.*)");
    private static final Pattern RANGE =
            Pattern.compile(
                    "eval\\s+range\\s+from\\s+(\\S+)\\s+to\\s+(\\S+)\\s+step\\s+(\\S+)\\s+(.*)");

    private final List<ScriptEval> evals = new ArrayList<>();
    private final List<Load> loads = new ArrayList<>();
    private Storage storage = new MemoryStorage();

    private PromqlScript() {}

    /** The queries of a script, each with a storage that holds what was loaded before it. */
    public static List<ScriptEval> read(Path file) throws IOException, StorageException {
        PromqlScript script = new PromqlScript();
        List<String> lines = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            String trimmed = line.trim();
            lines.add(trimmed.startsWith("#") ? "" : trimmed);
        }
        int i = 0;
        while (i < lines.size()) {
            int end = i + 1;
            boolean hasBlock = !lines.get(i).equals("clear");
            while (hasBlock && end < lines.size() && !lines.get(end).isEmpty()) {
                end++;
            }
            if (!lines.get(i).isEmpty()) {
                script.command(i + 1, lines.get(i), lines.subList(i + 1, end));
                i = end;
            } else {
                i++;
            }
        }
        return List.copyOf(script.evals);
    }

    private void command(int line, String command, List<String> block) throws StorageException {
        Matcher load = LOAD.matcher(command);
        if (command.equals("clear")) {
            loads.clear();
            storage = new MemoryStorage();
        } else if (load.matches()) {
            loads.add(Load.parse(ScriptSyntax.millis(load.group(2)), load.group(1) != null, block));
            // Queries above must not see it.
            storage = new MemoryStorage();
            for (Load one : loads) {
                one.into(storage);
            }
        } else {
            evals.add(eval(line, command, block));
        }
    }

    private ScriptEval eval(int line, String command, List<String> block) {
        Expectation expectation = new Expectation();
        block.forEach(expectation::line);
        Matcher range = RANGE.matcher(command);
        if (range.matches()) {
            return new ScriptEval(
                    line,
                    range.group(4),
                    ScriptSyntax.millis(range.group(1)),
                    ScriptSyntax.millis(range.group(2)),
                    ScriptSyntax.millis(range.group(3)),
                    expectation,
                    storage);
        }
        Matcher instant = INSTANT.matcher(command);
        if (!instant.matches()) {
            throw ScriptSyntax.error("unknown command", command);
        }
        String old = instant.group(1) == null ? "" : instant.group(1);
        switch (old) {
            case "_fail" -> {
                if (expectation.failure == null) {
                    expectation.failure = new Expectation.Message(null, null);
                }
            }
            case "_ordered" -> expectation.ordered = true;
            case "_warn" -> expectation.warnings.add(new Expectation.Message(null, null));
            case "_info" -> expectation.infos.add(new Expectation.Message(null, null));
            default -> {}
        }
        long at = instant.group(2) == null ? 0 : ScriptSyntax.millis(instant.group(2));
        return new ScriptEval(line, instant.group(3), at, at, 0, expectation, storage);
    }
}
