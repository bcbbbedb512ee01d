package io.gnomon.transformations.standard.internal.fields;

import com.google.re2j.Pattern;

import io.gnomon.model.frame.Columns;
import io.gnomon.model.frame.DataFrame;
import io.gnomon.model.frame.Field;
import io.gnomon.spi.common.Default;
import io.gnomon.spi.common.Doc;
import io.gnomon.spi.common.Form;
import io.gnomon.spi.common.Key;
import io.gnomon.spi.transformation.TransformationFactory;
import io.gnomon.transformations.standard.internal.Frames;
import io.gnomon.transformations.standard.internal.StandardTransformation;

import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** "formatString": texts in another spelling. */
@Component(service = TransformationFactory.class)
public final class FormatString extends StandardTransformation<FormatString.Options> {
    private static final Pattern WORD_END = Pattern.compile("([a-z0-9])([A-Z])");

    public FormatString() {
        super("formatString", Options.class);
    }

    @Doc("Changes the spelling of texts")
    public record Options(
            @Doc("Name of the field") @Key("stringField") @Default("") @Form(widget = "fieldName")
                    String stringField,
            @Doc("Spelling") @Key("outputFormat") @Default("Upper Case") Spelling outputFormat,
            @Doc("First letter of a part, counted from 0; negative: from the end")
                    @Key("substringStart")
                    @Default("0")
                    @Form(advanced = true)
                    int substringStart,
            @Doc("Behind the last letter of a part; none: the end")
                    @Key("substringEnd")
                    @Form(advanced = true)
                    @Nullable Integer substringEnd) {}

    public enum Spelling {
        @Key("Upper Case")
        UPPER,
        @Key("Lower Case")
        LOWER,
        @Key("Sentence Case")
        SENTENCE,
        @Key("Title Case")
        TITLE,
        @Key("Pascal Case")
        PASCAL,
        @Key("Camel Case")
        CAMEL,
        @Key("Snake Case")
        SNAKE,
        @Key("Kebab Case")
        KEBAB,
        @Key("Trim")
        TRIM,
        @Key("Substring")
        SUBSTRING
    }

    @Override
    protected List<DataFrame> apply(List<DataFrame> frames, Options chosen) {
        return Frames.mapFields(
                frames,
                field ->
                        field.column() instanceof Field.Column.Texts texts
                                        && Frames.isCalled(field, chosen.stringField())
                                ? field.withColumn(spelt(texts, chosen))
                                : field);
    }

    private static Field.Column spelt(Field.Column.Texts texts, Options chosen) {
        List<@Nullable String> spelt = new ArrayList<>();
        for (String text : texts.values()) {
            spelt.add(text == null ? null : spelt(text, chosen));
        }
        return Columns.texts(spelt);
    }

    private static String spelt(String text, Options chosen) {
        return switch (chosen.outputFormat()) {
            case UPPER -> text.toUpperCase(Locale.ROOT);
            case LOWER -> text.toLowerCase(Locale.ROOT);
            case SENTENCE -> capital(text);
            case TITLE -> joined(List.of(text.split(" ", -1)), " ");
            case PASCAL -> joined(words(text), "");
            case CAMEL -> {
                String pascal = joined(words(text), "");
                yield pascal.isEmpty()
                        ? pascal
                        : pascal.substring(0, 1).toLowerCase(Locale.ROOT) + pascal.substring(1);
            }
            case SNAKE -> String.join("_", words(text));
            case KEBAB -> String.join("-", words(text));
            case TRIM -> text.strip();
            case SUBSTRING -> part(text, chosen.substringStart(), chosen.substringEnd());
        };
    }

    private static String part(String text, int start, @Nullable Integer end) {
        int from = place(start, text.length());
        int to = end == null ? text.length() : place(end, text.length());
        return from < to ? text.substring(from, to) : "";
    }

    private static int place(int index, int length) {
        return Math.clamp(index < 0 ? length + index : index, 0, length);
    }

    private static String joined(List<String> words, String between) {
        return words.stream().map(FormatString::capital).collect(Collectors.joining(between));
    }

    private static String capital(String word) {
        return word.isEmpty()
                ? word
                : word.substring(0, 1).toUpperCase(Locale.ROOT)
                        + word.substring(1).toLowerCase(Locale.ROOT);
    }

    /** Words in lower case: parted by what is no letter or digit, and before capitals. */
    private static List<String> words(String text) {
        String parted = WORD_END.matcher(text).replaceAll("$1 $2");
        return List.of(parted.split("[^\\p{L}\\p{N}]+", -1)).stream()
                .filter(word -> !word.isEmpty())
                .map(word -> word.toLowerCase(Locale.ROOT))
                .toList();
    }
}
