package io.gnomon.platform.tsdb.internal.index;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.labels.Matcher;
import io.gnomon.platform.tsdb.internal.wal.ChannelOpener;

import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LogDocMergePolicy;
import org.apache.lucene.index.SerialMergeScheduler;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The label index of a block: one Lucene segment, never changed, whose document numbers are the
 * numbers of the series. Any thread.
 */
public final class BlockIndex implements AutoCloseable {
    /** Marks a series that Lucene cannot hold. */
    private static final Term OVERSIZED = new Term("oversized", "");

    private static final double BUFFER_MIB = 48;

    private final Directory directory;
    private final DirectoryReader reader;
    private final IndexSearcher searcher;
    private final int[] oversized;

    private BlockIndex(Directory directory, DirectoryReader reader) throws IOException {
        this.directory = directory;
        this.reader = reader;
        searcher = new IndexSearcher(reader);
        searcher.setQueryCache(null);
        oversized = reader.docFreq(OVERSIZED) == 0 ? new int[0] : run(new TermQuery(OVERSIZED));
    }

    /**
     * Opens an index whose files were found whole.
     *
     * @throws IOException when it is not the index of so many series
     */
    public static BlockIndex open(Path folder, int series) throws IOException {
        Directory directory = FSDirectory.open(folder);
        try {
            DirectoryReader reader = DirectoryReader.open(directory);
            if (reader.leaves().size() != 1 || reader.maxDoc() != series) {
                reader.close();
                throw new IOException(
                        "%s: index of %d series, expected %d"
                                .formatted(folder, reader.maxDoc(), series));
            }
            return new BlockIndex(directory, reader);
        } catch (IOException | RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    /** Numbers of the series that satisfy all matchers, ascending, {@link #oversized} left out. */
    public int[] find(List<Matcher> matchers) throws IOException {
        Query query = MatcherQueries.of(matchers);
        if (oversized.length > 0) {
            query =
                    new BooleanQuery.Builder()
                            .add(query, Occur.FILTER)
                            .add(new TermQuery(OVERSIZED), Occur.MUST_NOT)
                            .build();
        }
        return run(query);
    }

    private int[] run(Query query) throws IOException {
        LabelIndex.IdList found = new LabelIndex.IdList();
        SeriesSearch.run(searcher, query, leaf -> found::add);
        return found.toArray();
    }

    /** Series whose labels have to be matched one by one, ascending. */
    public int[] oversized() {
        return oversized.clone();
    }

    @Override
    public void close() throws IOException {
        reader.close();
        directory.close();
    }

    /** Makes an index. For one thread. */
    public static final class Writer implements AutoCloseable {
        private final Directory directory;
        private final IndexWriter writer;

        /** Begins an index in a folder, which is made. */
        public Writer(Path folder, ChannelOpener files) throws IOException {
            this(folder, files, BUFFER_MIB);
        }

        Writer(Path folder, ChannelOpener files, double bufferMib) throws IOException {
            directory = new SeamDirectory(Files.createDirectories(folder), files);
            IndexWriterConfig config =
                    new IndexWriterConfig()
                            .setMergeScheduler(new SerialMergeScheduler())
                            .setRAMBufferSizeMB(bufferMib)
                            .setUseCompoundFile(true);
            config.setCommitOnClose(false);
            // Of neighbours only, so that the documents keep their order.
            LogDocMergePolicy neighbours = new LogDocMergePolicy();
            neighbours.setNoCFSRatio(1);
            config.setMergePolicy(neighbours);
            writer = new IndexWriter(directory, config);
        }

        /** Adds the next series. */
        public void add(Labels labels) throws IOException {
            Document document;
            if (SeriesDocument.fits(labels)) {
                document = SeriesDocument.of(labels);
            } else {
                document = new Document();
                document.add(new StringField(OVERSIZED.field(), OVERSIZED.text(), Field.Store.NO));
            }
            writer.addDocument(document);
        }

        /** Completes the index and forces it to the disk. */
        public void finish() throws IOException {
            writer.forceMerge(1);
            writer.commit();
        }

        @Override
        public void close() throws IOException {
            try (directory) {
                writer.rollback();
            }
        }
    }
}
