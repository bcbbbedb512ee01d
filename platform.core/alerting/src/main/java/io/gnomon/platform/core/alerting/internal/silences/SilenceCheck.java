package io.gnomon.platform.core.alerting.internal.silences;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gnomon.model.labels.LabelNames;
import io.gnomon.model.labels.Matcher;
import io.gnomon.platform.core.alerting.Silence;
import io.gnomon.platform.core.alerting.SilenceRefused;
import io.gnomon.platform.core.alerting.SilenceRefused.Kind;

/** What a silence must be; Alertmanager's words (silence/silence.go, validateSilence). */
final class SilenceCheck {
    private SilenceCheck() {}

    static void check(Silence silence) throws SilenceRefused {
        if (silence.matchers().isEmpty()) {
            throw invalid("at least one matcher required");
        }
        for (int i = 0; i < silence.matchers().size(); i++) {
            String name = silence.matchers().get(i).name();
            if (name.isEmpty()) {
                throw invalid(
                        "invalid label matcher %d in set 0: invalid label name %s"
                                .formatted(i, LabelNames.quoted(name)));
            }
        }
        if (silence.matchers().stream().allMatch(SilenceCheck::matchesEmpty)) {
            throw invalid("matcher set 0: at least one matcher must not match the empty string");
        }
        if (silence.endsAt().isBefore(silence.startsAt())) {
            throw invalid("end time must not be before start time");
        }
    }

    /** Alertmanager lets negative matchers pass, also those that the empty text satisfies. */
    private static boolean matchesEmpty(Matcher matcher) {
        return switch (matcher.type()) {
            case EQUAL, REGEX -> matcher.matchesEmpty();
            case NOT_EQUAL, NOT_REGEX -> false;
        };
    }

    private static SilenceRefused invalid(String what) {
        return new SilenceRefused(Kind.INVALID, "invalid silence: " + what);
    }

    /** Bytes are those of its texts; Alertmanager counts its own encoding, a little more. */
    static void checkSize(Silence silence, int bytesMax) throws SilenceRefused {
        int bytes = bytes(silence.createdBy()) + bytes(silence.comment()) + bytes(silence.id());
        for (Matcher matcher : silence.matchers()) {
            bytes += bytes(matcher.name()) + bytes(matcher.value());
        }
        for (var annotation : silence.annotations().entrySet()) {
            bytes += bytes(annotation.getKey()) + bytes(annotation.getValue());
        }
        if (bytesMax > 0 && bytes > bytesMax) {
            throw new SilenceRefused(
                    Kind.INVALID,
                    "silence exceeded maximum size: %d bytes (limit: %d bytes)"
                            .formatted(bytes, bytesMax));
        }
    }

    private static int bytes(String text) {
        return text.getBytes(UTF_8).length;
    }
}
