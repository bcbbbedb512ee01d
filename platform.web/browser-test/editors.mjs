// What edit.mjs does besides: the editors of a panel's fields, its transformations and links, and of what the dashboard as
// a whole has. Each change is looked for in the picture, then in the JSON that was saved.
import { accessible } from './axe.mjs';
import { base, check, picture } from './browser.mjs';

const at = path => new URL(path, base).href;
const button = (place, name) => place.getByRole('button', { name, exact: true });
const group = (place, name) => place.getByRole('group', { name, exact: true });

const DASHBOARD = {
  title: 'Fields',
  uid: 'fields',
  schemaVersion: 41,
  tags: ['fields'],
  panels: [
    {
      id: 1,
      type: 'table',
      title: 'Hosts',
      gridPos: { x: 0, y: 0, w: 24, h: 8 },
      options: {},
      fieldConfig: { defaults: { custom: { 'a key of another version': 1 } }, overrides: [] },
      targets: [
        {
          refId: 'A',
          expr: 'label_replace(vector(1), "host", "alpha", "", "")',
          format: 'table',
          instant: true,
        },
      ],
    },
  ],
};

/** Edits a dashboard with a table: `take` puts a dashboard onto the page, `save` saves it with a message. */
export async function editors(page, out, take, save) {
  const translations = [];
  page.on('request', request => request.url().includes('/i18n/') && translations.push(request.url()));
  await page.goto(at('dashboards'));
  await page.locator('table').getByText('Made here').waitFor();
  await take(page, DASHBOARD);
  await page.getByRole('link', { name: 'Open it' }).click();
  await page.locator('section.panel').getByText('alpha').waitFor();
  await button(page, 'Edit').click();
  await button(page, 'Edit Hosts').click();
  await mapping(page);
  await override(page);
  await transformation(page);
  await ofThePanelItself(page);
  await picture(page, out, 'editors');
  await accessible(page, 'the editors of fields');
  await button(page, 'Done').click();
  await ofTheDashboard(page, out);
  await save(page, 'all editors');
  await saved(page);
  await page.goto(at('d/fields'));
  const link = page.getByRole('link', { name: 'Others' });
  await link.waitFor();
  check(
    /\/d\/made-here\?from=now-1h&to=now$/.test(await link.getAttribute('href')),
    'the link lacks its range',
  );
  await link.click();
  await page.waitForURL(/d\/made-here/);
  check(translations.length === 0, `an English page asked for ${translations}`);
  await inKorean(page, out);
}

/** What a plugin says and shows in its forms is Korean, too. */
async function inKorean(page, out) {
  await page.evaluate(() => localStorage.setItem('gnomon-language', 'ko'));
  await page.goto(at('d/fields'));
  await button(page, '편집').click();
  await button(page, '추가').click();
  await page.getByRole('menuitem', { name: '히트맵' }).waitFor();
  await page.keyboard.press('Escape');
  await button(page, 'Hosts 편집').click();
  await page.getByLabel('머리글', { exact: true }).waitFor();
  await page.locator('.preview').getByRole('table', { name: '행' }).waitFor();
  await page.getByText('변환 (1)').click();
  await page.getByText('이름으로 제외').waitFor();
  await picture(page, out, 'editors-korean');
  await accessible(page, 'the editors in Korean');
  await page.evaluate(() => localStorage.removeItem('gnomon-language'));
}

async function mapping(page) {
  const mappings = group(page, 'Value mappings');
  await button(mappings, 'Add a mapping').click();
  await mappings.getByRole('textbox', { name: 'Value', exact: true }).fill('1');
  await mappings.getByRole('textbox', { name: 'Text', exact: true }).fill('fine');
  await page.locator('.preview').getByText('fine').waitFor();
}

