// Presses the buttons of a panel that changes what is around it (mock/probe), and points at a panel whose time the others show:
// node host.mjs with BASE_URL of mock/server.mjs and OUT_DIR. Fails with a sentence.
import { join } from 'node:path';
import { base, check, look } from './browser.mjs';

look(async page => {
  await page.goto(new URL('d/host', base).href);
  const panel = page.locator('section.panel[data-panel-type="probe"]');
  const press = name => panel.getByRole('button', { name }).click();
  const shows = text => panel.getByText(text, { exact: true }).waitFor();
  await shows('Europe, 2.05 K, undefined, shown');

  await press('One zone');
  await shows('America, 2.05 K, undefined, shown');
  await page.waitForURL(/\?var-zone=us$/);
  await page.locator('.variables').getByRole('button', { name: 'zone America' }).waitFor();
  await press('Two zones');
  await page.waitForURL(/var-zone=us&var-zone=eu$/);
  const before = page.url();
  await press('No such variable');
  check(page.url() === before, `a variable that is none is in the address: ${page.url()}`);

  await press('In bytes');
  await panel.getByText(/, 2 KiB, /).waitFor();
  await press('As it was');
  await panel.getByText(/, 2.05 K, /).waitFor();
  await press('Another option');
  await page.getByRole('button', { name: 'Show this panel alone' }).click();
  await panel.getByText(/, undefined, shown$/).waitFor();
  await pointed(page);
  console.log('the host does what it is asked for');
});

/** Every panel over time shows its values at the time of the pointer in another. */
async function pointed(page) {
  await page.goto(new URL('d/pointed', base).href);
  const drawn = type => page.locator(`section.panel[data-panel-type="${type}"][data-state="running"]`);
  const types = ['timeseries', 'heatmap', 'state-timeline', 'status-history', 'barchart'];
  for (const type of types) await drawn(type).waitFor();
  const tips = page.locator('.tooltip-layer.shown');
  for (const type of ['timeseries', 'barchart', 'heatmap']) {
    const { x, y, width, height } = await drawn(type).boundingBox();
    await page.mouse.move(x + width * 0.5, y + height * 0.25);
    await page.mouse.move(x + width * 0.6, y + height * 0.3);
    await page.waitForFunction(
      count => document.querySelectorAll('.tooltip-layer.shown').length === count,
      types.length,
    );
    const times = await tips.locator('.time').allTextContents();
    const moments = times.map(text => Date.parse(`${text.replace(' ', 'T')}Z`));
    const apart = Math.max(...moments) - Math.min(...moments);
    check(
      // The tooltip of a bar says its time as its name.
      moments.length >= types.length - 1 && apart <= 240_000,
      `pointing at ${type} the times are ${times.join(', ')}`,
    );
  }
  if (process.env.OUT_DIR) await page.screenshot({ path: join(process.env.OUT_DIR, 'pointed.png') });
  await page.mouse.move(0, 0);
  await tips.first().waitFor({ state: 'detached' });
}
