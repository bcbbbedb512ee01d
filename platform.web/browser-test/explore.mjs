// Looks for something without knowing its name: node explore.mjs with BASE_URL, PASSWORD of "admin" and OUT_DIR. The metric
// browser, hints of the editor, the plan of a query, and a query that becomes a panel. Fails with a sentence.
import { mkdirSync, readFileSync } from 'node:fs';
import { accessible } from './axe.mjs';
import { base, check, deadlineMs, login, look, picture } from './browser.mjs';

const out = process.env.OUT_DIR ?? 'target';
mkdirSync(out, { recursive: true });
const at = path => new URL(path, base).href;
const button = (place, name) => place.getByRole('button', { name, exact: true });

look(async page => {
  await page.goto(at('query'));
  await login(page);
  await filled(page);
  await page.goto(at('query'));
  await browsed(page);
  await hints(page);
  await wentBack(page);
  await planned(page);
  await listed(page);
  await timed(page);
  await kept(page);
  await palette(page);
  await narrow(page);
  await ledOn(page);
  const violations = await page.evaluate(() => window.violations);
  check(violations.length === 0, `the Content-Security-Policy was violated: ${violations.join(', ')}`);
  console.log(`all well; pictures in ${out}`);
});

/** A graph is asked for once, at times that are rounded down: there must be samples before the newest of these. */
async function filled(page) {
  const isFilled = async () => {
    const expression = encodeURIComponent('rate(node_cpu_seconds_total[5m] offset 30s)');
    const answer = await (await fetch(`api/v1/query?query=${expression}`)).json();
    return answer.data?.result.length > 0;
  };
  const deadline = Date.now() + deadlineMs;
  while (!(await page.evaluate(isFilled))) {
    check(Date.now() < deadline, 'there are no samples to look for');
    // The pause between two questions of this wait: waitForFunction takes the promise of an answer for a yes.
    await page.waitForTimeout(500);
  }
}

/** A counter is found by its name, narrowed by a label and shown as a rate. */
async function browsed(page) {
  await page.getByRole('textbox', { name: 'Filter by name or help' }).fill('cpu seconds');
  await page.getByRole('button', { name: /^node_cpu_seconds_total/ }).click();
  await page.getByRole('combobox', { name: 'mode', exact: true }).click();
  await page.getByRole('option', { name: 'idle', exact: true }).click();
  await page.getByText('rate(node_cpu_seconds_total{mode="idle"}[5m])').waitFor();
  await picture(page, out, 'metrics');
  await accessible(page, 'the metric browser');
  await button(page, 'Show it').click();
  await page.waitForURL(/expr=rate/);
  await page.waitForFunction(() => Number(document.querySelector('section.panel')?.dataset.rows) > 0);
}

/** Addresses in messages and bookmarks that were made for Prometheus, Alertmanager and Grafana. */
async function ledOn(page) {
  await page.goto(at('graph?g0.expr=vector(7)&g0.tab=1'));
  await page.waitForURL(/query\?expr=vector/);
  await page.getByRole('cell', { name: '7', exact: true }).waitFor();
  await page.goto(at(`#/silences/new?filter=${encodeURIComponent('{alertname="Down",team=~"a|b"}')}`));
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  const values = await dialog.getByRole('textbox').evaluateAll(fields => fields.map(field => field.value));
  check(values.includes('Down') && values.includes('a|b'), `the silence has the matchers ${values}`);
  await page.goto(at('alerting/list'));
  await page.waitForURL(/alerts\/rules$/);
  await page.goto(at('classic/nothing'));
  await page.getByText('There is no such page').waitFor();
}

/** Completion, mistakes while one types, and what a word means when the pointer rests on it. */
async function hints(page) {
  const editor = page.locator('.cm-content');
  await editor.click();
  await page.keyboard.press('Control+A');
  await page.keyboard.type('sum(node_lo');
  await page.locator('.cm-tooltip-autocomplete', { hasText: 'node_load1' }).waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+A');
  await page.keyboard.type('rate(node_load1)');
  await page.keyboard.press('Escape');
  await page.locator('.cm-lintRange-error').first().waitFor();
  await page.keyboard.press('Control+A');
  await page.keyboard.type('rate(node_load1[1m])');
  await page.keyboard.press('Escape');
  await page.locator('.cm-line span', { hasText: /^rate$/ }).hover();
  await page.locator('.promql-hover', { hasText: 'per-second' }).waitFor();
  await page.mouse.move(0, 0);
  await page.keyboard.press('Control+A');
  await page.keyboard.type('avg(node_load1)');
  await page.keyboard.press('Escape');
  await button(page, 'Run').click();
  await page.waitForURL(/expr=avg/);
}

/** The browser leads back to the query before; the time range has its shortcuts here, too. */
async function wentBack(page) {
  await page.goBack();
  await page.waitForURL(/expr=rate/);
  await page.locator('.cm-content', { hasText: 'node_cpu_seconds_total' }).waitFor();
  await page.goForward();
  await page.waitForURL(/expr=avg/);
  await page.locator('.cm-content', { hasText: 'avg(node_load1)' }).waitFor();
  await page.getByRole('heading', { name: 'Query' }).click();
  await page.keyboard.press('t');
  await page.keyboard.press('z');
  await page.waitForURL(/from=\d+/);
  await page.goto(at('query?expr=avg(node_load1)'));
}