/** The column is named as the panel shows it, so that it can be chosen. */
async function override(page) {
  const overrides = group(page, 'Overrides');
  await button(overrides, 'Add an override').click();
  await overrides.getByRole('combobox', { name: 'Of which they are' }).click();
  await page.getByRole('option', { name: 'host', exact: true }).click();
  await overrides.getByRole('combobox', { name: 'Set an option' }).click();
  await page.getByRole('option', { name: 'Name shown', exact: true }).click();
  await overrides.getByLabel('Name shown', { exact: true }).fill('Computer');
  await page.locator('.preview').getByText('Computer').waitFor();
}

async function transformation(page) {
  await page.getByText('Transformations', { exact: true }).click();
  await page.getByRole('combobox', { name: 'Add a transformation' }).click();
  await page.getByRole('option', { name: /^organize:/ }).click();
  const hidden = group(page, 'Exclude by name');
  await button(hidden, 'Add').click();
  await hidden.getByRole('combobox', { name: 'Exclude by name: name' }).fill('Time');
  await page.keyboard.press('Escape');
  await page.waitForFunction(() => {
    const table = document.querySelector('.preview .panel-body').shadowRoot;
    return table.textContent.includes('Computer') && !table.textContent.includes('Time');
  });
}

/** What the table changes about itself: the width of a column, and the order. */
async function ofThePanelItself(page) {
  const edge = page.locator('.preview').getByRole('separator', { name: 'Width of Computer' });
  await edge.focus();
  const width = Number(await edge.getAttribute('aria-valuenow')) - 10;
  await page.keyboard.press('ArrowLeft');
  await page.locator(`.preview [aria-label="Width of Computer"][aria-valuenow="${width}"]`).waitFor();
  await page.locator('.preview').getByRole('button', { name: 'Computer', exact: true }).click();
  await page
    .locator('.preview')
    .getByRole('columnheader', { name: /Computer/ })
    .and(page.locator('[aria-sort=ascending]'))
    .waitFor();
}

async function ofTheDashboard(page, out) {
  await button(page, 'Settings').click();
  const dialog = page.getByRole('dialog');
  const links = group(dialog, 'Links');
  await button(links, 'Add a link').click();
  await links.getByLabel('Title', { exact: true }).fill('Others');
  await links.getByLabel('Address', { exact: true }).fill('/d/made-here');
  const annotations = group(dialog, 'Annotations');
  await button(annotations, 'Add annotations').click();
  await annotations.getByLabel('Name', { exact: true }).last().fill('Alerts');
  await annotations.getByLabel('Expression').last().fill('ALERTS');
  const variables = group(dialog, 'Variables');
  await button(variables, 'Add a variable').click();
  await variables.getByLabel('Name', { exact: true }).fill('source');
  await variables.getByRole('combobox', { name: 'Type' }).click();
  await page.getByRole('option', { name: 'datasource' }).click();
  await picture(page, out, 'dashboard-settings');
  await accessible(page, 'the settings of a dashboard with all their lists');
  await button(dialog, 'Done').click();
}

async function saved(page) {
  const { dashboard } = await page.evaluate(async () =>
    (await fetch('../api/gnomon/v1/dashboards/fields')).json(),
  );
  const [panel] = dashboard.panels;
  const { defaults, overrides } = panel.fieldConfig;
  const expected = (what, value) => check(value, `${what} was not saved: ${JSON.stringify(dashboard)}`);
  expected('the mapping', defaults.mappings?.[0].options['1'].text === 'fine');
  expected('what the page does not know', defaults.custom['a key of another version'] === 1);
  expected(
    'the override',
    overrides[0].matcher.options === 'host' && overrides[0].properties[0].value === 'Computer',
  );
  expected('the width of the column', overrides[0].properties[1].id === 'custom.width');
  expected('the order', panel.options.sortBy[0].displayName === 'Computer');
  expected('the transformation', panel.transformations[0].options.excludeByName.Time === true);
  expected('the link', dashboard.links[0].title === 'Others');
  expected(
    'the annotations',
    dashboard.annotations.list.some(a => a.name === 'Alerts' && a.expr === 'ALERTS'),
  );
  expected('the variable', dashboard.templating.list[0].type === 'datasource');
}
