package io.gnomon.platform.tsdb.internal.index;

import io.gnomon.model.labels.Matcher;

import org.apache.lucene.index.FilteredTermsEnum;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.MultiTermQuery;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.util.AttributeSource;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.StringHelper;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Objects;

/**
 * Series whose value of a label, which is not empty, satisfies a matcher: the matcher is asked once
 * for each value that begins with a prefix.
 */
final class MatchingTermsQuery extends MultiTermQuery {
    private final Matcher matcher;
    private final BytesRef prefix;

    MatchingTermsQuery(String field, Matcher matcher, String prefix) {
        super(field, CONSTANT_SCORE_REWRITE);
        this.matcher = matcher;
        this.prefix = new BytesRef(prefix);
    }

    @Override
    protected TermsEnum getTermsEnum(Terms terms, AttributeSource attributes) throws IOException {
        return new MatchingTerms(terms.iterator(), matcher, prefix);
    }

    private static final class MatchingTerms extends FilteredTermsEnum {
        private static final int CHECK_INTERRUPT_EVERY = 256;

        private final Matcher matcher;
        private final BytesRef prefix;
        private int asked;

        MatchingTerms(TermsEnum terms, Matcher matcher, BytesRef prefix) {
            super(terms);
            this.matcher = matcher;
            this.prefix = prefix;
            setInitialSeekTerm(prefix);
        }

        @Override
        protected AcceptStatus accept(BytesRef term) throws IOException {
            if (++asked % CHECK_INTERRUPT_EVERY == 0 && Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException("matching " + matcher + " was interrupted");
            }
            if (!StringHelper.startsWith(term, prefix)) {
                return AcceptStatus.END;
            }
            return matcher.matches(term.utf8ToString()) ? AcceptStatus.YES : AcceptStatus.NO;
        }
    }

    @Override
    public void visit(QueryVisitor visitor) {
        if (visitor.acceptField(getField())) {
            visitor.visitLeaf(this);
        }
    }

    @Override
    public String toString(String field) {
        return matcher.toString();
    }

    @Override
    public boolean equals(Object o) {
        return super.equals(o) && matcher.equals(((MatchingTermsQuery) o).matcher);
    }

    @Override
    public int hashCode() {
        return Objects.hash(super.hashCode(), matcher);
    }
}
