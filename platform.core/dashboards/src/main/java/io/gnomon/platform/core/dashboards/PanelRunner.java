package io.gnomon.platform.core.dashboards;

import org.osgi.annotation.versioning.ProviderType;

import java.io.IOException;

/** Runs the queries and transformations of panels; an OSGi service. Any thread, calls overlap. */
@ProviderType
public interface PanelRunner {
    /**
     * Runs panels in parallel, and the annotation queries beside them; gives each answer away when
     * it is ready; returns after the last. What goes wrong in a panel is in its answer.
     *
     * @param panelQuery a PanelQuery of docs/guide/gnomon-api.md as JSON text
     * @param access what the caller may do
     * @param answers takes the PanelAnswers and the AnnotationAnswer
     * @throws RequestRefused before the first answer: INVALID, NOT_FOUND (dashboard), FORBIDDEN (a
     *     dashboard that is not saved, without editor rights)
     * @throws IOException as thrown by the consumer; what still runs is cancelled
     * @throws InterruptedException when the calling thread was; what still runs is cancelled
     */
    void run(String panelQuery, Access access, Answers answers)
            throws RequestRefused, IOException, InterruptedException;

    /**
     * Runs one panel of a saved dashboard and makes a file of its answer.
     *
     * @param access what the caller may do: the same as for {@link #run}
     * @throws RequestRefused NOT_FOUND (dashboard, panel), INVALID when its queries fail or the
     *     server makes no such file of it
     */
    byte[] file(PanelFile wanted, Access access) throws RequestRefused, InterruptedException;

    /**
     * What can be chosen for a variable of a dashboard, or named in a filter.
     *
     * @param variableQuery a VariableQuery of docs/guide/gnomon-api.md as JSON text
     * @return the VariableAnswer
     * @throws RequestRefused INVALID also when the data source fails, NOT_FOUND (dashboard,
     *     variable), FORBIDDEN as in {@link #run}
     */
    String choices(String variableQuery, Access access) throws RequestRefused, InterruptedException;

    /** What a caller may do; each includes the ones before it. */
    enum Access {
        /** Not logged in: saved panels, built-in data source only. */
        ANONYMOUS,
        /** Saved panels. */
        VIEWER,
        /** Any query. */
        EDITOR,
        /** Tables of this server that are for administrators, too. */
        ADMIN
    }

    /** Takes answers one at a time, on the thread that called {@link #run}. */
    @FunctionalInterface
    interface Answers {
        /**
         * Takes one answer.
         *
         * @param json JSON text without line breaks
         * @throws IOException when nobody listens any more
         */
        void answer(String json) throws IOException;
    }
}
