package io.gnomon.alerting.channels.email.internal;

import io.gnomon.spi.channel.Channel;
import io.gnomon.spi.channel.Delivery;
import io.gnomon.spi.channel.DeliveryRefused;
import io.gnomon.spi.channel.Notification;
import io.gnomon.spi.common.TlsSockets;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;

/** Gives each notification to the SMTP server as one mail, over a connection of its own. */
record Email(EmailSettings settings, TlsSockets tls) implements Channel {
    private static final Logger log = LoggerFactory.getLogger(Email.class);
    private static final String NO_STARTTLS = "STARTTLS is required but host does not support";

    @Override
    public Delivery send(Notification notification)
            throws IOException, InterruptedException, DeliveryRefused {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        try (Connection connection = Connection.open(settings, tls, notification.timeout())) {
            return deliver(
                    connection, MailMessage.of(settings, notification, connection.session()));
        } catch (MessagingException e) {
            stopIfInterrupted();
            return failure(e);
        } catch (IOException e) {
            stopIfInterrupted();
            throw e;
        }
    }

    /** A channel that was closed by an interrupt fails like one that broke. */
    private static void stopIfInterrupted() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    private Delivery failure(MessagingException e) {
        return String.valueOf(e.getMessage()).startsWith(NO_STARTTLS)
                ? new Delivery.Retry(
                        "require_tls: true (default), but \""
                                + settings.smarthost()
                                + "\" does not advertise the STARTTLS extension")
                : SmtpFailure.of(e).delivery();
    }

    /**
     * Recipients that the server refuses for good do not keep the others from getting the mail; one
     * that it refuses for now keeps all, so that nobody gets it twice.
     */
    private static Delivery deliver(Connection connection, MailMessage mail)
            throws MessagingException {
        Address[] all = mail.to().toArray(new Address[0]);
        try {
            connection.smtp().sendMessage(mail.message(), all);
        } catch (SendFailedException e) {
            SmtpFailure failure = SmtpFailure.of(e);
            Address[] others = e.getValidUnsentAddresses();
            boolean some = others != null && others.length > 0 && others.length < all.length;
            if (!failure.isForGood() || failure.addresses().isEmpty() || !some) {
                throw e;
            }
            connection.smtp().sendMessage(mail.message(), others);
            log.warn("the mail went without some recipients: {}", failure.reason());
        }
        return new Delivery.Delivered();
    }
}
