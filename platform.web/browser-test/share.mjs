// Stars, sharing, library panels and the keyboard, as an administrator: node share.mjs with BASE_URL of a server, PASSWORD of
// "admin" and OUT_DIR. Fails with a sentence.
import { mkdirSync, readFileSync } from 'node:fs';
import { accessible } from './axe.mjs';
import { base, check, dropped, login, look, picture } from './browser.mjs';
import { keyboard } from './keyboard.mjs';

const out = process.env.OUT_DIR ?? 'target';
mkdirSync(out, { recursive: true });
const at = path => new URL(path, base).href;
const button = (place, name) => place.getByRole('button', { name, exact: true });
const panel = (page, title) =>
  page.locator('section.panel', { has: page.getByRole('heading', { name: title, exact: true }) });
const query = [{ refId: 'A', expr: 'vector(42)', legendFormat: 'answer' }];
const place = (x, y) => ({ x, y, w: 8, h: 8 });
const SHARED = {
  title: 'Shared one',
  uid: 'shared',
  schemaVersion: 41,
  templating: { list: [{ name: 'zone', type: 'custom', query: 'north,south', current: { value: 'north' } }] },
  panels: [
    { id: 1, type: 'stat', title: 'Value', gridPos: place(0, 0), options: {}, targets: query },
    { id: 2, type: 'bargauge', title: 'Bars', gridPos: place(8, 0), options: {}, targets: query },
    {
      id: 3,
      type: 'dashlist',
      title: 'Mine',
      gridPos: place(16, 0),
      options: { showStarred: true, showSearch: false },
    },
    {
      id: 4,
      type: 'dashlist',
      title: 'Before',
      gridPos: place(0, 8),
      options: { showRecentlyViewed: true, showSearch: false },
    },
  ],
};
const OTHER = { ...SHARED, title: 'Other one', uid: 'other', panels: [] };

look(async page => {
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.goto(at('dashboards'));
  await login(page);
  for (const dashboard of [SHARED, OTHER]) {
    await dropped(page, dashboard);
    await page.getByText(`${dashboard.title} was taken over`).waitFor();
  }
  await stars(page);
  await visited(page);
  await link(page);
  await json(page);
  await files(page);
  await library(page);
  await keyboard(page, out);
  const violations = await page.evaluate(() => window.violations);
  check(violations.length === 0, `the Content-Security-Policy was violated: ${violations.join(', ')}`);
  console.log(`all well; pictures in ${out}`);
});

/** A star is in the list, in its filter and in a panel. */
async function stars(page) {
  const star = button(page, 'Star Shared one');
  await star.focus();
  await page.keyboard.press('Enter');
  await page.waitForFunction(
    () => document.querySelector('[aria-label="Star Shared one"]').ariaPressed === 'true',
  );
  await page.getByRole('switch', { name: 'Starred' }).check();
  await page.getByRole('link', { name: 'Other one', exact: true }).waitFor({ state: 'detached' });
  check(await page.getByRole('link', { name: 'Shared one' }).isVisible(), 'the starred one is not listed');
  await picture(page, out, 'stars');
  await accessible(page, 'the starred dashboards');
  await page.goto(at('d/shared'));
  await panel(page, 'Mine').getByRole('link', { name: 'Shared one' }).waitFor();
}

/** What was opened last is in a panel and on the first page. */
async function visited(page) {
  await page.goto(at('d/other'));
  await page.getByRole('heading', { name: 'Other one' }).waitFor();
  await page.goto(at('d/shared'));
  const listed = panel(page, 'Before').getByRole('link');
  await listed.nth(1).waitFor();
  const titles = (await listed.allTextContents()).join();
  check(titles === 'Shared one,Other one', `visited last were ${titles}`);
  await page.goto(at(''));
  const chips = page.getByRole('navigation', { name: 'Recently visited' });
  await chips.getByRole('link', { name: 'Other one' }).waitFor();
  await picture(page, out, 'home-visited');
  await accessible(page, 'the first page with what was visited');
  await chips.getByRole('link', { name: 'Shared one' }).click();
  await page.waitForURL(/\/d\/shared/);
}

