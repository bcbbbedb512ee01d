// Looks at tables of a hundred thousand rows: node tables.mjs with BASE_URL of mock/server.mjs and OUT_DIR. Scrolls, sorts,
// filters, turns pages; prints how smoothly it went and writes tables.png. Fails with a sentence.
import { mkdirSync } from 'node:fs';
import { accessible } from './axe.mjs';
import { base, check, look, picture, watchFrames } from './browser.mjs';

const out = process.env.OUT_DIR ?? 'target';
mkdirSync(out, { recursive: true });
const STEPS = 120;
/** Work of the page for one step; beyond it a screen of 60 Hz would stutter on a machine of its own. */
const WORK_MAX_MS = 16;
/** There and back: what the first pass compiles, and what others of a busy machine take from the caches, is not the page's work. */
const PASSES = 4;

look(async page => {
  await page.goto(new URL('d/tables', base).href);
  const table = page.locator('section.panel', { has: page.getByRole('heading', { name: 'All rows' }) });
  await table.getByRole('table').getByText('host-0', { exact: true }).waitFor();
  await picture(page, out, 'tables');
  await accessible(page, 'tables');
  const smooth = await scrolled(page, table);
  await sorted(page, table);
  await filtered(page, table);
  await resized(page, table);
  await paged(page);
  await narrow(page);
  console.log(
    `100000 rows: ${smooth.work.toFixed(1)} ms of work a step, 95 of 100 frames within ${smooth.frameGapP95.toFixed(1)} ms`,
  );
});

/** From the first row to the last and back; few rows are in the page at any time. The pass with the least work counts. */
async function scrolled(page, table) {
  const box = table.getByRole('table');
  const watched = await watchFrames(page);
  const works = [];
  for (let pass = 0; pass < PASSES; pass++) {
    const worked = await work(page);
    await scroll(box, pass % 2 === 0);
    works.push((await worked()) / STEPS);
    await box.getByText(pass % 2 === 0 ? 'host-99999' : 'host-0', { exact: true }).waitFor();
    const drawn = await box.getByRole('row').count();
    check(drawn < 60, `${drawn} rows are in the page`);
  }
  const smooth = { ...(await watched()), work: Math.min(...works) };
  check(smooth.work <= WORK_MAX_MS, `scrolling is too much work: ${works} ms, ${JSON.stringify(smooth)}`);
  return smooth;
}

/** One step a frame, to the last row or to the first. */
function scroll(box, down) {
  return box.evaluate(
    (element, [steps, isDown]) =>
      new Promise(done => {
        const far = element.scrollHeight - element.clientHeight;
        let step = 0;
        const next = () => {
          step++;
          element.scrollTop = (far * (isDown ? step : steps - step)) / steps;
          if (step < steps) requestAnimationFrame(next);
          else requestAnimationFrame(done);
        };
        next();
      }),
    [STEPS, down],
  );
}

/** Milliseconds that the page's thread works (script, style, layout) from now on; other programs of the machine count little. */
async function work(page) {
  const wire = await page.context().newCDPSession(page);
  await wire.send('Performance.enable', { timeDomain: 'threadTicks' });
  const spent = async () => {
    const { metrics } = await wire.send('Performance.getMetrics');
    return 1000 * metrics.find(({ name }) => name === 'TaskDuration').value;
  };
  const before = await spent();
  return async () => (await spent()) - before;
}

/** By keyboard: the heading keeps the focus, the order turns. */
async function sorted(page, table) {
  const heading = table.getByRole('button', { name: 'host', exact: true });
  await heading.focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  check((await heading.textContent()).includes('↓'), 'a second Enter does not turn the order');
  await table.getByRole('table').evaluate(element => {
    element.scrollTop = 0;
  });
  await page.waitForFunction(() => true);
  await table.getByRole('table').getByRole('row').nth(1).getByText('host-99999', { exact: true }).waitFor();
}

async function filtered(page, table) {
  const funnel = table.getByRole('button', { name: /^Filter zone/ });
  await funnel.focus();
  await page.keyboard.press('Enter');
  const dialog = table.getByRole('dialog', { name: 'Filter zone' });
  await dialog.getByLabel('eu-north').check();
  await picture(page, out, 'table-filter');
  await accessible(page, 'the filter of a table');
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  const zones = await table.getByRole('cell', { name: /^(eu|us|ap)-/ }).allTextContents();
  check(
    zones.length > 5 && zones.every(zone => zone === 'eu-north'),
    `filtered rows show ${zones.join(', ')}`,
  );
  check(
    (await table.getByRole('table').getAttribute('aria-rowcount')) === '25001',
    'a quarter of the rows is left',
  );
}

/** By keyboard and by dragging an edge; the focus stays on it, and the table chooses again when it is asked to. */
async function resized(page, table) {
  const edge = table.getByRole('separator', { name: 'Width of host' });
  const width = async () => Number(await edge.getAttribute('aria-valuenow'));
  const becomes = async (wanted, how) => {
    await table.locator(`[aria-label="Width of host"][aria-valuenow="${wanted}"]`).waitFor();
    const { width: drawn } = await table.getByRole('columnheader', { name: 'host' }).boundingBox();
    check(Math.round(drawn) === wanted, `${how}, the column is ${drawn} pixels wide instead of ${wanted}`);
  };
  const chosen = await width();
  await edge.focus();
  await page.keyboard.press('Shift+ArrowRight');
  await becomes(chosen + 50, 'after Shift and the right arrow');
  await page.keyboard.press('ArrowLeft');
  await becomes(chosen + 40, 'after the left arrow');
  const { x, y, height } = await edge.boundingBox();
  await page.mouse.move(x + 4, y + height / 2);
  await page.mouse.down();
  await page.mouse.move(x + 64, y + 200, { steps: 5 });
  await page.mouse.up();
  await becomes(chosen + 100, 'after dragging');
  await accessible(page, 'a table with a column resized');
  await edge.focus();
  await page.keyboard.press('Delete');
  await becomes(chosen, 'after Delete');
}

async function paged(page) {
  const table = page.locator('section.panel', { has: page.getByRole('heading', { name: 'In pages' }) });
  await table.scrollIntoViewIfNeeded();
  await table.getByText(/ 1–\d+ of 100000/).waitFor();
  await table.getByRole('button', { name: 'Next page' }).click();
  await table.getByText(/ 1–\d+ of/).waitFor({ state: 'detached' });
  check(
    !(await table.getByText('host-0', { exact: true }).count()),
    'the next page has the rows of the first',
  );
}

async function narrow(page) {
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 360, height: 800 });
  await picture(page, out, 'tables-narrow');
  await accessible(page, 'tables on a small screen in light colours');
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  check(width <= 360, `tables are ${width} pixels wide on a screen of 360`);
}
