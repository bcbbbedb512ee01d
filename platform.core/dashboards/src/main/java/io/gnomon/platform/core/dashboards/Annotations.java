package io.gnomon.platform.core.dashboards;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

import java.time.Instant;
import java.util.List;

/** What people and programs wrote down beside the graphs; an OSGi service. Any thread. */
@ProviderType
public interface Annotations {
    /** Those that a question asks for, the newest first. */
    List<Annotation> find(Question question);

    /** The annotation, null when there is none of this number. */
    @Nullable Annotation get(long id);

    /**
     * Writes one down.
     *
     * @param author name of the user
     * @return with its number and the time at which it was written
     */
    Annotation add(Draft draft, String author);

    /**
     * Changes one; its author stays.
     *
     * @throws RequestRefused NOT_FOUND
     */
    Annotation change(long id, Draft draft) throws RequestRefused;

    /**
     * Deletes one.
     *
     * @throws RequestRefused NOT_FOUND
     */
    void delete(long id) throws RequestRefused;

    /**
     * What is written down.
     *
     * @param dashboardUid empty: it belongs to no dashboard
     * @param panelId 0: it belongs to the whole dashboard
     * @param endMillis the same as the time for a moment, later for a region
     * @param tags without commas and line breaks
     */
    record Draft(
            String dashboardUid,
            int panelId,
            long timeMillis,
            long endMillis,
            String text,
            List<String> tags) {
        private static final int TEXT_MAX = 10_000;
        private static final int TAGS_MAX = 50;
        private static final int TAG_MAX = 200;

        /**
         * @throws IllegalArgumentException with a sentence
         */
        public Draft {
            tags = tags.stream().map(String::strip).filter(tag -> !tag.isEmpty()).toList();
            if (!dashboardUid.matches("[A-Za-z0-9_-]{0,64}")) {
                throw new IllegalArgumentException(
                        "\"%s\" is not the uid of a dashboard".formatted(dashboardUid));
            }
            if (endMillis < timeMillis) {
                throw new IllegalArgumentException("the end must not be before the time");
            }
            if (text.length() > TEXT_MAX || (text.isBlank() && tags.isEmpty())) {
                throw new IllegalArgumentException(
                        "the text must have 1 to %d characters, or there must be tags"
                                .formatted(TEXT_MAX));
            }
            boolean wrong =
                    tags.stream().anyMatch(t -> t.length() > TAG_MAX || t.matches("(?s).*[,\n].*"));
            if (tags.size() > TAGS_MAX || wrong) {
                throw new IllegalArgumentException(
                        "at most %d tags of at most %d characters, without commas and line breaks"
                                .formatted(TAGS_MAX, TAG_MAX));
            }
        }
    }

    /** What was written down. */
    record Annotation(long id, Draft draft, String author, Instant created, Instant updated) {}

    /**
     * Which are wanted: those that lie in the time range, also partly.
     *
     * @param dashboardUid empty: of all
     * @param panelId 0: of all
     * @param tags that it has: all of them, or any when {@code anyTag}; none: whatever it has
     * @param limit most
     */
    record Question(
            long fromMillis,
            long toMillis,
            String dashboardUid,
            int panelId,
            List<String> tags,
            boolean anyTag,
            int limit) {
        /** Whether an annotation has the tags. */
        public boolean hasTags(List<String> given) {
            return tags.isEmpty()
                    || (anyTag ? tags.stream().anyMatch(given::contains) : given.containsAll(tags));
        }
    }
}
