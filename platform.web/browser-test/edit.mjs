// Makes, edits and saves a dashboard as an administrator: node edit.mjs with BASE_URL of a server, PASSWORD of "admin"
// and OUT_DIR. Fails with a sentence.
import { mkdirSync, readFileSync } from 'node:fs';
import { accessible } from './axe.mjs';
import { base, check, dropped, login, look, picture } from './browser.mjs';
import { drafts } from './drafts.mjs';
import { editors } from './editors.mjs';
import { notes } from './notes.mjs';
import { variables } from './variables.mjs';

const out = process.env.OUT_DIR ?? 'target';
mkdirSync(out, { recursive: true });
const at = path => new URL(path, base).href;
const button = (place, name) => place.getByRole('button', { name, exact: true });

look(async page => {
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.goto(at('dashboards'));
  await login(page);
  await imported(page);
  await made(page);
  await moved(page);
  await variable(page);
  await savedAndRestored(page);
  await narrow(page);
  await editors(page, out, dropped, save);
  await notes(page, out, dropped);
  await variables(page, dropped);
  await drafts(page, out, dropped, save);
  await repeats(page);
  await recent(page);
  await exportedAndDeleted(page);
  await kiosk(page);
  const violations = await page.evaluate(() => window.violations);
  check(violations.length === 0, `the Content-Security-Policy was violated: ${violations.join(', ')}`);
  console.log(`all well; pictures in ${out}`);
});

/** A file dropped on the list is taken over with a report; a second time only when that is wanted. */
async function imported(page) {
  const dashboard = {
    title: 'Old one',
    uid: 'old',
    rows: [{ title: 'Row', panels: [{ type: 'graph', id: 1, span: 6, targets: [{ expr: 'up' }] }] }],
  };
  dashboard.rows[0].panels.push({ type: 'geomap', id: 2, span: 6, title: 'Map' });
  await dropped(page, dashboard, 'taken/over');
  await page.getByText('Old one was taken over with 2 panels').waitFor();
  await page.getByText('no plugin draws "geomap"').waitFor();
  await page.getByRole('cell', { name: 'taken/over' }).waitFor();
  await dropped(page, dashboard);
  await button(page, 'Replace it').waitFor();
  await picture(page, out, 'dashboards');
  await accessible(page, 'the dashboards');
}

/** A new dashboard with a panel from the editor: query, title, unit, threshold. */
async function made(page) {
  await button(page, 'New dashboard').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Title').fill('Made here');
  await button(dialog, 'Create').click();
  await page.getByText('This dashboard is empty').waitFor();
  await button(page, 'Edit').first().click();
  await button(page, 'Add').click();
  await page.getByRole('menuitem', { name: 'Stat', exact: true }).click();
  await page.getByLabel('Title', { exact: true }).fill('First');
  await page.locator('.cm-content').click();
  await page.keyboard.type('vector(0.5)');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => Number(document.querySelector('section.panel')?.dataset.rows) > 0);
  await page.getByRole('combobox', { name: 'Unit' }).fill('percentunit');
  await page.keyboard.press('Escape');
  await page.locator('.preview').getByText('50').first().waitFor();
  await picture(page, out, 'panel-editor');
  await accessible(page, 'the editor of a panel');
  await button(page, 'Done').click();
  await button(page, 'Duplicate First').click();
  await page.waitForFunction(() => document.querySelectorAll('section.panel').length === 2);
}

