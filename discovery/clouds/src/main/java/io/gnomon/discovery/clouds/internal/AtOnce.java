package io.gnomon.discovery.clouds.internal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Requests that wait beside each other, on virtual threads. */
public final class AtOnce {
    private AtOnce() {}

    /** One request. */
    @FunctionalInterface
    public interface Request<A, B> {
        B ask(A about) throws IOException, InterruptedException;
    }

    /**
     * The answers in the order of what they are about.
     *
     * @param most requests under way at a time
     * @throws IOException when one of them fails
     */
    public static <A, B> List<B> ask(Collection<A> abouts, int most, Request<A, B> request)
            throws IOException, InterruptedException {
        List<B> answers = new ArrayList<>();
        try (ExecutorService threads =
                Executors.newFixedThreadPool(most, Thread.ofVirtual().factory())) {
            List<Future<B>> asked = new ArrayList<>();
            for (A about : abouts) {
                asked.add(threads.submit(() -> request.ask(about)));
            }
            try {
                for (Future<B> each : asked) {
                    answers.add(each.get());
                }
            } catch (ExecutionException | InterruptedException e) {
                threads.shutdownNow();
                throw e;
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw new IOException(e.getCause() == null ? e : e.getCause());
        }
        return answers;
    }
}
