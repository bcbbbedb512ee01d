package io.gnomon.platform.core.alerting;

import org.osgi.annotation.versioning.ProviderType;

import java.util.List;

/** Acknowledged alerts, and those that go up until they are; an OSGi service. Any thread. */
@ProviderType
public interface Acknowledgements {
    /** Those that count now, oldest first. */
    List<Acknowledgement> acknowledgements();

    /**
     * Acknowledges the alerts that fire now and that the matchers match. Returns when it is safe on
     * disk.
     *
     * @throws IllegalArgumentException when no alert is meant or the end is past, with a sentence
     */
    Acknowledgement acknowledge(Acknowledgement draft) throws InterruptedException;

    /** Alerts that fire and go up, or will when nobody acknowledges them; oldest first. */
    List<Escalation> escalations();

    /** Ends one; whether there was one of this id. */
    boolean withdraw(String id) throws InterruptedException;
}
