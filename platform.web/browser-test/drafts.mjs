// What is edited and not saved yet: steps taken back, rows, leaving without saving, and somebody else who saved
// meanwhile. A part of edit.mjs; the page begins and ends anywhere.
import { accessible } from './axe.mjs';
import { base, check, picture } from './browser.mjs';

const at = path => new URL(path, base).href;
const button = (place, name) => place.getByRole('button', { name, exact: true });
const PANELS = 'section.panel';

/** A dashboard with two panels that ask nothing, below a row. */
const DRAFTED = {
  title: 'Drafted',
  uid: 'drafted',
  schemaVersion: 41,
  templating: { list: [{ name: 'zone', type: 'custom', query: 'north,south' }] },
  panels: [
    { id: 1, type: 'row', title: 'Old name', gridPos: { x: 0, y: 0, w: 24, h: 1 }, panels: [] },
    { id: 2, type: 'text', title: 'Left', gridPos: { x: 0, y: 1, w: 12, h: 6 }, options: { content: 'a' } },
    { id: 3, type: 'text', title: 'Right', gridPos: { x: 12, y: 1, w: 12, h: 6 }, options: { content: 'b' } },
  ],
};

export async function drafts(page, out, dropped, save) {
  await page.goto(at('dashboards'));
  await page.getByRole('heading', { name: 'Dashboards' }).waitFor();
  await dropped(page, DRAFTED);
  await page.getByRole('link', { name: 'Open it' }).click();
  await panels(page, 2);
  await steps(page);
  await row(page, out);
  await leaving(page, out);
  await conflict(page, out, save);
}

const panels = (page, count) =>
  page.waitForFunction(([s, n]) => document.querySelectorAll(s).length === n, [PANELS, count]);

/** A deleted panel comes back, and goes again, by buttons and by keys; a drag is one step. */
async function steps(page) {
  await button(page, 'Edit').click();
  check(await button(page, 'Undo').isDisabled(), 'something can be undone before anything was done');
  await button(page, 'Delete Left').click();
  await panels(page, 1);
  await button(page, 'Undo').click();
  await panels(page, 2);
  await page.keyboard.press('Control+Shift+z');
  await panels(page, 1);
  await page.keyboard.press('Control+z');
  await panels(page, 2);
  const place = () =>
    page
      .locator('.grid > .cell')
      .nth(1)
      .evaluate(cell => cell.style.gridColumn);
  const before = await place();
  const handle = await button(page, 'Move Left').boundingBox();
  await page.mouse.move(handle.x + 5, handle.y + 5);
  await page.mouse.down();
  await page.mouse.move(handle.x + 5 + 400, handle.y + 5, { steps: 6 });
  await page.mouse.up();
  check((await place()) !== before, 'the drag moved nothing');
  await page.keyboard.press('Control+z');
  check((await place()) === before, `one step back from ${before} led to ${await place()}`);
  check(await button(page, 'Undo').isDisabled(), 'a drag is more than one step');
}

/** A row has another title and comes for each value of a variable. */
async function row(page, out) {
  await button(page, 'Edit Old name').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Title').fill('Zone $zone');
  await dialog.getByRole('combobox', { name: 'Repeat for each value of' }).click();
  await page.getByRole('option', { name: 'zone' }).click();
  await picture(page, out, 'row');
  await accessible(page, 'the settings of a row');
  await button(dialog, 'Done').click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: /Zone \$zone$/, expanded: true }).waitFor();
}

/** Links, keys and the way back ask first; what was changed is still there when the answer is no. */
async function leaving(page, out) {
  const dialog = page.getByRole('dialog');
  const ways = {
    'a link': () => page.getByRole('link', { name: 'Alerts', exact: true }).click(),
    'a shortcut': async () => {
      await page.keyboard.press('g');
      await page.keyboard.press('h');
    },
    'the way back': () => page.evaluate(() => window.history.back()),
    Discard: () => button(page, 'Discard').click(),
  };
  for (const [way, leave] of Object.entries(ways)) {
    await leave();
    await dialog.getByText('Leave without saving?').waitFor();
    if (way === 'a link') {
      await picture(page, out, 'unsaved');
      await accessible(page, 'the question before changes are lost');
    }
    await button(dialog, 'Keep editing').click();
    await dialog.waitFor({ state: 'detached' });
    const { pathname } = new URL(page.url());
    check(pathname.endsWith('/d/drafted'), `${way} led to ${pathname} without leave`);
    await page.getByRole('button', { name: '▾ Zone $zone' }).waitFor();
  }
  await button(page, 'Discard').click();
  await button(dialog, 'Discard the changes').click();
  await page.getByRole('button', { name: '▾ Old name' }).waitFor();
  await page.getByRole('link', { name: 'Dashboards', exact: true }).click();
  await page.waitForURL(/\/dashboards$/);
}

/** Whoever saves later is told of the other, also when the page has seen the other's version already. */
async function conflict(page, out, save) {
  await page.goto(at('d/drafted'));
  await button(page, 'Edit').click();
  await button(page, 'Delete Left').click();
  const other = await page.context().newPage();
  await other.goto(at('d/drafted'));
  await button(other, 'Edit').click();
  await button(other, 'Delete Right').click();
  const seen = page.waitForResponse(response => response.url().endsWith('/dashboards/drafted'));
  await save(other, 'the other one');
  await other.close();
  await (await seen).finished();
  await button(page, 'Save').click();
  const dialog = page.getByRole('dialog');
  await button(dialog, 'Save').click();
  await dialog.getByText('somebody else has changed the dashboard meanwhile').waitFor();
  await picture(page, out, 'conflict');
  await accessible(page, 'a dashboard that somebody else has saved meanwhile');
  await button(dialog, 'Save over it').click();
  await dialog.waitFor({ state: 'detached' });
  await page.reload();
  await panels(page, 1);
  await page.getByRole('heading', { name: 'Right', exact: true }).waitFor();
}
