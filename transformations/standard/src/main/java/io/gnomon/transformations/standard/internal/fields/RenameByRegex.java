package io.gnomon.transformations.standard.internal.fields;

import io.gnomon.model.frame.DataFrame;
import io.gnomon.spi.common.Default;
import io.gnomon.spi.common.Doc;
import io.gnomon.spi.common.Key;
import io.gnomon.spi.transformation.TransformationFactory;
import io.gnomon.transformations.standard.internal.Frames;
import io.gnomon.transformations.standard.internal.StandardTransformation;
import io.gnomon.transformations.standard.internal.TextPattern;

import org.osgi.service.component.annotations.Component;

import java.util.List;

/** "renameByRegex": changes the names that match. */
@Component(service = TransformationFactory.class)
public final class RenameByRegex extends StandardTransformation<RenameByRegex.Options> {
    public RenameByRegex() {
        super("renameByRegex", Options.class);
    }

    @Doc("Renames fields by a regular expression")
    public record Options(
            @Doc("What is replaced in names") @Default("(.*)") String regex,
            @Doc("What stands there instead; $1 is the first group")
                    @Key("renamePattern")
                    @Default("$1")
                    String renamePattern) {
        public Options {
            var _ = TextPattern.of(regex);
        }
    }

    @Override
    protected List<DataFrame> apply(List<DataFrame> frames, Options chosen) {
        TextPattern pattern = TextPattern.of(chosen.regex());
        return Frames.mapFields(
                frames,
                field -> {
                    String shown = field.shownName();
                    String renamed = pattern.replaceIn(shown, chosen.renamePattern());
                    return renamed.equals(shown) ? field : field.shownAs(renamed);
                });
    }
}
