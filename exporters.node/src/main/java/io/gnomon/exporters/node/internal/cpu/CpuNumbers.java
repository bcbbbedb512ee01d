package io.gnomon.exporters.node.internal.cpu;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lists of processors as the kernel and people write them: 0-3,8 or, each fifth, 0-10:5. */
final class CpuNumbers {
    private static final Pattern PART =
            Pattern.compile("(\\d{1,5})(?:-(\\d{1,5})(?::(\\d{1,5}))?)?");

    private CpuNumbers() {}

    /**
     * The numbers in order of the text.
     *
     * @param where it stands, for the message
     * @throws IllegalArgumentException when the text is no such list
     */
    static List<Integer> parse(String where, String text) {
        List<Integer> numbers = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            Matcher matcher = PART.matcher(part);
            if (!matcher.matches()) {
                throw new IllegalArgumentException(
                        where + ": \"" + text + "\" is no list of processors such as 0,2-6");
            }
            int first = Integer.parseInt(matcher.group(1));
            int last = matcher.group(2) == null ? first : Integer.parseInt(matcher.group(2));
            int step = matcher.group(3) == null ? 1 : Integer.parseInt(matcher.group(3));
            for (int cpu = first; cpu <= last; cpu += Math.max(1, step)) {
                numbers.add(cpu);
            }
        }
        return numbers;
    }
}