async function planned(page) {
  await page.getByText('Plan', { exact: true }).click();
  await page.locator('tbody tr', { hasText: 'avg' }).waitFor();
  check((await page.getByText(/samples read/).count()) === 0, 'a plan alone has run the query');
  await button(page, 'Run it and measure').click();
  await page.getByText(/samples read/).waitFor();
  await picture(page, out, 'plan');
  await accessible(page, 'the plan of a query');
  await page.getByText('Graph', { exact: true }).click();
}

/** A query that a link opens is in the history; its answer has a column for each label, is sorted, and taken along. */
async function listed(page) {
  await page.goto(at('query?expr=node_cpu_seconds_total&mode=table'));
  const heading = name => page.getByRole('button', { name, exact: true });
  await heading('mode').waitFor();
  await heading('Value').click();
  await page.locator('[role=columnheader][aria-sort=descending]').waitFor();
  const values = async () =>
    (await page.locator('[role=row] [role=cell]:last-child').allTextContents()).map(Number);
  const [largest, next] = await values();
  check(largest >= next && next > 0, `the largest come first: ${largest}, ${next}`);
  await picture(page, out, 'labels');
  await accessible(page, 'the answer of a query as a table');
  const [file] = await Promise.all([page.waitForEvent('download'), button(page, 'Download as CSV').click()]);
  const csv = readFileSync(await file.path(), 'utf8');
  check(/^__name__,cpu,instance,job,mode,Value\r\nnode_cpu_seconds_total,0,/.test(csv), csv.slice(0, 200));
  await button(page, 'Copy').click();
  await page.getByText('Copied', { exact: true }).waitFor();
  await button(page, 'History').click();
  await page.getByRole('menuitem', { name: 'node_cpu_seconds_total', exact: true }).waitFor();
  await page.keyboard.press('Escape');
  await page.goto(at('query?expr=avg(node_load1)'));
}

/** Ranges with names, typed, used before, copied and pasted. */
async function timed(page) {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const picker = page.locator('.time-picker');
  const shown = name => page.locator('.page-header').getByRole('button', { name, exact: true });
  await shown('Last 15 minutes').click();
  await picker.getByRole('textbox', { name: 'Filter ranges' }).fill('week so');
  await page.keyboard.press('Enter');
  await page.waitForURL(/from=now%2Fw&to=now(&|$)/);
  await shown('This week so far').click();
  await picker.getByRole('textbox', { name: 'From', exact: true }).fill('2026-11-22 14:00');
  await picker.getByRole('textbox', { name: 'To', exact: true }).fill('2026-11-22 15:00');
  await button(picker, 'Apply').click();
  await page.waitForURL(/from=1795356000000&to=1795359600000/);
  await button(page, 'Half a time range earlier').click();
  await page.waitForURL(/from=1795354200000&to=1795357800000/);
  await page.getByRole('heading', { name: 'Query' }).click();
  await page.keyboard.press('t');
  await page.keyboard.press('c');
  await page.getByText('Copied', { exact: true }).first().waitFor();
  await shown('2026-11-22 13:30:00 – 2026-11-22 14:30:00').click();
  await picker.getByRole('button', { name: '2026-11-22 14:00:00 – 2026-11-22 15:00:00' }).waitFor();
  await picker.getByRole('button', { name: 'From: calendar' }).click();
  await page.keyboard.press('Escape');
  await picture(page, out, 'times');
  await accessible(page, 'the time ranges');
  await picker.getByRole('button', { name: 'Yesterday', exact: true }).click();
  await page.waitForURL(/from=now-1d%2Fd&to=now-1d%2Fd/);
  await page.getByRole('heading', { name: 'Query' }).click();
  await page.keyboard.press('t');
  await page.keyboard.press('v');
  await page.waitForURL(/from=1795354200000&to=1795357800000/);
  await page.goto(at('query?expr=avg(node_load1)'));
}

/** As a panel of a new dashboard. */
async function kept(page) {
  await button(page, 'Add to a dashboard').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Title of the new dashboard' }).fill('Found things');
  await dialog.getByRole('textbox', { name: 'Title', exact: true }).fill('Load');
  await accessible(page, 'the dialog of a new panel');
  await button(dialog, 'Add').click();
  await page.waitForURL(/d\/found-things/);
  await page.getByRole('heading', { name: 'Load' }).waitFor();
  await page.waitForFunction(() => Number(document.querySelector('section.panel')?.dataset.rows) > 0);
}

/** Anywhere by keyboard: a page, the dashboard that was just made, colours for colour blindness. */
async function palette(page) {
  await page.goto(at('targets'));
  await page.getByRole('heading', { name: 'Targets' }).waitFor();
  const open = async text => {
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Go to' }).fill(text);
    await page.getByRole('option').first().waitFor();
  };
  await open('found');
  await picture(page, out, 'palette');
  await accessible(page, 'the command palette');
  await page.keyboard.press('Enter');
  await page.waitForURL(/d\/found-things/);
  await open('status');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await page.waitForURL(/status$/);
  const ok = () => page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--ok'));
  const before = await ok();
  for (const same of [false, true]) {
    await open('blind');
    await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
    await page.getByRole('heading', { name: 'Status' }).waitFor();
    check(
      ((await ok()) === before) === same,
      `the colour of what is well is ${await ok()}, before ${before}`,
    );
    if (!same) await accessible(page, 'a page in colours for colour blindness');
  }
}

async function narrow(page) {
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 360, height: 800 });
  await page.goto(at('query'));
  await page.locator('.metric-list button').first().click();
  await page.locator('pre.source').waitFor();
  await picture(page, out, 'narrow-metrics');
  await accessible(page, 'the metric browser on a small screen in light colours');
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  check(width <= 360, `the metric browser is ${width} pixels wide on a screen of 360`);
}
