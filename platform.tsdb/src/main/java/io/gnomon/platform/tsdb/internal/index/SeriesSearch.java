package io.gnomon.platform.tsdb.internal.index;

import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.Bits;

import java.io.IOException;

/** Runs a query and hands over the live documents that it finds, in order. */
final class SeriesSearch {
    private SeriesSearch() {}

    /** Takes the documents of one part of the index. */
    interface Part {
        void found(int doc) throws IOException;
    }

    /** Gives a {@link Part} for each part of the index. */
    interface Parts {
        Part of(LeafReaderContext leaf) throws IOException;
    }

    static void run(IndexSearcher searcher, Query query, Parts parts) throws IOException {
        Weight weight =
                searcher.createWeight(searcher.rewrite(query), ScoreMode.COMPLETE_NO_SCORES, 1);
        for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
            Scorer scorer = weight.scorer(leaf);
            if (scorer == null) {
                continue;
            }
            Part part = parts.of(leaf);
            Bits live = leaf.reader().getLiveDocs();
            DocIdSetIterator docs = scorer.iterator();
            int doc = docs.nextDoc();
            while (doc != DocIdSetIterator.NO_MORE_DOCS) {
                if (live == null || live.get(doc)) {
                    part.found(doc);
                }
                doc = docs.nextDoc();
            }
        }
    }
}
