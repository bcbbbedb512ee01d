package io.gnomon.platform.tsdb.internal.index;

import io.gnomon.model.labels.Matcher;

import org.apache.lucene.document.Document;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.SerialMergeScheduler;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import java.util.stream.Stream;

/**
 * The index on disk. A document is a series: for each label a field with its value and one value in
 * the field of label names, and as doc values the series' id and the hash of its labels. Changed by
 * one thread, searched by any.
 */
final class LuceneIndex implements AutoCloseable {
    private static final String ID = "id";
    private static final String HASH = "hash";
    private static final Logger LOG = LoggerFactory.getLogger(LuceneIndex.class);

    private final Directory directory;
    private final IndexWriter writer;
    private final SearcherManager searchers;
    private final SeriesTail oversized = new SeriesTail();

    private LuceneIndex(Path folder) throws IOException {
        directory = FSDirectory.open(folder);
        IndexWriterConfig config =
                new IndexWriterConfig().setMergeScheduler(new SerialMergeScheduler());
        config.setCommitOnClose(true);
        writer = new IndexWriter(directory, config);
        searchers = new SearcherManager(writer, new Remembering());
    }

    private static final class Remembering extends SearcherFactory {
        @Override
        public IndexSearcher newSearcher(IndexReader reader, @Nullable IndexReader previous) {
            return new KnownSearches(reader);
        }
    }

    /**
     * Opens the index and makes it hold exactly the given series. A folder that Lucene cannot read
     * is emptied and filled again.
     */
    static LuceneIndex openAgreeing(Path folder, Consumer<Consumer<IndexedSeries>> allSeries)
            throws IOException {
        Files.createDirectories(folder);
        try {
            return openAgreeingOnce(folder, allSeries);
        } catch (IOException | IllegalArgumentException e) {
            LOG.warn("the label index in {} is made anew: {}", folder, e.toString());
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            return openAgreeingOnce(folder, allSeries);
        }
    }

    private static LuceneIndex openAgreeingOnce(
            Path folder, Consumer<Consumer<IndexedSeries>> allSeries) throws IOException {
        LuceneIndex index = new LuceneIndex(folder);
        try {
            index.agreeWith(allSeries);
            return index;
        } catch (IOException | RuntimeException e) {
            index.abandon();
            throw e;
        }
    }

    private void agreeWith(Consumer<Consumer<IndexedSeries>> allSeries) throws IOException {
        Map<Integer, IndexedSeries> missing = new HashMap<>();
        allSeries.accept(series -> missing.put(series.id(), series));
        Set<Long> stale = new HashSet<>();
        IndexSearcher searcher = searchers.acquire();
        try {
            for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
                compare(leaf, missing, stale);
            }
        } finally {
            searchers.release(searcher);
        }
        if (!stale.isEmpty()) {
            // A document that disagrees goes with all others of its id; the series is added again.
            delete(stale.stream().mapToLong(Long::longValue).toArray());
            allSeries.accept(series -> {
                if (stale.contains((long) series.id())) {
                    missing.put(series.id(), series);
                }
            });
        }
        for (IndexedSeries series : missing.values()) {
            add(series);
        }
        refresh();
    }

    private static void compare(
            LeafReaderContext leaf, Map<Integer, IndexedSeries> missing, Set<Long> stale)
            throws IOException {
        NumericDocValues ids = leaf.reader().getNumericDocValues(ID);
        NumericDocValues hashes = leaf.reader().getNumericDocValues(HASH);
        Bits live = leaf.reader().getLiveDocs();
        for (int doc = 0; doc < leaf.reader().maxDoc(); doc++) {
            if (live != null && !live.get(doc)) {
                continue;
            }
            if (ids == null || hashes == null || !ids.advanceExact(doc)) {
                throw new IOException("a document has no id");
            }
            IndexedSeries series = missing.remove((int) ids.longValue());
            if (series == null
                    || !hashes.advanceExact(doc)
                    || hashes.longValue() != series.labels().stableHash()) {
                stale.add(ids.longValue());
            }
        }
    }

    void add(IndexedSeries series) throws IOException {
        if (!SeriesDocument.fits(series.labels())) {
            oversized.add(series);
            return;
        }
        Document document = SeriesDocument.of(series.labels());
        document.add(new NumericDocValuesField(ID, series.id()));
        document.add(new NumericDocValuesField(HASH, series.labels().stableHash()));
        writer.addDocument(document);
    }

    /** Series with a label value that is too long for a term: matched one by one. */
    SeriesTail oversized() {
        return oversized;
    }

    void delete(long... ids) throws IOException {
        writer.deleteDocuments(NumericDocValuesField.newSlowSetQuery(ID, ids));
    }

    /** Makes additions and deletions visible to searches that begin after it. */
    void refresh() throws IOException {
        searchers.maybeRefreshBlocking();
    }

    void commit() throws IOException {
        writer.commit();
    }

    /** Adds the ids of the series that satisfy all matchers. */
    void find(List<Matcher> matchers, LabelIndex.IdList into) throws IOException {
        IndexSearcher searcher = searchers.acquire();
        try {
            KnownSearches known = (KnownSearches) searcher;
            int[] ids = known.ids(matchers);
            if (ids == null) {
                ids = search(searcher, MatcherQueries.of(matchers));
                known.keep(matchers, ids);
            }
            into.addAll(ids);
        } finally {
            searchers.release(searcher);
        }
    }

    private static int[] search(IndexSearcher searcher, Query query) throws IOException {
        LabelIndex.IdList found = new LabelIndex.IdList();
        SeriesSearch.run(
                searcher,
                query,
                leaf -> {
                    NumericDocValues ids = leaf.reader().getNumericDocValues(ID);
                    return doc -> {
                        if (ids != null && ids.advanceExact(doc)) {
                            found.add((int) ids.longValue());
                        }
                    };
                });
        return found.toArray();
    }

    /**
     * Adds the terms of a field that some series has whose id passes a test. The test is asked only
     * until it holds for one.
     */
    void terms(String field, IntPredicate test, Set<String> into) throws IOException {
        IndexSearcher searcher = searchers.acquire();
        try {
            for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
                Terms terms = leaf.reader().terms(field);
                NumericDocValues ids = leaf.reader().getNumericDocValues(ID);
                if (terms == null || ids == null) {
                    continue;
                }
                Bits live = leaf.reader().getLiveDocs();
                TermsEnum each = terms.iterator();
                PostingsEnum docs = null;
                for (BytesRef term = each.next(); term != null; term = each.next()) {
                    docs = each.postings(docs, PostingsEnum.NONE);
                    String text = term.utf8ToString();
                    if (!into.contains(text) && any(docs, live, ids, test)) {
                        into.add(text);
                    }
                    // A term has ids of its own, which may be smaller.
                    ids = leaf.reader().getNumericDocValues(ID);
                    if (ids == null) {
                        break;
                    }
                }
            }
        } finally {
            searchers.release(searcher);
        }
    }

    private static boolean any(
            PostingsEnum docs, @Nullable Bits live, NumericDocValues ids, IntPredicate test)
            throws IOException {
        for (int doc = docs.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = docs.nextDoc()) {
            if ((live == null || live.get(doc))
                    && ids.advanceExact(doc)
                    && test.test((int) ids.longValue())) {
                return true;
            }
        }
        return false;
    }

    /** Gives up what was not committed. */
    void abandon() throws IOException {
        searchers.close();
        writer.rollback();
        directory.close();
    }

    @Override
    public void close() throws IOException {
        searchers.close();
        writer.close();
        directory.close();
    }
}
