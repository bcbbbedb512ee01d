package io.gnomon.discovery.file.internal;

import io.gnomon.model.text.FileGlob;
import io.gnomon.spi.discovery.Discovery;
import io.gnomon.spi.discovery.TargetGroup;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Looks at the files every second (time, size and identity only) and reads those that changed. A
 * file that is broken keeps the groups that it had; what is wrong with it is thrown once everything
 * else has been delivered.
 */
final class FileDiscovery implements Discovery {
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final FileSettings settings;
    private final InstantSource clock;
    private Map<String, Known> known = Map.of();
    private Instant readAll = Instant.MIN;
    private boolean delivered;

    /**
     * What was found in a file.
     *
     * @param groups the last good ones
     * @param problem why they are not from this version of the file, empty when they are
     */
    private record Known(Version version, List<TargetGroup> groups, String problem) {}

    /** Differs when a file was changed or replaced. */
    private record Version(FileTime modified, long size, @Nullable Object fileKey) {}

    FileDiscovery(FileSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public Found refresh() throws IOException {
        boolean all = !clock.instant().isBefore(readAll);
        Map<String, Known> now = new TreeMap<>();
        for (String pattern : settings.files()) {
            for (Path file : FileGlob.find(pattern)) {
                now.computeIfAbsent(file.toString(), name -> look(name, file, all));
            }
        }
        if (all) {
            readAll = clock.instant().plus(settings.refreshInterval());
        }
        boolean changed = !delivered || !now.equals(known);
        known = now;
        List<String> problems =
                now.values().stream().map(Known::problem).filter(p -> !p.isEmpty()).toList();
        if (!changed && !problems.isEmpty()) {
            throw new IOException(String.join("; ", problems));
        }
        delivered = true;
        List<TargetGroup> groups = new ArrayList<>();
        now.values().forEach(each -> groups.addAll(each.groups));
        return new Found(List.copyOf(groups), LOOK);
    }

    private Known look(String name, Path file, boolean readAnyway) {
        Known before = known.get(name);
        List<TargetGroup> lastGood = before == null ? List.of() : before.groups;
        Version version = new Version(FileTime.fromMillis(0), 0, null);
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            version =
                    new Version(
                            attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
            if (before != null && before.version.equals(version) && !readAnyway) {
                return before;
            }
            return new Known(version, TargetFile.parse(name, Files.readString(file)), "");
        } catch (IllegalArgumentException e) {
            return new Known(version, lastGood, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return new Known(version, lastGood, name + ": cannot be read: " + e.getMessage());
        }
    }
}
