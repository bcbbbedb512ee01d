package io.gnomon.platform.core.config.internal.text;

import io.gnomon.model.text.TextPosition;
import io.gnomon.spi.settings.SettingsException;
import io.gnomon.spi.settings.SettingsException.Problem;
import io.gnomon.spi.settings.SettingsNode;
import io.gnomon.spi.settings.SettingsNode.Entry;
import io.gnomon.spi.settings.SettingsNode.Mapping;
import io.gnomon.spi.settings.SettingsNode.Scalar;
import io.gnomon.spi.settings.SettingsNode.Sequence;

import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Changes a value in a YAML text that a person has written. What stays the same stays as it is
 * written, to the character: comments, order, indentation, quotes. A mapping or list in braces or
 * brackets is written anew when something comes into it or leaves it. A list or an item of one that
 * is removed takes the comment with it that stands directly above, as far in as it does; so does an
 * item that goes to another place of its list. A new key comes behind the one that is before it in
 * what is wanted.
 */
public final class YamlChange {
    private static final Pattern FLOW_SIGNS = Pattern.compile("[,\\[\\]{}]");

    private final String file;
    private final String text;
    private final YamlMarks marks;
    private final List<Edit> edits = new ArrayList<>();

    /** Characters that another text stands for. */
    private record Edit(int from, int to, String text) {}

    private YamlChange(String file, String text) {
        this.file = file;
        this.text = text;
        this.marks = new YamlMarks(text);
    }

    /**
     * The text with another value.
     *
     * @param file its name, for the positions
     * @param was the document as {@link YamlReader} reads it
     * @param place of what is changed, for the sentence that refuses it
     * @throws SettingsException when what changes is an anchor, which other places share, or does
     *     not fit into the text's way of writing: the outcome is read again and compared
     */
    public static String of(
            String file, String text, SettingsNode was, SettingsNode wanted, TextPosition place)
            throws SettingsException {
        YamlChange change = new YamlChange(file, text);
        Optional<Node> root = new Compose(YamlReader.SETTINGS).composeString(text);
        if (root.isPresent()) {
            change.change(root.get(), was, wanted, 0, false);
        }
        String changed = change.result();
        if (!says(file, changed, wanted)) {
            throw refused(
                    place,
                    "this is written in a way that a form cannot change, with anchors or in one"
                            + " line; change it in the text of the file");
        }
        return changed;
    }

    private static boolean says(String file, String changed, SettingsNode wanted) {
        try {
            return YamlValue.same(YamlReader.read(file, changed), wanted);
        } catch (SettingsException e) {
            return false;
        }
    }

    private String result() {
        String lineEnd = text.contains("\r\n") ? "\r\n" : "\n";
        StringBuilder changed = new StringBuilder();
        int at = 0;
        edits.sort(Comparator.comparingInt(Edit::from)); // stable: of one place the inner one first
        for (Edit edit : edits) {
            changed.append(text, at, Math.max(at, edit.from));
            changed.append(edit.text.replace("\n", lineEnd));
            at = Math.max(at, edit.to);
        }
        return changed.append(text, at, text.length()).toString();
    }

    private void edit(int from, int to, String with) {
        edits.add(new Edit(from, to, with));
    }

    /**
     * @param indent column of the mapping's keys or of the list's dashes in which the node is
     * @param inFlow whether that mapping or list is written in braces or brackets
     */
    private void change(
            Node node, SettingsNode was, SettingsNode wanted, int indent, boolean inFlow)
            throws SettingsException {
        if (YamlValue.same(was, wanted)) {
            return;
        }
        if (node.getAnchor().isPresent()) {
            String why = "&" + node.getAnchor().get() + " is used at several places";
            throw refused(position(node), why + ", change it in the text of the file");
        }
        if (node instanceof MappingNode mapping
                && was instanceof Mapping old
                && wanted instanceof Mapping next
                && (YamlMarks.isFlow(node) ? hasKeysOf(mapping, next) : keepsKey(mapping, next))) {
            changeEntries(mapping, old, next);
        } else if (node instanceof SequenceNode sequence
                && was instanceof Sequence old
                && wanted instanceof Sequence next
                && (YamlMarks.isFlow(node)
                        ? old.items().size() == next.items().size()
                        : !next.items().isEmpty())) {
            changeItems(sequence, old.items(), next.items());
        } else {
            replace(node, wanted, indent, inFlow);
        }
    }

    private static boolean keepsKey(MappingNode mapping, Mapping wanted) {
        return mapping.getValue().stream()
                .anyMatch(tuple -> YamlValue.child(wanted, key(tuple)) != null);
    }

