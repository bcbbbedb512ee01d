package io.gnomon.platform.core.config;

import io.gnomon.model.labels.LabelNames;
import io.gnomon.spi.common.Default;
import io.gnomon.spi.common.Doc;
import io.gnomon.spi.common.Key;

import java.util.ArrayList;
import java.util.List;

/**
 * {@code otlp}: how metrics of OpenTelemetry become series.
 *
 * @param promoteResourceAttributes attributes of the resource that each series gets as labels
 * @param ignoreResourceAttributes with promoteAllResourceAttributes: those that it does not get
 * @param keepIdentifyingResourceAttributes whether target_info has service.name, service.namespace
 *     and service.instance.id besides job and instance
 */
@Doc("How metrics of OpenTelemetry become series")
public record OtlpConfig(
        boolean promoteAllResourceAttributes,
        List<String> promoteResourceAttributes,
        List<String> ignoreResourceAttributes,
        @Default("UnderscoreEscapingWithSuffixes") TranslationStrategy translationStrategy,
        boolean keepIdentifyingResourceAttributes,
        boolean convertHistogramsToNhcb,
        boolean promoteScopeMetadata,
        @Default("true") boolean labelNameUnderscoreSanitization,
        @Default("true") boolean labelNamePreserveMultipleUnderscores) {

    public static final OtlpConfig DEFAULTS =
            new OtlpConfig(
                    false,
                    List.of(),
                    List.of(),
                    TranslationStrategy.UNDERSCORE_ESCAPING_WITH_SUFFIXES,
                    false,
                    false,
                    false,
                    true,
                    true);

    /** What is done to names. */
    public enum TranslationStrategy {
        @Key("UnderscoreEscapingWithSuffixes")
        UNDERSCORE_ESCAPING_WITH_SUFFIXES(true, true),
        @Key("UnderscoreEscapingWithoutSuffixes")
        UNDERSCORE_ESCAPING_WITHOUT_SUFFIXES(true, false),
        @Key("NoUTF8EscapingWithSuffixes")
        NO_UTF8_ESCAPING_WITH_SUFFIXES(false, true),
        @Key("NoTranslation")
        NO_TRANSLATION(false, false);

        private final boolean escapes;
        private final boolean addsSuffixes;

        TranslationStrategy(boolean escapes, boolean addsSuffixes) {
            this.escapes = escapes;
            this.addsSuffixes = addsSuffixes;
        }

        /** Whether what is not a letter, digit or underscore becomes an underscore. */
        public boolean escapes() {
            return escapes;
        }

        /** Whether unit and type are added to names. */
        public boolean addsSuffixes() {
            return addsSuffixes;
        }
    }

    public OtlpConfig {
        if (promoteAllResourceAttributes) {
            refuse(
                    !promoteResourceAttributes.isEmpty(),
                    "'promote_all_resource_attributes' and 'promote_resource_attributes' cannot be"
                            + " configured simultaneously");
            ignoreResourceAttributes =
                    clean(ignoreResourceAttributes, "ignore_resource_attributes", "ignored");
        } else {
            refuse(
                    !ignoreResourceAttributes.isEmpty(),
                    "'ignore_resource_attributes' cannot be configured unless"
                            + " 'promote_all_resource_attributes' is true");
            promoteResourceAttributes =
                    clean(promoteResourceAttributes, "promote_resource_attributes", "promoted");
        }
    }

    private static List<String> clean(List<String> attributes, String key, String what) {
        List<String> clean = new ArrayList<>();
        for (String attribute : attributes) {
            String name = attribute.strip();
            refuse(
                    name.isEmpty(),
                    "invalid '" + key + "': empty " + what + " OTel resource attribute");
            StringBuilder quoted = new StringBuilder();
            LabelNames.quote(quoted, name);
            refuse(
                    clean.contains(name),
                    "invalid '"
                            + key
                            + "': duplicated "
                            + what
                            + " OTel resource attribute "
                            + quoted);
            clean.add(name);
        }
        return List.copyOf(clean);
    }

    private static void refuse(boolean wrong, String sentence) {
        if (wrong) {
            throw new IllegalArgumentException(sentence);
        }
    }
}
