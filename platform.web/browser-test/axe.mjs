// What the accessibility checker axe finds on a page, WCAG 2.2 level AA.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { check, lap } from './browser.mjs';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'];
// Lines of a chart's legend are 18 pixels high, so that twenty series fit below it: 2.2 wants 24 elsewhere.
const PAGE_RULES = ['wcag22aa'];

/** Fails with what is wrong and where; `name` says which page it is about. */
export async function accessible(page, name) {
  lap(`until ${name}`);
  // Evaluated by the debugger, so the page's own policy for scripts stays as it is.
  await page.evaluate(source);
  const violations = await page.evaluate(
    async ([everywhere, outsidePanels]) => {
      // Of what is well axe needs no list of places, which takes longer than to look at it.
      const resultTypes = ['violations'];
      const run = (where, values) => window.axe.run(where, { runOnly: { type: 'tag', values }, resultTypes });
      const all = await run(document, everywhere);
      const some = await run({ exclude: ['.panel-body'] }, outsidePanels);
      return [...all.violations, ...some.violations];
    },
    [RULES, PAGE_RULES],
  );
  lap(`axe on ${name}`);
  const found = violations.flatMap(({ id, help, nodes }) =>
    nodes.slice(0, 5).map(node => `${id}: ${help}: ${node.target.join(' ')}: ${node.failureSummary ?? ''}`),
  );
  check(found.length === 0, `${name}: axe found\n${found.join('\n')}`);
}
