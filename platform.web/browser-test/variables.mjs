// The part of edit.mjs that looks at what variables do to titles, texts, queries and a panel's own time.
import { base, check } from './browser.mjs';

const series = (id, title, expr, more = {}) => ({
  id,
  type: 'timeseries',
  title,
  gridPos: { x: 0, y: 5 * id, w: 24, h: 5 },
  targets: [{ refId: 'A', expr }],
  ...more,
});
const CHOSEN = {
  title: 'Chosen',
  uid: 'chosen',
  schemaVersion: 41,
  time: { from: 'now-1h', to: 'now' },
  templating: {
    list: [
      {
        name: 'stage',
        type: 'custom',
        query: 'Production : p1,Test : t1',
        current: { text: 'Test', value: 't1' },
      },
      { name: 'cluster', type: 'query', query: 'label_values(there_is_none, cluster)', current: {} },
      { name: 'of', type: 'query', query: 'label_values(up{cluster="$cluster"}, __name__)', current: {} },
      {
        name: 'step',
        type: 'interval',
        auto: true,
        query: '1m',
        current: { text: 'auto', value: '$__auto' },
      },
    ],
  },
  panels: [
    {
      id: 1,
      type: 'text',
      title: 'On $stage',
      gridPos: { x: 0, y: 0, w: 24, h: 5 },
      options: {
        mode: 'markdown',
        content: `We look at $stage, \${stage:raw} of [[stage]] in \${stage:doublequote}.`,
      },
    },
    series(2, 'Where no cluster is', 'last_over_time($of{cluster="$cluster"}[$step])'),
    series(3, 'Of today', 'time()', { timeFrom: 'now/d' }),
  ],
};

/** Variables in words and formats, one without a choice, an automatic interval; a panel's own time. */
export async function variables(page, dropped) {
  await page.goto(new URL('dashboards', base).href);
  await page.locator('table').getByText('Made here').waitFor();
  await dropped(page, CHOSEN);
  await page.getByRole('link', { name: 'Open it' }).click();
  await page.getByText('We look at Test, t1 of Test in "t1".').waitFor();
  await page.getByRole('button', { name: /^stage/ }).click();
  await page.getByRole('menuitem', { name: 'Production' }).click();
  await page.getByText('We look at Production, p1 of Production in "p1".').waitFor();
  await page.getByRole('heading', { name: 'On Production' }).waitFor();
  await page.getByText('Today so far').waitFor();
  await page
    .getByText(/instance=/)
    .first()
    .waitFor();
  await page.getByText('time()', { exact: true }).waitFor();
  const covers = await page.locator('section.panel .cover').allInnerTexts();
  check(covers.length === 0, `a panel shows nothing: ${covers.join(', ')}`);
}