    /** Whether the mapping has the wanted keys, itself and no others. */
    private static boolean hasKeysOf(MappingNode mapping, Mapping wanted) {
        return mapping.getValue().size() == wanted.entries().size()
                && mapping.getValue().stream()
                        .allMatch(tuple -> YamlValue.child(wanted, key(tuple)) != null);
    }

    private static String key(NodeTuple tuple) {
        return tuple.getKeyNode() instanceof ScalarNode key ? key.getValue() : "";
    }

    /**
     * Entries that stay are changed one by one; new ones come behind the entry before them, or the
     * last one where there is none.
     */
    private void changeEntries(MappingNode node, Mapping was, Mapping wanted)
            throws SettingsException {
        List<NodeTuple> tuples = node.getValue();
        int indent = marks.column(marks.start(tuples.getFirst().getKeyNode()));
        Set<String> own = new HashSet<>();
        int kept = -1;
        for (int i = 0; i < tuples.size(); i++) {
            NodeTuple tuple = tuples.get(i);
            String key = key(tuple);
            own.add(key);
            SettingsNode old = YamlValue.child(was, key);
            SettingsNode next = YamlValue.child(wanted, key);
            if (next != null && old != null) {
                change(tuple.getValueNode(), old, next, indent, YamlMarks.isFlow(node));
            } else if (!key.equals("<<")) {
                removeEntry(tuples, kept, i, wanted);
                continue;
            }
            kept = i;
        }
        NodeTuple before = tuples.get(kept);
        for (Entry entry : wanted.entries()) {
            SettingsNode merged = YamlValue.child(was, entry.key());
            if (own.contains(entry.key())) {
                before = tuple(tuples, entry.key());
            } else if (merged == null || !YamlValue.same(merged, entry.value())) {
                Mapping alone = new Mapping(List.of(entry), wanted.position());
                int end = marks.lineEnd(marks.end(before));
                edit(end, end, newLine(indent) + block(alone, indent));
            }
        }
    }

    private static NodeTuple tuple(List<NodeTuple> tuples, String key) {
        return tuples.stream().filter(tuple -> key(tuple).equals(key)).findFirst().orElseThrow();
    }

    /**
     * @param kept the entry before it that stays, -1 for none
     */
    private void removeEntry(List<NodeTuple> tuples, int kept, int index, Mapping wanted) {
        int from = marks.start(tuples.get(index).getKeyNode());
        int to = marks.lineEnd(marks.end(tuples.get(index)));
        if (kept >= 0 || text.substring(marks.lineStart(from), from).isBlank()) {
            boolean list = tuples.get(index).getValueNode() instanceof SequenceNode;
            removeLines(list ? marks.withComments(from) : from, to);
        } else if (index == 0) {
            // The first after a list's dash: the next that stays comes up to it, comments do not.
            int next = 1;
            while (YamlValue.child(wanted, key(tuples.get(next))) == null) {
                next++;
            }
            int nextStart = marks.start(tuples.get(next).getKeyNode());
            int last = marks.lineEnd(marks.end(tuples.get(next - 1)));
            boolean comments = !text.substring(last, nextStart).isBlank();
            edit(comments ? from - 1 : from, comments ? last : nextStart, "");
        }
    }

    /** Items at the front and at the end that stay are not touched; those between one by one. */
    private void changeItems(SequenceNode node, List<SettingsNode> was, List<SettingsNode> wanted)
            throws SettingsException {
        int indent = marks.column(marks.start(node));
        int front = 0;
        int shorter = Math.min(was.size(), wanted.size());
        while (front < shorter && YamlValue.same(was.get(front), wanted.get(front))) {
            front++;
        }
        int back = 0;
        while (back < shorter - front
                && YamlValue.same(
                        was.get(was.size() - 1 - back), wanted.get(wanted.size() - 1 - back))) {
            back++;
        }
        int changed = shorter - back;
        boolean lines =
                text.substring(marks.lineStart(marks.start(node)), marks.start(node)).isBlank();
        if (lines && !YamlMarks.isFlow(node) && was.size() == wanted.size()) {
            List<SettingsNode> old = was.subList(front, changed);
            List<SettingsNode> next = wanted.subList(front, changed);
            if (same(next, moved(old, old.size() - 1, 0))) {
                move(node, changed - 1, front, indent);
                return;
            } else if (same(next, moved(old, 0, old.size() - 1))) {
                move(node, front, changed - 1, indent);
                return;
            }
        }
        for (int i = front; i < changed; i++) {
            change(
                    node.getValue().get(i),
                    was.get(i),
                    wanted.get(i),
                    indent,
                    YamlMarks.isFlow(node));
        }
        for (int i = changed; i < was.size() - back; i++) {
            Node item = node.getValue().get(i);
            removeLines(
                    marks.withComments(marks.lineStart(marks.start(item)) + indent),
                    marks.lineEnd(marks.end(item)));
        }
        for (int i = changed; i < wanted.size() - back; i++) {
            Sequence alone = new Sequence(List.of(wanted.get(i)), wanted.get(i).position());
            if (changed == 0) {
                int first = lines ? marks.withComments(marks.start(node)) : marks.start(node);
                edit(first, first, block(alone, indent) + newLine(indent));
            } else {
                int end = marks.lineEnd(marks.end(node.getValue().get(changed - 1)));
                edit(end, end, newLine(indent) + block(alone, indent));
            }
        }
    }

