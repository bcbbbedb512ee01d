package io.gnomon.platform.core.dashboards;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/**
 * A panel of a saved dashboard that is wanted as a file.
 *
 * @param uid of the dashboard
 * @param panel id of the panel
 * @param width pixels of a picture; for a table how many points there may be
 * @param height pixels of a picture
 * @param variables chosen values by name
 * @param zone of times in pictures
 */
public record PanelFile(
        String uid,
        int panel,
        Format format,
        long fromMillis,
        long toMillis,
        int width,
        int height,
        Map<String, List<String>> variables,
        ZoneId zone) {
    private static final int SIDE_MAX = 4000;

    /** What kind of file. */
    public enum Format {
        /** Raw values, see docs/guide/dashboards.md. */
        CSV,
        /** A picture: of panels timeseries, stat and table. */
        PNG
    }

    public PanelFile {
        if (fromMillis >= toMillis) {
            throw new IllegalArgumentException("from must be before to");
        }
        if (width < 200 || width > SIDE_MAX || height < 120 || height > SIDE_MAX) {
            throw new IllegalArgumentException(
                    "a picture has 200 to %d by 120 to %d pixels, not %dx%d"
                            .formatted(SIDE_MAX, SIDE_MAX, width, height));
        }
    }
}
