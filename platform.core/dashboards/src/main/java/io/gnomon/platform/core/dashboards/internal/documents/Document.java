package io.gnomon.platform.core.dashboards.internal.documents;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.gnomon.platform.core.dashboards.RequestRefused;
import io.gnomon.platform.core.dashboards.internal.Json;
import io.gnomon.platform.core.dashboards.internal.grafana.ClassicForm;
import io.gnomon.platform.core.dashboards.internal.grafana.Notes;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A dashboard of Grafana's JSON with what the list shows of it.
 *
 * @param version a hash of the content, of 53 bits because it goes through JavaScript, never 0
 */
record Document(String uid, String title, List<String> tags, String json, long version) {
    private static final Pattern UID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final Pattern NOT_OF_UID = Pattern.compile("[^A-Za-z0-9_-]+");

    static boolean isUid(String text) {
        return UID.matcher(text).matches();
    }

    /**
     * Reads a file; one without a uid is called after the file.
     *
     * @param name of the file without its ending
     */
    static Document ofFile(String text, String name) throws RequestRefused {
        ObjectNode dashboard = dashboard(text);
        String uid = dashboard.path("uid").asText("");
        String fromName = NOT_OF_UID.matcher(name).replaceAll("-");
        return of(
                dashboard,
                isUid(uid) ? uid : fromName.substring(0, Math.min(64, fromName.length())));
    }

    /** Reads what is to be saved as the dashboard of this uid. */
    static Document of(String text, String uid) throws RequestRefused {
        return of(dashboard(text), uid);
    }

    private static Document of(ObjectNode dashboard, String uid) {
        dashboard.put("uid", uid);
        List<String> tags = new ArrayList<>();
        dashboard.path("tags").forEach(tag -> tags.add(tag.asText()));
        String json = Json.text(dashboard);
        return new Document(
                uid, dashboard.path("title").asText(uid), List.copyOf(tags), json, hash(json));
    }

    /** In the classic form, whatever generation of Grafana it comes from. */
    private static ObjectNode dashboard(String text) throws RequestRefused {
        return ClassicForm.of(Json.object(text), new Notes());
    }

    /** The version of a content. */
    static long hash(String json) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(json.getBytes(UTF_8));
            return Math.max(1, ByteBuffer.wrap(digest).getLong() >>> 11);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every JDK", e);
        }
    }
}
