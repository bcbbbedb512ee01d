import type { Extension } from '@codemirror/state';
import { hoverTooltip } from '@codemirror/view';
import {
  aggregateOpTerms,
  functionIdentifierTerms,
} from '@prometheus-io/codemirror-promql/dist/esm/complete/promql.terms.js';
import { prometheus } from '../api/client.ts';
import { type MetadataByName, metadataOf } from './metrics.ts';
import { type Term, termAt } from './terms.ts';

/** Says what a metric, a function or an aggregation is while the pointer rests on it. */
export function promqlHover(): Extension {
  return hoverTooltip(async (view, position) => {
    const term = termAt(view.state.doc.toString(), position);
    const said = term && (await explanation(term));
    if (!term || !said) return null;
    return {
      pos: term.from,
      end: term.to,
      above: true,
      create: () => {
        const dom = document.createElement('div');
        dom.className = 'promql-hover';
        const name = document.createElement('strong');
        name.textContent = said.title;
        const text = document.createElement('div');
        text.textContent = said.text;
        dom.append(name, text);
        return { dom };
      },
    };
  });
}

interface Explanation {
  readonly title: string;
  readonly text: string;
}

async function explanation({ kind, text }: Term): Promise<Explanation | undefined> {
  if (kind !== 'metric') {
    const known = [...functionIdentifierTerms, ...aggregateOpTerms].find(({ label }) => label === text);
    return known && { title: text, text: known.info };
  }
  try {
    const { data } = await prometheus<MetadataByName>('metadata', { limit: '100000' });
    const found = metadataOf(text, data);
    return (
      found && { title: `${text} (${[found.type, found.unit].filter(Boolean).join(', ')})`, text: found.help }
    );
  } catch {
    // Without the server nothing is known of a metric; the editor goes on.
    return undefined;
  }
}
