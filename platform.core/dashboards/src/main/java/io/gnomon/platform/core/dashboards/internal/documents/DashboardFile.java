package io.gnomon.platform.core.dashboards.internal.documents;

import io.gnomon.platform.core.dashboards.RequestRefused;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Objects;

/**
 * What was read of a file.
 *
 * @param key the file system's identity of it: an atomic rename changes it
 * @param document null when the file has never been a dashboard
 */
record DashboardFile(FileTime modified, long size, String key, @Nullable Document document) {
    private static final Logger LOG = LoggerFactory.getLogger(DashboardFile.class);

    /**
     * Reads a file unless it is as it was before. One that is broken now is told of once and goes
     * on with what it was before: an editor may be in the middle of writing it.
     *
     * @return null when it is gone
     */
    static @Nullable DashboardFile read(Path path, @Nullable DashboardFile before) {
        try {
            BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
            String key = Objects.toString(now.fileKey(), "");
            if (before != null
                    && before.modified.equals(now.lastModifiedTime())
                    && before.size == now.size()
                    && before.key.equals(key)) {
                return before;
            }
            return new DashboardFile(now.lastModifiedTime(), now.size(), key, parse(path, before));
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException e) {
            LOG.warn("cannot look at the dashboard {}: {}", path, e.toString());
            return before;
        }
    }

    private static @Nullable Document parse(Path path, @Nullable DashboardFile before) {
        String name = path.getFileName().toString();
        try {
            return Document.ofFile(
                    Files.readString(path), name.substring(0, name.lastIndexOf('.')));
        } catch (CharacterCodingException e) {
            LOG.warn("{}: this file is not UTF-8 text", path);
        } catch (IOException e) {
            LOG.warn("cannot read the dashboard {}: {}", path, e.toString());
        } catch (RequestRefused e) {
            // A place in the file follows at once, other words after a space.
            String said = String.valueOf(e.getMessage());
            LOG.warn(said.matches("\\d+:.*") ? "{}:{}" : "{}: {}", path, said);
        }
        return before == null ? null : before.document;
    }
}
