package io.gnomon.alerting.channels.email.internal;

import io.gnomon.spi.channel.Delivery;

import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;

import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * Why a mail could not be given to the server.
 *
 * @param reason a sentence with what the server said
 * @param codes its reply codes (RFC 5321, 4.2.1): 4xx is for now, 5xx for good; empty when it did
 *     not get so far
 * @param addresses recipients that were not accepted
 */
record SmtpFailure(String reason, List<Integer> codes, List<String> addresses) {
    static SmtpFailure of(MessagingException failure) {
        List<String> said = new ArrayList<>();
        List<Integer> codes = new ArrayList<>();
        List<String> addresses = new ArrayList<>();
        for (@Nullable Exception e = failure; e != null; e = next(e)) {
            switch (e) {
                case SMTPAddressFailedException refused -> {
                    codes.add(refused.getReturnCode());
                    addresses.add(refused.getAddress().getAddress());
                    said.add("sending rcpt to: " + oneLine(refused));
                }
                case SMTPSenderFailedException refused -> {
                    codes.add(refused.getReturnCode());
                    said.add("sending mail from: " + oneLine(refused));
                }
                case SMTPSendFailedException refused -> {
                    codes.add(refused.getReturnCode());
                    said.add(oneLine(refused));
                }
                default -> said.add(oneLine(e));
            }
        }
        if (said.size() > 1 && failure instanceof SendFailedException) {
            said.removeFirst(); // It sums up what those inside it say.
        }
        return new SmtpFailure(String.join("; ", said), List.copyOf(codes), List.copyOf(addresses));
    }

    private static @Nullable Exception next(Exception e) {
        return e instanceof MessagingException m ? m.getNextException() : null;
    }

    private static String oneLine(Exception e) {
        return String.valueOf(e.getMessage()).strip().replaceAll("\\s+", " ");
    }

    /** Whether the server said that trying again would not help. */
    boolean isForGood() {
        return !codes.isEmpty() && codes.stream().allMatch(code -> code / 100 == 5);
    }

    Delivery delivery() {
        return isForGood() ? new Delivery.Refused(reason) : new Delivery.Retry(reason);
    }
}
