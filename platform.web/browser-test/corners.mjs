// Looks at what happens seldom (mock/corners.mjs): node corners.mjs with BASE_URL of mock/server.mjs and OUT_DIR. Fails with a
// sentence.
import { mkdirSync } from 'node:fs';
import { accessible } from './axe.mjs';
import { base, check, look, picture } from './browser.mjs';

const out = process.env.OUT_DIR ?? 'target';
mkdirSync(out, { recursive: true });

look(async page => {
  await page.goto(new URL('d/kinds', base).href);
  await wrongKinds(page);
  await failingVariables(page);
  await crowd(page);
  await legends(page);
  await manyPanels(page);
  console.log('the corners are as they should be');
});

/** Panels that cannot show what they get say in a sentence what they need and what there is. */
async function wrongKinds(page) {
  const sentence = /^(This panel needs a field of .+, but|No field is named ".+",) the data has .+ \(.+\)\.$/;
  const panels = page.locator('section.panel[data-state="running"]');
  const said = panels.locator('.lack[role="status"]').filter({ hasText: sentence });
  await page.waitForFunction(() => document.querySelectorAll('section.panel').length === 12);
  await said.nth(11).waitFor();
  await picture(page, out, 'wrong-kinds');
}

/** Of four hundred values as many are drawn as can be read; the others are counted, and are in the table. */
async function crowd(page) {
  await page.goto(new URL('d/crowd', base).href);
  for (const title of ['auto', 'below each other', 'beside each other', 'filled']) {
    const panel = page.locator('section.panel', { has: page.getByRole('heading', { name: title }) });
    const more = await panel.getByText(/^\d+ more; the data as a table has all$/).textContent();
    const sizes = await panel
      .locator('.tile')
      .evaluateAll(tiles => tiles.map(tile => tile.getBoundingClientRect()));
    check(
      sizes.length + Number.parseInt(more, 10) === 400,
      `${title}: ${sizes.length} tiles are drawn and it says ${more}`,
    );
    const small = sizes.filter(({ width, height }) => width < 50 || height < 17).length;
    check(small === 0, `${title}: ${small} tiles are too small to be read`);
    check(
      (await panel.locator('.panel-body').getAttribute('aria-label')).startsWith('Stat, 400 values.'),
      `${title} says nothing of all values`,
    );
  }
  await picture(page, out, 'crowd');
}

/** Every column of a legend's table is seen, or is scrolled to beside the names. */
async function legends(page) {
  await page.goto(new URL('d/legends', base).href);
  const tables = page.locator('section.panel[data-state="running"] .legend.table');
  await tables.nth(5).waitFor();
  const wide = page.locator('section.panel', { has: page.getByRole('heading', { name: '24 wide' }) });
  check((await wide.locator('.legend.right').count()) === 1, 'there is room for a legend at the right');
  const hidden = await tables.evaluateAll(boxes =>
    boxes.flatMap(box => {
      box.scrollLeft = box.scrollWidth;
      const panel = box.getRootNode().host.getBoundingClientRect();
      const [first, last] = ['first', 'last'].map(at =>
        box.querySelector(`tbody tr > :${at}-child`).getBoundingClientRect(),
      );
      const seen =
        first.left >= panel.left - 1 && first.right <= last.left + 1 && last.right <= panel.right + 1;
      return seen
        ? []
        : `${box.className}: ${first.left} ${first.right} ${last.left} ${last.right} of ${panel.right}`;
    }),
  );
  check(hidden.length === 0, `columns cannot be seen: ${hidden.join(', ')}`);
  await picture(page, out, 'legends');
}

/** Of a thousand panels only those near the window are drawn; what a reader has changed in one is there when he comes back. */
async function manyPanels(page) {
  const titled = title =>
    page.locator('section.panel', { has: page.getByRole('heading', { name: title, exact: true }) });
  const drawn = () => page.locator('section.panel[data-state="running"]').count();
  await page.goto(new URL('d/many', base).href);
  const line = titled('timeseries 1').getByRole('button', { name: 'web-1', exact: true });
  await line.click({ modifiers: ['ControlOrMeta'] });
  await titled('table 3')
    .getByRole('columnheader', { name: /Errors/ })
    .click();
  await titled('table 3').locator('[aria-sort$="ending"]').waitFor();
  check((await page.locator('section.panel').count()) === 1000, 'not every panel has its place');
  check((await drawn()) <= 60, `${await drawn()} panels are drawn at the beginning`);
  const places = Array.from({ length: 10 }, (_, i) => 90 + 100 * i);
  for (const place of places) {
    const panel = page.locator('section.panel').nth(place);
    await panel.scrollIntoViewIfNeeded();
    await panel.and(page.locator('[data-state="running"]:not([data-rows="0"])')).waitFor();
    check((await drawn()) <= 150, `${await drawn()} panels are drawn at panel ${place}`);
  }
  await page.evaluate(() => window.scrollTo(0, 0));
  for (const title of ['timeseries 1', 'stat 2', 'table 3', 'bargauge 4'])
    await titled(title).and(page.locator('[data-state="running"]')).waitFor();
  check((await line.getAttribute('aria-pressed')) === 'false', 'the hidden series is shown again');
  check(
    (await titled('table 3').locator('[aria-sort$="ending"]').count()) === 1,
    'the table is no longer sorted',
  );
}

/** A variable whose query fails says why, to the keyboard too, and is asked again; the dashboard goes on. */
async function failingVariables(page) {
  const bar = page.getByRole('toolbar', { name: 'Variables' });
  const problem = bar.getByRole('button', { name: /^Error of node: 1:4: parse error: unexpected ","/ });
  await problem.waitFor();
  await bar
    .getByRole('button', { name: /^Error of job: The expression \/\(node\/ cannot be read/ })
    .waitFor();
  await bar.getByRole('button', { name: /^Error of Hidden: 1:4: parse error/ }).waitFor();
  check(
    (await bar.getByRole('textbox', { name: 'node' }).inputValue()) === 'db-1',
    'node has lost its value',
  );
  await bar.getByRole('textbox', { name: 'node' }).focus();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  const said = page.getByRole('dialog');
  await said.getByText('expected identifier or "}"').waitFor();
  await picture(page, out, 'variable-failed');
  await accessible(page, 'variable-failed');
  const again = page.waitForRequest(request => request.url().endsWith('/variables/query'));
  await page.keyboard.press('Enter');
  check(/"name":"node"/.test((await again).postData()), 'another variable was asked again');
  await said.waitFor({ state: 'detached' });
  await problem.waitFor();
}