/** By pointer and by keyboard: the panels change places, one becomes wider. */
async function moved(page) {
  const boxes = () =>
    page.$$eval('.grid > .cell', cells =>
      cells.map(cell => [cell.style.gridColumn, cell.style.gridRow].join(' | ')),
    );
  const [first, second] = await boxes();
  check(first !== second, 'the copy lies on the original');
  const handle = page.getByRole('button', { name: 'Move First' }).nth(1);
  const from = await handle.boundingBox();
  const grid = await page.locator('.grid').boundingBox();
  await page.mouse.move(from.x + 5, from.y + 5);
  await page.mouse.down();
  await page.mouse.move(from.x + 5 + grid.width / 2, from.y + 5 - 8 * 38, { steps: 8 });
  await page.mouse.up();
  check((await boxes())[1] === '13 / span 12 | 1 / span 8', `the pointer moved it to ${(await boxes())[1]}`);
  await handle.focus();
  await page.keyboard.press('Shift+ArrowLeft');
  await page.keyboard.press('Shift+ArrowDown');
  check((await boxes())[1] === '13 / span 11 | 1 / span 9', `the keys made it ${(await boxes())[1]}`);
  await page.keyboard.press('ArrowRight');
  check((await boxes())[1].startsWith('14 / '), `the keys moved it to ${(await boxes())[1]}`);
  await picture(page, out, 'edit');
  await accessible(page, 'a dashboard that is edited');
}

/** A variable that is declared in the settings can be chosen at once. */
async function variable(page) {
  await button(page, 'Settings').click();
  const dialog = page.getByRole('dialog');
  await button(dialog, 'Add a variable').click();
  await dialog.getByLabel('Name', { exact: true }).fill('zone');
  await dialog.getByRole('combobox', { name: 'Type' }).click();
  await page.getByRole('option', { name: 'custom' }).click();
  await dialog.getByLabel('Query or values', { exact: true }).fill('north, south');
  await picture(page, out, 'settings');
  await accessible(page, 'the settings of a dashboard');
  await button(dialog, 'Done').click();
  await page.getByRole('button', { name: /^zone/ }).click();
  await page.getByRole('menuitem', { name: 'south' }).click();
  await page.waitForURL(/var-zone=south/);
}

async function savedAndRestored(page) {
  await save(page, 'two panels');
  await button(page, 'Edit').click();
  await button(page, 'Delete First').first().click();
  await save(page, 'one is enough');
  check((await page.locator('section.panel').count()) === 1, 'the deleted panel is still there');
  await button(page, 'Versions').click();
  const dialog = page.getByRole('dialog');
  const row = dialog.locator('tr', { hasText: 'two panels' });
  await button(row, 'Compare').click();
  await dialog.locator('.difference .removed').first().waitFor();
  await picture(page, out, 'versions');
  await accessible(page, 'the versions');
  await button(row, 'Restore').click();
  await page.waitForFunction(() => document.querySelectorAll('section.panel').length === 2);
  await page.reload();
  await page.waitForFunction(() => document.querySelectorAll('section.panel').length === 2);
}

async function save(page, message) {
  await button(page, 'Save').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Message').fill(message);
  await button(dialog, 'Save').click();
  await dialog.waitFor({ state: 'detached' });
}

/** On a small screen in light colours nothing is wider than the screen, also while it is edited. */
async function narrow(page) {
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 360, height: 800 });
  const fits = async name => {
    await picture(page, out, `narrow-${name}`);
    await accessible(page, `${name} on a small screen in light colours`);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    check(width <= 360, `${name} is ${width} pixels wide on a screen of 360`);
  };
  await page.goto(at('dashboards'));
  await page.locator('table').getByText('Made here').waitFor();
  await fits('dashboards');
  await page.goto(at('d/made-here'));
  await page.waitForSelector('section.panel');
  await fits('dashboard');
  await button(page, 'Edit').click();
  await button(page, 'Edit First').first().waitFor();
  await fits('edit');
  await button(page, 'Edit First').first().click();
  await page.locator('.cm-content').waitFor();
  await fits('panel-editor');
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.setViewportSize({ width: 1280, height: 900 });
}

