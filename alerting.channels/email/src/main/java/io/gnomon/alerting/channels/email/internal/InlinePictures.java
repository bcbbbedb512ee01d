package io.gnomon.alerting.channels.email.internal;

import io.gnomon.spi.channel.Picture;

import jakarta.activation.DataHandler;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;

import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** An HTML page that shows pictures of its own mail, by their Content-ID (RFC 2387, RFC 2392). */
final class InlinePictures {
    private InlinePictures() {}

    /** The page with the pictures at its end, then the pictures. */
    static MimeMultipart with(String html, List<Picture> pictures) throws MessagingException {
        MimeMultipart related = new MimeMultipart("related; type=\"text/html\"");
        StringBuilder images = new StringBuilder();
        for (Picture picture : pictures) {
            String id = UUID.randomUUID() + "@gnomon";
            images.append("<p style=\"text-align: center\"><img width=\"640\" src=\"cid:")
                    .append(id)
                    .append("\" alt=\"")
                    .append(escaped(picture.description()))
                    .append("\" style=\"max-width: 100%\"></p>\n");
            related.addBodyPart(part(picture, id));
        }
        related.addBodyPart(MailMessage.part(atEnd(html, images.toString()), "text/html"), 0);
        return related;
    }

    private static MimeBodyPart part(Picture picture, String id) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setDataHandler(
                new DataHandler(new ByteArrayDataSource(picture.bytes(), picture.mediaType())));
        part.setContentID("<" + id + ">");
        part.setDisposition(MimeBodyPart.INLINE);
        part.setFileName(picture.name());
        return part;
    }

    private static String atEnd(String html, String images) {
        int end = html.toLowerCase(Locale.ROOT).lastIndexOf("</body>");
        return end < 0
                ? html + "\n" + images
                : html.substring(0, end) + images + html.substring(end);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
