// Opens every dashboard of the server, with all of its rows: node dashboards.mjs with BASE_URL and EXPECTED, which is
// JSON of the number of panels by uid, and FULL, of those that must show data. Fails with a sentence when a panel is
// missing, is not drawn or says that it failed, unless KNOWN, a regular expression, is in what it says.
import { base, check, lap, look } from './browser.mjs';

const expected = Object.entries(JSON.parse(process.env.EXPECTED));
const known = new RegExp(process.env.KNOWN ?? '$^');
const withData = JSON.parse(process.env.FULL ?? '{}');

look(async page => {
  await page.setViewportSize({ width: 1440, height: 2400 });
  for (const [uid, panels] of expected) lap(`${uid}: ${await shown(page, uid, panels)}`);
  const violations = await page.evaluate(() => window.violations);
  check(violations.length === 0, `the Content-Security-Policy was violated: ${violations.join(', ')}`);
});

/** Waits until a panel is drawn, and fails with what it says instead. */
async function drawnWell(uid, panel) {
  const well = panel.and(panel.page().locator('[data-state="running"]:not(:has(.panel-body.grey))'));
  await well.waitFor().catch(async () => {
    const state = await panel.getAttribute('data-state');
    const said = (await panel.locator('.cover').allTextContents()).join(' ');
    check(false, `${uid}: ${await panel.locator('h3').textContent()} is ${state}: ${said}`);
  });
}

async function shown(page, uid, panels) {
  await page.goto(new URL(`d/${uid}?from=now-5m&to=now`, base).href);
  await page.waitForSelector('section.panel');
  const closed = page.locator('.row button[aria-expanded=false]');
  while ((await closed.count()) > 0) await closed.first().click();
  const count = await page.locator('section.panel').count();
  check(count >= panels, `${uid} has ${count} panels instead of ${panels}`);
  // A panel is drawn when it comes near, and asks for data while it is in view.
  for (const panel of await page.locator('section.panel').all()) {
    await panel.scrollIntoViewIfNeeded();
    await drawnWell(uid, panel);
    await panel
      .locator('.loading-bar.on')
      .waitFor({ state: 'detached' })
      .catch(async () => check(false, `${uid}: ${await panel.locator('h3').textContent()} has no answer`));
  }
  const errors = await page.$$eval('section.panel', sections =>
    sections
      .filter(panel => panel.querySelector('.cover strong')?.textContent.includes('failed'))
      .map(panel => `${panel.querySelector('h3').textContent}: ${panel.querySelector('.cover').textContent}`),
  );
  const unknown = errors.filter(error => !known.test(error));
  check(unknown.length === 0, `${uid}: ${unknown.join('; ')}`);
  const full = await page.$$eval('section.panel', all => all.filter(p => Number(p.dataset.rows) > 0).length);
  check(full >= (withData[uid] ?? 0), `${uid} has only ${full} panels with data`);
  return `${count} panels, ${full} with data`;
}
