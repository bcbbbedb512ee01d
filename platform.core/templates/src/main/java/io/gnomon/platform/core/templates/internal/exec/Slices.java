package io.gnomon.platform.core.templates.internal.exec;

import io.gnomon.platform.core.templates.internal.value.CallException;
import io.gnomon.platform.core.templates.internal.value.GoList;
import io.gnomon.platform.core.templates.internal.value.Kind;
import io.gnomon.platform.core.templates.internal.value.Values;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** The function slice. */
final class Slices {
    private Slices() {}

    /** {@code slice x 1 2} is {@code x[1:2]}; a third index, the capacity, only for lists. */
    static Object slice(List<Object> arguments) throws CallException {
        Object item = arguments.getFirst();
        if (Values.isNothing(item)) {
            throw new CallException("slice of untyped nil");
        }
        List<Object> indexes = arguments.subList(1, arguments.size());
        if (indexes.size() > 3) {
            throw new CallException("too many slice indexes: " + indexes.size());
        }
        if (Kind.of(item) == Kind.STRING) {
            if (indexes.size() == 3) {
                throw new CallException("cannot 3-index slice a string");
            }
            byte[] bytes = Values.text(item).getBytes(StandardCharsets.UTF_8);
            int[] ends = ends(indexes, bytes.length);
            return new String(bytes, ends[0], ends[1] - ends[0], StandardCharsets.UTF_8);
        }
        if (item instanceof GoList list) {
            int[] ends = ends(indexes, list.items().size());
            return new GoList(list.type(), list.items().subList(ends[0], ends[1]), list.methods());
        }
        throw new CallException("can't slice item of type " + Values.type(item));
    }

    private static int[] ends(List<Object> indexes, int size) throws CallException {
        int[] ends = {0, size, size};
        for (int i = 0; i < indexes.size(); i++) {
            ends[i] = Builtins.position(indexes.get(i), size);
        }
        if (ends[0] > ends[1]) {
            throw new CallException("invalid slice index: " + ends[0] + " > " + ends[1]);
        }
        if (ends[1] > ends[2]) {
            throw new CallException("invalid slice index: " + ends[1] + " > " + ends[2]);
        }
        return ends;
    }
}
