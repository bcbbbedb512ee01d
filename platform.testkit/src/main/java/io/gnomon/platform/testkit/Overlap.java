package io.gnomon.platform.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Calls one thing from several threads at once. */
public final class Overlap {
    private static final int THREADS = 4;
    private static final int CALLS_OF_EACH = 5;

    private Overlap() {}

    /**
     * What 20 calls from 4 threads that begin together return; the first throw of one is thrown.
     */
    public static <T> List<T> call(Callable<T> call) throws Exception {
        CountDownLatch begin = new CountDownLatch(1);
        try (ExecutorService pool = Executors.newFixedThreadPool(THREADS)) {
            List<Future<List<T>>> running = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                running.add(
                        pool.submit(() -> {
                            begin.await();
                            List<T> results = new ArrayList<>();
                            for (int n = 0; n < CALLS_OF_EACH; n++) {
                                results.add(call.call());
                            }
                            return results;
                        }));
            }
            begin.countDown();
            List<T> all = new ArrayList<>();
            for (Future<List<T>> one : running) {
                all.addAll(one.get(60, TimeUnit.SECONDS));
            }
            return all;
        }
    }
}
