// The part of edit.mjs that writes annotations down, filters and shows other time zones.
import { accessible } from './axe.mjs';
import { base, check, picture } from './browser.mjs';

const NOTED = {
  title: 'Noted',
  uid: 'noted',
  schemaVersion: 41,
  time: { from: 'now-1h', to: 'now' },
  timezone: 'Asia/Seoul',
  templating: {
    list: [{ name: 'Filters', type: 'adhoc', filters: [{ key: 'job', operator: '!=', value: 'none' }] }],
  },
  annotations: {
    list: [
      {
        name: 'Quarters',
        iconColor: 'blue',
        expr: 'minute() % 15 < bool 5',
        titleFormat: 'Quarter',
        step: '1m',
      },
    ],
  },
  panels: [
    {
      id: 1,
      type: 'timeseries',
      title: 'Waves',
      gridPos: { x: 0, y: 0, w: 24, h: 10 },
      targets: [{ refId: 'A', expr: 'sin(vector(time()) / 600)' }],
    },
  ],
};

/** Annotations of a query and of a hand, filters in the address, times of the dashboard's zone. */
export async function notes(page, out, dropped) {
  await page.goto(new URL('dashboards', base).href);
  await page.locator('table').getByText('Made here').waitFor();
  await dropped(page, NOTED);
  await page.getByRole('link', { name: 'Open it' }).click();
  await page
    .getByRole('button', { name: /^Quarter, 20/ })
    .first()
    .waitFor();
  await written(page, out);
  await filtered(page, out);
  await zoned(page);
}

/** By Ctrl and a click; it stays after a reload, is changed, and deleted from the keyboard. */
async function written(page, out) {
  const chart = page.locator('section.panel .u-over');
  await chart.click({ position: { x: 300, y: 100 }, modifiers: ['Control'] });
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('What happened').fill('A new disk');
  await accessible(page, 'the form of an annotation');
  await picture(page, out, 'annotation-form');
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  const mark = page.getByRole('button', { name: /^A new disk/ });
  await mark.waitFor();
  await page.reload();
  await mark.waitFor();
  await picture(page, out, 'annotations');
  await mark.focus();
  await page.keyboard.press('Enter');
  await dialog.getByLabel('What happened').fill('Two new disks');
  await page.keyboard.press('Tab');
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  const changed = page.getByRole('button', { name: /^Two new disks/ });
  await changed.focus();
  await page.keyboard.press('Enter');
  await dialog.getByRole('button', { name: 'Delete it' }).click();
  await changed.waitFor({ state: 'detached' });
}

/** A filter is typed with what the server suggests, and stands in the address. */
async function filtered(page, out) {
  await page.getByRole('button', { name: 'Remove the filter job != none' }).click();
  await page.waitForURL(/var-Filters=(&|$)/);
  await page.getByRole('button', { name: 'Add a filter' }).click();
  await page.getByRole('combobox', { name: 'Label' }).fill('__name');
  await page.getByRole('option', { name: '__name__' }).click();
  await page.getByRole('combobox', { name: 'Value' }).fill('up');
  await picture(page, out, 'filter');
  // The list of suggestions closes.
  const apply = page.getByRole('button', { name: 'Apply' }).last();
  await apply.focus();
  await page.getByRole('listbox').waitFor({ state: 'detached' });
  await accessible(page, 'the form of a filter');
  await apply.click();
  await page.waitForURL(/var-Filters=__name__%7C%3D%7Cup/);
}

/** The dashboard's zone, and another one by the address. */
async function zoned(page) {
  const shown = async zone => {
    await page.getByRole('button', { name: /^Last 1 hour/ }).click();
    await page.locator('.time-picker').getByText(zone).waitFor();
    await page.keyboard.press('Escape');
  };
  await shown('Asia/Seoul · UTC+09:00');
  const address = new URL(page.url());
  address.searchParams.set('timezone', 'utc');
  await page.goto(address.href);
  await shown('UTC · UTC+00:00');
  check((await page.locator('section.panel').count()) === 1, 'the panel is gone in another zone');
}
