// Looks at a panel that `gnomon plugin new panel` wrote, on the dashboard that comes with it, and at the form of its options:
// node newpanel.mjs with BASE_URL, PANEL (its type, which is the uid of its dashboard too) and PASSWORD. Fails with a sentence.
import { accessible } from './axe.mjs';
import { base, check, login, look } from './browser.mjs';

const type = process.env.PANEL;

look(async page => {
  await page.goto(new URL(`d/${type}`, base).href);
  const panel = page.locator(`section.panel[data-panel-type="${type}"][data-state="running"]`);
  await panel.locator('.tile .value').first().waitFor();
  const value = await panel.locator('.tile .value').first().textContent();
  check(/^[\d.]+ (µs|ms|s)$/.test(value), `a tile shows "${value}" instead of a duration`);
  const edge = await panel
    .locator('.tile')
    .first()
    .evaluate(tile => getComputedStyle(tile).borderLeftWidth);
  check(edge === '4px', `the style sheet of the panel is not there: the edge of a tile is ${edge} wide`);
  await panel.getByRole('group', { name: /^\d tiles: .+ m?s/ }).waitFor();
  await accessible(page, 'a new panel');
  await login(page);
  await page.getByRole('button', { name: 'Edit', exact: true }).first().click();
  await page.getByRole('button', { name: /^Edit How long/ }).click();
  await page.getByRole('switch', { name: 'Names' }).uncheck();
  await panel.locator('.tile .name').first().waitFor({ state: 'detached' });
  const violations = await page.evaluate(() => window.violations);
  check(violations.length === 0, `the Content-Security-Policy was violated: ${violations.join(', ')}`);
  console.log(`${type} shows ${value}`);
});
