package io.gnomon.platform.core.config.internal.text;

import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.CollectionNode;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

import java.util.Optional;

/** Where the nodes of a YAML text and its lines begin and end. Places are characters from 0. */
final class YamlMarks {
    private final String text;

    YamlMarks(String text) {
        this.text = text;
    }

    /** Whether it is written in braces or brackets. */
    static boolean isFlow(Node node) {
        return node instanceof CollectionNode<?> c && c.getFlowStyle() == FlowStyle.FLOW;
    }

    int start(Node node) {
        return index(node.getStartMark());
    }

    /** Behind the last character; the library counts the lines up to the next value as well. */
    int end(Node node) {
        if (node instanceof MappingNode mapping && !isFlow(node)) {
            return end(mapping.getValue().getLast());
        } else if (node instanceof SequenceNode sequence && !isFlow(node)) {
            return end(sequence.getValue().getLast());
        }
        int from = start(node);
        return from + text.substring(from, index(node.getEndMark())).stripTrailing().length();
    }

    int end(NodeTuple tuple) {
        int keyEnd = index(tuple.getKeyNode().getEndMark());
        boolean alias = start(tuple.getValueNode()) < keyEnd;
        return alias ? lineEnd(keyEnd) : end(tuple.getValueNode());
    }

    private int index(Optional<Mark> mark) {
        return text.offsetByCodePoints(0, mark.orElseThrow().getIndex());
    }

    int lineStart(int at) {
        return text.lastIndexOf('\n', at - 1) + 1;
    }

    /** Before the line's end. */
    int lineEnd(int at) {
        int end = text.indexOf('\n', at);
        if (end < 0) {
            return text.length();
        }
        return end > 0 && text.charAt(end - 1) == '\r' ? end - 1 : end;
    }

    /** The start of the comment lines directly above that are as far in, else the place itself. */
    int withComments(int at) {
        int from = at;
        while (lineStart(from) > 0) {
            int above = lineStart(lineStart(from) - 1);
            String line = text.substring(above, lineStart(from));
            int sign = line.indexOf('#');
            if (sign != column(at) || !line.substring(0, sign).isBlank()) {
                break;
            }
            from = above + sign;
        }
        return from;
    }

    int column(int at) {
        return at - lineStart(at);
    }
}
