// Opens the running server in a browser and looks: node run.mjs with BASE_URL (http://127.0.0.1:9090/) and OUT_DIR.
// Fails with a sentence when a panel is not drawn, does not move, or the Content-Security-Policy is violated.
// Writes home.png, query.png and plugins.png.
import { mkdirSync } from 'node:fs';
import { accessible } from './axe.mjs';
import { base, check, deadlineMs, look, picture as photograph } from './browser.mjs';

const out = process.env.OUT_DIR ?? 'target';
mkdirSync(out, { recursive: true });

look(async page => {
  await home(page);
  await query(page);
  await targets(page);
  await plugins(page);
  await settings(page);
  console.log(`all well; pictures in ${out}`);
});

async function home(page) {
  await page.goto(base.href);
  await page.waitForSelector('section.panel');
  const allDrawn = () => {
    const panels = [...document.querySelectorAll('section.panel')];
    const queried = panels.filter(panel => panel.dataset.panelType !== 'text');
    return (
      panels.length >= 8 &&
      panels.every(panel => panel.dataset.state === 'running') &&
      queried.every(panel => Number(panel.dataset.rows) > 0)
    );
  };
  await page.waitForFunction(allDrawn, undefined, { polling: 200 }).catch(async () => {
    const states = await page.$$eval('section.panel', panels =>
      panels.map(
        p =>
          `${p.querySelector('h3').textContent}: ${p.dataset.state}, ${p.dataset.rows} rows, ${p.querySelector('.cover')?.textContent ?? ''}`,
      ),
    );
    check(false, `not every panel of the home page was drawn with data:\n${states.join('\n')}`);
  });
  const first = await picture(page);
  check(first.length > 0, 'the home page has no time series panel');
  // Awaited rather than slept for: every chart must have lines, newer data and another picture.
  const before = Object.fromEntries(first.map(chart => [chart.title, chart]));
  const moved = now =>
    now.every(
      chart =>
        chart.colors > 20 &&
        chart.newest > before[chart.title].newest &&
        chart.hash !== before[chart.title].hash,
    );
  const deadline = Date.now() + deadlineMs;
  let now = await picture(page);
  while (!moved(now)) {
    const still = now
      .filter(c => c.colors <= 20 || c.hash === before[c.title].hash || c.newest <= before[c.title].newest)
      .map(c => c.title);
    check(Date.now() < deadline, `these charts are empty or did not move: ${still.join(', ')}`);
    await page.waitForFunction(() => new Promise(resolve => requestAnimationFrame(() => resolve(true))));
    now = await picture(page);
  }
  const ageSeconds = (Date.now() - Math.min(...now.map(chart => chart.newest))) / 1000;
  check(ageSeconds < 60, `the newest sample on the home page is ${ageSeconds} s old`);
  await photograph(page, out, 'home');
  await clean(page, 'home');
  await oneHost(page);
}

/** The page shows one host, says how many there are, and keeps the choice in the address. */
async function oneHost(page) {
  const counts = page.locator('.subtitle');
  await counts.getByText(/^\d+ hosts?$/).waitFor();
  await counts.getByRole('link', { name: /^\d+ targets?, \d+ down$/ }).waitFor();
  const choice = page.locator('.variables').getByRole('button', { name: /^Host ./ });
  const shown = (await choice.textContent()).replace(/^Host /, '');
  await choice.click();
  await page.getByRole('menuitem', { name: shown, exact: true }).click();
  await page.waitForURL(url => url.searchParams.get('var-instance') === shown);
}

/** Of each chart: title, time of its newest sample, a digest of its pixels and how many pixels are coloured. */
function picture(page) {
  return page.$$eval('section.panel[data-panel-type="timeseries"]', panels =>
    panels.map(panel => {
      const canvas = panel.querySelector('.panel-body').shadowRoot.querySelector('canvas');
      const title = panel.querySelector('h3').textContent;
      const newest = Number(panel.dataset.newest);
      // A panel that is being drawn anew has no canvas for a moment; the caller looks again.
      if (!canvas?.width || !canvas.height) return { title, newest, hash: 0, colors: 0 };
      const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
      let hash = 0;
      let colors = 0;
      for (let i = 0; i < data.length; i += 4) {
        hash = (Math.imul(hash, 31) + data[i] + data[i + 1] * 3 + data[i + 2] * 7 + data[i + 3]) | 0;
        if (
          data[i + 3] > 0 &&
          Math.max(data[i], data[i + 1], data[i + 2]) - Math.min(data[i], data[i + 1], data[i + 2]) > 60
        )
          colors++;
      }
      return { title, newest, hash, colors };
    }),
  );
}

async function query(page) {
  const address = new URL('query', base);
  address.searchParams.set('expr', 'sum by (mode) (rate(node_cpu_seconds_total[30s]))');
  address.searchParams.set('from', 'now-5m');
  await page.goto(address.href);
  await page.waitForSelector('.cm-content');
  await page.waitForFunction(() => Number(document.querySelector('section.panel')?.dataset.rows) > 0);
  await page.waitForFunction(() => {
    const canvas = document.querySelector('.panel-body')?.shadowRoot?.querySelector('canvas');
    return canvas
      ?.getContext('2d')
      .getImageData(0, 0, canvas.width, canvas.height)
      .data.some(byte => byte > 0);
  });
  await photograph(page, out, 'query');
  await clean(page, 'the graph of a query');
  await page.getByText('Table', { exact: true }).click();
  await page.locator('section.panel[data-panel-type="table"] [role=row] [role=cell]').first().waitFor();
  await clean(page, 'the table of a query');
}

async function targets(page) {
  await page.goto(new URL('targets', base).href);
  await page.waitForSelector('.table-box tbody tr .health');
  await clean(page, 'targets');
}

async function plugins(page) {
  await page.goto(new URL('plugins', base).href);
  await page.waitForSelector('.table-box tbody tr');
  const kinds = await page.$$eval('.table-box tbody .chip', chips => chips.map(chip => chip.textContent));
  check(kinds.includes('panel'), `the Plugins page lists no panel but only: ${kinds.join(', ')}`);
  await photograph(page, out, 'plugins');
  await clean(page, 'plugins');
}

async function settings(page) {
  await page.goto(new URL('settings', base).href);
  await page.waitForFunction(() => document.querySelectorAll('.table-box tbody tr').length > 1);
  await clean(page, 'settings');
}

/** Nothing that the checker of accessibility or the Content-Security-Policy has to say about a page. */
async function clean(page, name) {
  await accessible(page, name);
  const violations = await page.evaluate(() => window.violations);
  check(
    violations.length === 0,
    `the Content-Security-Policy was violated on ${name}: ${violations.join(', ')}`,
  );
}
