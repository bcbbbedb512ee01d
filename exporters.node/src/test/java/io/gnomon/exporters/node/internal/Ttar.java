package io.gnomon.exporters.node.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Unpacks the text archives that hold the peers' /sys and udev trees; README.md there tells the
 * form.
 */
final class Ttar {
    private Ttar() {}

    static void unpack(Path archive, Path into) throws IOException {
        List<String> lines = Files.readString(archive).lines().toList();
        Path current = into;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.startsWith("Directory: ")) {
                current = into.resolve(line.substring("Directory: ".length()));
                Files.createDirectories(current);
            } else if (line.startsWith("Path: ")) {
                current = into.resolve(line.substring("Path: ".length()));
                Files.createDirectories(current.getParent());
            } else if (line.startsWith("SymlinkTo: ")) {
                Path target = Path.of(line.substring("SymlinkTo: ".length()));
                Files.createSymbolicLink(current, target);
            } else if (line.startsWith("Lines: ")) {
                int count = Integer.parseInt(line.substring("Lines: ".length()));
                Files.write(current, content(lines.subList(i + 1, i + 1 + count)));
                i += count;
            }
        }
    }

    private static byte[] content(List<String> lines) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (String line : lines) {
            String text =
                    line.replaceAll("(?<!\\\\)NULLBYTE", "\0").replace("\\NULLBYTE", "NULLBYTE");
            boolean last = text.endsWith("EOF") && !text.endsWith("\\EOF");
            text = last ? text.substring(0, text.length() - 3) : text.replace("\\EOF", "EOF");
            out.write(text.getBytes(StandardCharsets.UTF_8));
            if (!last) {
                out.write('\n');
            }
        }
        return out.toByteArray();
    }
}
