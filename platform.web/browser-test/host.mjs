// Presses the buttons of a panel that changes what is around it (mock/probe): node host.mjs with BASE_URL of mock/server.mjs.
// Fails with a sentence.
import { base, check, look } from './browser.mjs';

look(async page => {
  await page.goto(new URL('d/host', base).href);
  const panel = page.locator('section.panel[data-panel-type="probe"]');
  const press = name => panel.getByRole('button', { name }).click();
  const shows = text => panel.getByText(text, { exact: true }).waitFor();
  await shows('eu, 2.05 K, undefined, shown');

  await press('One zone');
  await shows('us, 2.05 K, undefined, shown');
  check(/\?var-zone=us$/.test(page.url()), `one zone is not in the address: ${page.url()}`);
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
  console.log('the host does what it is asked for');
});
