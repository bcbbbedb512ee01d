package io.gnomon.transformations.standard.internal.fields;

import io.gnomon.model.frame.DataFrame;
import io.gnomon.model.frame.Field;
import io.gnomon.spi.common.Default;
import io.gnomon.spi.common.Doc;
import io.gnomon.spi.transformation.TransformationFactory;
import io.gnomon.transformations.standard.internal.Frames;
import io.gnomon.transformations.standard.internal.StandardTransformation;
import io.gnomon.transformations.standard.internal.TextPattern;

import org.osgi.service.component.annotations.Component;

import java.util.List;

/** "filterFieldsByName": some fields only. Frames that have none of them are left out. */
@Component(service = TransformationFactory.class)
public final class FilterFieldsByName extends StandardTransformation<FilterFieldsByName.Options> {
    public FilterFieldsByName() {
        super("filterFieldsByName", Options.class);
    }

    @Doc("Keeps some fields")
    public record Options(
            @Doc("Fields that are kept; none: all") Names include,
            @Doc("Fields that are left out") Names exclude) {}

    /**
     * Fields, by any of three ways.
     *
     * @param variable names in the value of a variable: <code>{a,b}</code> or <code>a,b</code>
     */
    public record Names(
            @Doc("Names") List<String> names,
            @Doc("Regular expression") @Default("") String pattern,
            @Doc("Variable that holds names") @Default("") String variable) {
        public Names {
            var _ = TextPattern.of(pattern);
        }

        boolean isEmpty() {
            return names.isEmpty() && pattern.isEmpty() && variable.isEmpty();
        }

        boolean mean(Field field) {
            String values =
                    variable.startsWith("{") && variable.endsWith("}")
                            ? variable.substring(1, variable.length() - 1)
                            : variable;
            return names.stream().anyMatch(name -> Frames.isCalled(field, name))
                    || List.of(values.split(",", -1)).contains(field.shownName())
                    || (!pattern.isEmpty() && TextPattern.of(pattern).finds(field.shownName()));
        }
    }

    @Override
    protected List<DataFrame> apply(List<DataFrame> frames, Options chosen) {
        return frames.stream()
                .map(frame -> frame.withFields(kept(frame, chosen)))
                .filter(frame -> !frame.fields().isEmpty())
                .toList();
    }

    private static List<Field> kept(DataFrame frame, Options chosen) {
        return frame.fields().stream()
                .filter(field -> chosen.include().isEmpty() || chosen.include().mean(field))
                .filter(field -> !chosen.exclude().mean(field))
                .toList();
    }
}
