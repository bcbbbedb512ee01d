package io.gnomon.platform.core.templates.internal.exec;

import io.gnomon.platform.core.templates.internal.fmt.Format;
import io.gnomon.platform.core.templates.internal.value.Values;

/** text/template: everything as it is. */
public final class TextOutput implements Output {
    private final StringBuilder out = new StringBuilder();

    @Override
    public void text(String literal) {
        out.append(literal);
    }

    @Override
    public void value(Object value, String escaped) {
        out.append(Values.isNothing(value) ? "<no value>" : Format.text(value));
    }

    @Override
    public String result() {
        return out.toString();
    }
}
