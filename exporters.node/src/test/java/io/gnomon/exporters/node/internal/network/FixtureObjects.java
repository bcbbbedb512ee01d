package io.gnomon.exporters.node.internal.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The flat JSON objects in which node_exporter's fixtures say what netlink would. */
final class FixtureObjects {
    private static final Pattern MEMBER = Pattern.compile("\"(\\w+)\": \"?([^\",\\n]*)\"?");

    private FixtureObjects() {}

    /** The objects of a file, their members as texts; none when it is not there. */
    static List<Map<String, String>> in(Path file) throws IOException {
        List<Map<String, String>> objects = new ArrayList<>();
        for (String text : Files.exists(file) ? Files.readString(file).split("}") : new String[0]) {
            Map<String, String> members = new TreeMap<>();
            for (Matcher m = MEMBER.matcher(text); m.find(); ) {
                members.put(m.group(1), m.group(2));
            }
            if (!members.isEmpty()) {
                objects.add(members);
            }
        }
        return objects;
    }
}