/** A row for each zone and in it a panel for each host, each with data of its own; one of the copies alone. */
async function repeats(page) {
  const choice = (name, query) => ({
    name,
    type: 'custom',
    query,
    multi: true,
    includeAll: true,
    current: { value: ['$__all'] },
  });
  await page.goto(at('dashboards'));
  await page.locator('table').getByText('Made here').waitFor();
  await dropped(page, {
    title: 'Again',
    uid: 'again',
    schemaVersion: 41,
    templating: { list: [choice('zone', 'north,south'), choice('host', 'a,b')] },
    panels: [
      {
        id: 1,
        type: 'row',
        title: 'Zone $zone',
        repeat: 'zone',
        gridPos: { x: 0, y: 0, w: 24, h: 1 },
        panels: [],
      },
      {
        id: 2,
        type: 'stat',
        title: '$host in $zone',
        repeat: 'host',
        gridPos: { x: 0, y: 1, w: 24, h: 6 },
        options: { textMode: 'name' },
        targets: [
          {
            refId: 'A',
            expr: 'label_replace(vector(1), "is", "$host.$zone", "", "")',
            legendFormat: '{{is}}',
          },
        ],
      },
    ],
  });
  await page.getByRole('link', { name: 'Open it' }).click();
  for (const copy of ['a in north', 'b in north', 'a in south', 'b in south']) {
    const [host, zone] = copy.split(' in ');
    const panel = page.locator('section.panel', {
      has: page.getByRole('heading', { name: copy, exact: true }),
    });
    await panel.getByText(`${host}.${zone}`).waitFor();
  }
  check((await page.locator('.cell.row').count()) === 2, 'the row is not there for each zone');
  await picture(page, out, 'repeats');
  const last = page.locator('section.panel').last();
  await last.hover();
  await last.getByRole('button', { name: 'Show this panel alone' }).click();
  await page.waitForFunction(() => document.querySelectorAll('section.panel').length === 1);
  await page.locator('section.panel').getByText('b.south').waitFor();
}

/** What was opened last is above the list and on top of the palette, the newest first. */
async function recent(page) {
  await page.goto(at('d/made-here'));
  await page.waitForSelector('section.panel');
  await page.goto(at('dashboards'));
  const links = page.getByRole('navigation', { name: 'Recently visited' }).getByRole('link');
  await links.first().waitFor();
  const names = (await links.allTextContents()).slice(0, 2);
  check(names.join(', ') === 'Made here, Again', `visited last were ${names.join(', ')}`);
  await picture(page, out, 'recent');
  await accessible(page, 'the dashboards that were visited');
  await page.keyboard.press('Control+k');
  const first = page.getByRole('dialog').getByRole('option').first();
  await first.filter({ hasText: 'Made here' }).waitFor();
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/d\/made-here/);
}

/** The file is the dashboard; what is deleted is gone from the list, after a question. */
async function exportedAndDeleted(page) {
  await page.goto(at('d/again'));
  await button(page.locator('.page-header'), 'Share').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('JSON', { exact: true }).click();
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    button(dialog, 'Download as JSON').click(),
  ]);
  check(file.suggestedFilename() === 'again.json', `the file is called ${file.suggestedFilename()}`);
  const saved = JSON.parse(readFileSync(await file.path(), 'utf8'));
  check(saved.title === 'Again' && saved.panels.length === 2, 'the file is not the dashboard');
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  const panel = page.locator('section.panel').first();
  await panel.hover();
  await page.keyboard.press('p');
  await page.keyboard.press('t');
  const [csv] = await Promise.all([
    page.waitForEvent('download'),
    panel.getByRole('link', { name: 'Download as CSV' }).click(),
  ]);
  const lines = readFileSync(await csv.path(), 'utf8').split('\r\n');
  check(csv.suggestedFilename().endsWith('.csv') && lines.length > 2, `the CSV is ${lines.join(' | ')}`);
  await page.goto(at('dashboards'));
  await button(page, 'Delete Again').click();
  await button(page.getByRole('dialog'), 'Delete').click();
  await page.locator('table').getByText('Again').waitFor({ state: 'detached' });
}

/** As Grafana's address says it: nothing but the panels. */
async function kiosk(page) {
  await page.goto(at('d/made-here?d=kiosk'));
  await page.waitForSelector('section.panel');
  check((await page.locator('nav').count()) === 0, 'a kiosk has no navigation');
  await picture(page, out, 'kiosk');
  await accessible(page, 'a kiosk');
}