    private static boolean same(List<SettingsNode> a, List<SettingsNode> b) {
        return IntStream.range(0, a.size()).allMatch(i -> YamlValue.same(a.get(i), b.get(i)));
    }

    /** The list with one of its items at another place. */
    public static <T> List<T> moved(List<T> items, int from, int to) {
        List<T> moved = new ArrayList<>(items);
        if (from != to) {
            moved.add(to, moved.remove(from));
        }
        return moved;
    }

    /** The lines of an item come before or behind those of another, with the comments above. */
    private void move(SequenceNode node, int item, int to, int indent) {
        Node moved = node.getValue().get(item);
        Node other = node.getValue().get(to);
        int from =
                marks.lineStart(marks.withComments(marks.lineStart(marks.start(moved)) + indent));
        int end = marks.lineEnd(marks.end(moved));
        String lines = text.substring(from, end).replace("\r\n", "\n");
        removeLines(from, end);
        if (to < item) {
            int first =
                    marks.lineStart(
                            marks.withComments(marks.lineStart(marks.start(other)) + indent));
            edit(first, first, lines + "\n");
        } else {
            int last = marks.lineEnd(marks.end(other));
            edit(last, last, "\n" + lines);
        }
    }

    /**
     * Another value in the same style; a text that becomes a mapping or list goes on in the next
     * line.
     */
    private void replace(Node node, SettingsNode wanted, int indent, boolean inFlow) {
        int from = marks.start(node);
        int to = marks.end(node);
        boolean collection =
                (wanted instanceof Mapping m && !m.entries().isEmpty())
                        || (wanted instanceof Sequence s && !s.items().isEmpty());
        boolean afterKey = text.substring(marks.lineStart(from), from).strip().endsWith(":");
        if (YamlMarks.isFlow(node) || (inFlow && collection)) {
            edit(from, to, YamlValue.text(wanted, ScalarStyle.PLAIN, true, 0));
        } else if (node instanceof ScalarNode scalar && !collection) {
            String gap = from > 0 && ":-".indexOf(text.charAt(from - 1)) >= 0 ? " " : "";
            ScalarStyle style = inFlow ? inFlow(scalar, wanted) : scalar.getScalarStyle();
            edit(from, to, gap + YamlValue.text(wanted, style, false, indent));
        } else if (node instanceof ScalarNode && afterKey) {
            int colon = text.lastIndexOf(':', from);
            edit(colon + 1, to, newLine(indent + 2) + block(wanted, indent + 2));
        } else if (text.substring(marks.lineStart(from), from).isBlank()) {
            edit(marks.lineStart(from), to, " ".repeat(indent + 2) + block(wanted, indent + 2));
        } else {
            edit(from, to, block(wanted, marks.column(from)));
        }
    }

    /** Between braces or brackets a text with one of their signs needs quotes. */
    private static ScalarStyle inFlow(ScalarNode was, SettingsNode wanted) {
        boolean plain = was.getScalarStyle() == ScalarStyle.PLAIN;
        boolean signs = wanted instanceof Scalar text && FLOW_SIGNS.matcher(text.text()).find();
        return plain && signs ? ScalarStyle.SINGLE_QUOTED : was.getScalarStyle();
    }

    private static String block(SettingsNode value, int indent) {
        return YamlValue.text(value, ScalarStyle.PLAIN, false, indent);
    }

    private static String newLine(int indent) {
        return "\n" + " ".repeat(indent);
    }

    /** Removes all that the lines from one place to the end of another's line have. */
    private void removeLines(int from, int lineEnd) {
        int start = marks.lineStart(from);
        if (start == 0) {
            int next = text.indexOf('\n', lineEnd) + 1;
            edit(0, next == 0 ? text.length() : next, "");
        } else {
            edit(marks.lineEnd(start - 1), lineEnd, "");
        }
    }

    private TextPosition position(Node node) {
        Mark mark = node.getStartMark().orElseThrow();
        return new TextPosition(file, mark.getLine() + 1, mark.getColumn() + 1);
    }

    private static SettingsException refused(TextPosition place, String why) {
        return new SettingsException(List.of(new Problem("", place, why)));
    }
}
