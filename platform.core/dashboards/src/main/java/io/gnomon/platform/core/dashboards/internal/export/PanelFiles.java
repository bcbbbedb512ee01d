package io.gnomon.platform.core.dashboards.internal.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.gnomon.model.frame.DataFrame;
import io.gnomon.platform.core.dashboards.PanelFile;
import io.gnomon.platform.core.dashboards.RequestRefused;

import java.util.List;

/** Makes files of what panels answer. */
public final class PanelFiles {
    private PanelFiles() {}

    /**
     * The bytes of a file.
     *
     * @param panel its JSON
     * @param title with variables filled in
     * @param stepMillis distance of points
     * @throws RequestRefused INVALID when there is no such file of this panel
     */
    public static byte[] of(
            PanelFile wanted,
            ObjectNode panel,
            String title,
            List<DataFrame> frames,
            long stepMillis)
            throws RequestRefused {
        return switch (wanted.format()) {
            case CSV ->
                    CsvText.of(
                                    frames,
                                    (field, frame) ->
                                            FieldLook.of(
                                                    field,
                                                    frame,
                                                    panel.path("fieldConfig"),
                                                    wanted.zone()))
                            .getBytes(UTF_8);
            case PNG ->
                    new Picture(
                                    panel,
                                    title,
                                    frames,
                                    wanted.fromMillis(),
                                    wanted.toMillis(),
                                    stepMillis,
                                    wanted.zone())
                            .png(wanted.width(), wanted.height());
        };
    }
}
