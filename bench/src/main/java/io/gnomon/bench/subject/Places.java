package io.gnomon.bench.subject;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where things lie.
 *
 * @param root the checkout
 * @param peers folder that {@code ../shared/tools/peers} filled
 * @param work for data, logs and recordings; on a disk, not in memory
 */
public record Places(Path root, Path peers, Path work) {
    String peer(String program) {
        return peers.resolve("usr/bin").resolve(program).toString();
    }

    String gnomon() {
        return root.resolve("distribution/target/gnomon/bin/gnomon").toString();
    }

    /** Program of a peer, for what the runs start beside the servers. */
    public Path program(String name) {
        return Path.of(peer(name));
    }

    public String packageVersion(String name) {
        try {
            return Files.readAllLines(peers.resolve(".complete")).stream()
                    .filter(line -> line.startsWith(name + " "))
                    .map(line -> line.substring(name.length() + 1).replaceFirst("[+-].*", ""))
                    .findFirst()
                    .orElse("?");
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the peers are not in " + peers + "; run ../shared/tools/peers " + peers, e);
        }
    }

    /** Commit of the checkout, for a result that names what was measured. */
    public String checkout() {
        try {
            Process git =
                    new ProcessBuilder(
                                    "git", "-C", root.toString(), "describe", "--always", "--dirty")
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            return new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            return "?";
        }
    }
}
