// Follows the links of values in every kind of panel, by pointer and by keyboard: node links.mjs with BASE_URL of
// mock/server.mjs and OUT_DIR. Fails with a sentence.
import { mkdirSync } from 'node:fs';
import { accessible } from './axe.mjs';
import { base, check, look, picture } from './browser.mjs';

const out = process.env.OUT_DIR ?? 'target';
mkdirSync(out, { recursive: true });
const TILES = ['stat', 'gauge', 'bargauge', 'piechart', 'barchart', 'state-timeline', 'status-history'];

look(async page => {
  await page.goto(new URL('d/links', base).href);
  await page.waitForFunction(
    kinds => document.querySelectorAll('section.panel[data-state="running"]').length === kinds,
    TILES.length + 2,
  );
  const menu = page.getByRole('menu', { name: 'Links of the value' });
  for (const type of TILES) {
    const value = page.locator(`section.panel[data-panel-type="${type}"] .linked`).first();
    await value.waitFor();
    await value.focus();
    await page.keyboard.press('Enter');
    await menu.waitFor();
    check((await menu.getByRole('menuitem').count()) === 3, `${type} does not show three links`);
    const refused = menu.getByText('A script: not an address that can be opened');
    check((await refused.getAttribute('href')) === null, `${type} offers a script`);
    await page.keyboard.press('Escape');
    await menu.waitFor({ state: 'detached' });
    check(await value.evaluate(element => element.matches(':focus')), `${type} has lost the focus`);
  }
  await timeSeries(page, menu);
  await header(page);
  await followed(page, menu);
});

async function timeSeries(page, menu) {
  const chart = page.locator('section.panel[data-panel-type="timeseries"] .chart');
  const box = await chart.boundingBox();
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  await menu.waitFor();
  await picture(page, out, 'links');
  await accessible(page, 'the links of a value');
  await page.keyboard.press('Escape');
  await chart.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await menu.getByText(/^db-1 /).waitFor();
  await page.keyboard.press('Escape');
}

/** A panel's own links; an address that is none is a text. */
async function header(page) {
  const panel = page.locator('section.panel[data-panel-type="timeseries"]');
  const link = panel.getByRole('link', { name: 'Panels' });
  const address = await link.getAttribute('href');
  check(/\/d\/panels\?from=\d+&to=\d+$/.test(address), `the link of the panel leads to ${address}`);
  check((await panel.getByRole('link', { name: 'A script' }).count()) === 0, 'a panel links to a script');
}

async function followed(page, menu) {
  const value = page.locator('section.panel[data-panel-type="stat"] .linked').first();
  await value.click();
  await menu.getByRole('menuitem', { name: 'Zone of db-1' }).click();
  await page.waitForURL(/\/d\/panels\?var-zone=db-1&from=\d+&to=\d+$/);
}