/** The link shows what is shown here: range, variables, colours. */
async function link(page) {
  await button(page.locator('.page-header'), 'Share').click();
  const dialog = page.getByRole('dialog');
  const text = () => dialog.getByRole('textbox', { name: 'Link' }).inputValue();
  check(/\/d\/shared\?var-zone=north&from=now-1h&to=now$/.test(await text()), `the link is ${await text()}`);
  await dialog.getByLabel('The time range as it is now').check();
  await dialog.getByRole('combobox', { name: 'Theme' }).click();
  await page.getByRole('option', { name: 'Light' }).click();
  check(/from=\d+&to=\d+&theme=light$/.test(await text()), `the link is ${await text()}`);
  await picture(page, out, 'share');
  await accessible(page, 'the dialog that shares');
  const address = await text();
  await page.keyboard.press('Escape');
  await page.goto(address);
  await panel(page, 'Value').getByText('42').waitFor();
  check(
    (await page.locator('html').getAttribute('data-mantine-color-scheme')) === 'light',
    'the link does not say the colours',
  );
  await page.goto(at('d/shared'));
}

/** For another server data sources are inputs. */
async function json(page) {
  await button(page.locator('.page-header'), 'Share').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('JSON', { exact: true }).click();
  await dialog.getByLabel('For another server').check();
  const field = dialog.getByRole('textbox', { name: 'JSON' });
  await page.waitForFunction(() =>
    document.querySelector('[role="dialog"] textarea').value.includes('"__inputs"'),
  );
  const shared = JSON.parse(await field.inputValue());
  check(shared.title === 'Shared one' && shared.id === undefined, `the JSON is ${JSON.stringify(shared)}`);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
}

/** `p s` over a panel; pictures by the server and by the browser. */
async function files(page) {
  const dialog = page.getByRole('dialog');
  for (const [title, role] of [
    ['Value', 'link'],
    ['Bars', 'button'],
  ]) {
    await panel(page, title).getByText('42').waitFor();
    await panel(page, title).hover();
    await page.keyboard.press('p');
    await page.keyboard.press('s');
    await dialog.getByText('Files', { exact: true }).click();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      dialog.getByRole(role, { name: 'Download as PNG' }).click(),
    ]);
    const bytes = readFileSync(await file.path());
    const isPicture = bytes.subarray(1, 4).toString() === 'PNG' && bytes.length > 2000;
    check(isPicture, `the picture of ${title} is ${bytes.length} bytes: ${bytes.subarray(0, 60)}`);
    await file.saveAs(`${out}/panel-${title}.png`);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  }
}

/** Made of a panel, used in another dashboard, changed for both, not deleted while it is used, unlinked. */
async function library(page) {
  await panel(page, 'Value').hover();
  await page.keyboard.press('e');
  await button(page, 'Make it a library panel').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('Common');
  await button(dialog, 'Create').click();
  await page.getByText('Library panel Common').waitFor();
  await picture(page, out, 'library-panel');
  await button(page, 'Done').click();
  await save(page);
  await page.goto(at('d/other'));
  await button(page, 'Edit').first().click();
  await button(page, 'Add').click();
  await page.getByRole('menuitem', { name: 'From the library…' }).click();
  await button(dialog, 'Use Common').click();
  await panel(page, 'Value').getByText('42').waitFor();
  await save(page);
  await page.goto(at('dashboards/library'));
  await page.getByRole('link', { name: 'Other one' }).waitFor();
  await picture(page, out, 'library');
  await accessible(page, 'the library panels');
  await page.getByRole('link', { name: 'Common' }).click();
  await page.getByLabel('Title', { exact: true }).fill('Changed');
  await button(page, 'Save').click();
  await page.waitForURL(/dashboards\/library$/);
  for (const uid of ['shared', 'other']) {
    await page.goto(at(`d/${uid}`));
    await panel(page, 'Changed').getByText('42').waitFor();
  }
  await page.goto(at('dashboards/library'));
  await button(page, 'Delete Common').click();
  await button(dialog, 'Delete').click();
  await page.getByText('is used by Other one, Shared one; unlink it there first').waitFor();
  await page.goto(at('d/other'));
  await panel(page, 'Changed').hover();
  await page.keyboard.press('e');
  await button(page, 'Unlink: an ordinary panel here').click();
  await button(page, 'Make it a library panel').waitFor();
  await button(page, 'Done').click();
  await save(page);
  await page.goto(at('dashboards/library'));
  await page.getByRole('link', { name: 'Shared one' }).waitFor();
  check(
    (await page.getByRole('link', { name: 'Other one' }).count()) === 0,
    'what is unlinked is still used',
  );
}

async function save(page) {
  await page.keyboard.press('Control+s');
  const dialog = page.getByRole('dialog');
  await button(dialog, 'Save').click();
  await dialog.waitFor({ state: 'detached' });
}
