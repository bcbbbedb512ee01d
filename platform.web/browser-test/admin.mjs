// Administers the server as its administrator: node admin.mjs with BASE_URL, PASSWORD of "admin" and OUT_DIR. Users and their
// roles, tokens, exporters, the audit log, and the pages that tell how the server is. Fails with a sentence.
import { mkdirSync } from 'node:fs';
import { accessible } from './axe.mjs';
import { base, check, login, look, picture } from './browser.mjs';

const out = process.env.OUT_DIR ?? 'target';
mkdirSync(out, { recursive: true });
const at = path => new URL(path, base).href;
const button = (place, name) => place.getByRole('button', { name, exact: true });

look(async page => {
  await page.goto(at('settings/users'));
  await page.getByText('For administrators').waitFor();
  await login(page);
  await users(page);
  await tokens(page);
  await audit(page);
  await exporters(page);
  await status(page);
  await log(page);
  await narrow(page);
  const violations = await page.evaluate(() => window.violations);
  check(violations.length === 0, `the Content-Security-Policy was violated: ${violations.join(', ')}`);
  console.log(`all well; pictures in ${out}`);
});

/** A user is made, becomes an editor, and may then do what editors may and nothing else. */
async function users(page) {
  await button(page, 'Add a user').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Name' }).fill('eve');
  await dialog.getByRole('textbox', { name: 'Password' }).fill('short');
  await button(dialog, 'Save').click();
  await page.getByText(/at least \d+ characters/).waitFor();
  await dialog.getByRole('textbox', { name: 'Password' }).fill("eve's password");
  await button(dialog, 'Save').click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('combobox', { name: 'Role of eve' }).click();
  await page.getByRole('option', { name: 'editor' }).click();
  await page.getByText('eve was changed').waitFor();
  await picture(page, out, 'users');
  await accessible(page, 'the users');
  const answer = await page.request.get(at('api/gnomon/v1/users'), {
    headers: basic('eve', "eve's password"),
  });
  check(answer.status() === 403, `an editor reads the users: ${answer.status()}`);
  const session = await page.request.get(at('api/gnomon/v1/session'), {
    headers: basic('eve', "eve's password"),
  });
  check((await session.json()).user.role === 'editor', 'the role was not changed');
}

const basic = (user, password) => ({
  Authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
});

/** The token that is shown works, until it is revoked. */
async function tokens(page) {
  await page.getByRole('link', { name: 'API tokens' }).click();
  await page.getByRole('textbox', { name: 'Name of the program' }).fill('ci');
  await button(page, 'Make a token').click();
  const header = await page.getByRole('textbox', { name: 'Header' }).inputValue();
  await page.locator('tr', { hasText: 'ci' }).waitFor();
  await accessible(page, 'the tokens');
  const asked = async () =>
    (
      await page.request.get(at('api/gnomon/v1/session'), {
        headers: { Authorization: header.split(': ')[1] },
      })
    ).text();
  check((await asked()).includes('token ci'), 'the token that was shown does not work');
  await page.reload();
  await page
    .locator('tr', { hasText: 'ci' })
    .getByText(/now|second/)
    .waitFor();
  await button(page.locator('tr', { hasText: 'ci' }), 'Revoke').click();
  await button(page.getByRole('dialog'), 'Revoke').click();
  await page.getByText('No tokens').waitFor();
  check(!(await asked()).includes('token ci'), 'a revoked token still works');
}

/** A collector that is switched off is no longer asked, without a restart; settings that are wrong are refused at their field. */
async function exporters(page) {
  await page.goto(at('status/exporters'));
  const collectors = page.getByRole('table', { name: 'Collectors', exact: true });
  const uname = collectors.locator('tr', { hasText: 'uname' });
  await uname.getByText('succeeded').waitFor();
  await picture(page, out, 'exporters');
  await accessible(page, 'the exporters');
  await uname.getByRole('switch', { name: 'uname' }).click();
  await page.getByText('uname was switched off').waitFor();
  await uname.waitFor({ state: 'detached' });
  await page.getByText('changed here').waitFor();
  await page.getByText('All', { exact: true }).click();
  await uname.getByRole('switch', { name: 'uname' }).click();
  await uname.getByText('succeeded').waitFor();

  await button(page.locator('tr', { hasText: 'node_exporter' }), 'Settings').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Filter settings' }).fill('vmstat');
  const fields = dialog.getByRole('textbox', { name: 'collector.vmstat.fields' });
  await fields.fill('^(oom');
  await button(dialog, 'Save').click();
  await dialog.getByText('It did not work').waitFor();
  await picture(page, out, 'exporter-settings');
  await accessible(page, 'the settings of an exporter');
  await fields.fill('^oom_kill$');
  await button(dialog, 'Save').click();
  await dialog.waitFor({ state: 'detached' });
  await button(page.locator('tr', { hasText: 'node_exporter' }), 'Settings').click();
  await button(dialog, 'Back to gnomon.yml').click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByText('defaults', { exact: true }).first().waitFor();
}

async function audit(page) {
  await page.getByRole('link', { name: 'Audit log' }).click();
  await page.locator('tr', { hasText: 'PUT /api/gnomon/v1/users/eve' }).waitFor();
  await page.locator('tr', { hasText: 'DELETE /api/gnomon/v1/tokens/ci' }).waitFor();
  await picture(page, out, 'audit');
  await accessible(page, 'the audit log');
  await page.getByRole('textbox', { name: 'Only of this user' }).fill('nobody');
  await page.getByText('Nothing was changed yet.').waitFor();
}

/** What the server stores, was started with and found; a line of the store's lists leads to its series. */
async function status(page) {
  await page.goto(at('status'));
  await page.getByText('Series in memory').waitFor();
  await accessible(page, 'the status');
  await page.getByRole('link', { name: 'Flags' }).click();
  await page.getByRole('textbox', { name: 'Filter by name or value' }).fill('tsdb.path');
  await page.getByText('--storage.tsdb.path').waitFor();
  await accessible(page, 'the flags');
  await page.getByRole('link', { name: 'Configuration' }).click();
  await page.locator('pre.source', { hasText: 'scrape_configs' }).waitFor();
  await accessible(page, 'the configuration');
  await page.getByRole('link', { name: 'Discovery' }).click();
  await page.locator('tr', { hasText: '__address__' }).first().waitFor();
  await button(page.locator('tr', { hasText: '__address__' }).first(), 'Steps').click();
  await page.locator('.steps, td[colspan] .hint').first().waitFor();
  await picture(page, out, 'discovery');
  await accessible(page, 'service discovery');
  await page.getByRole('link', { name: 'Series', exact: true }).click();
  const metric = page
    .getByRole('link', { name: 'node_cpu_seconds_total' })
    .or(page.getByRole('link', { name: 'job=node' }));
  await metric.first().waitFor();
  await picture(page, out, 'series');
  await accessible(page, 'the series');
  await metric.first().click();
  await page.locator('section.panel[data-panel-type="table"] [role=row] [role=cell]').first().waitFor();
}

/** The server's own log by text, and as a table for panels: administrators read it, an editor who asks the same does not. */
async function log(page) {
  await page.goto(at('status/log'));
  await page.locator('tr', { hasText: 'listening on' }).first().waitFor();
  await picture(page, out, 'log');
  await accessible(page, 'the log');
  await page.getByRole('textbox', { name: 'Filter by text' }).fill('words that nobody logs');
  await page.getByText('No line of the log matches').waitFor();
  const now = Date.now();
  const targets = [{ refId: 'A', datasource: { uid: 'gnomon-server' }, table: 'logs', text: 'listening' }];
  const data = {
    dashboard: { inline: { panels: [{ id: 1, type: 'logs', targets }] } },
    panels: [{ id: 1, width: 500 }],
    from: now - 3_600_000,
    to: now,
    maxAgeMs: 60_000,
  };
  const asked = async (user, password) =>
    (
      await page.request.post(at('api/gnomon/v1/panels/query'), { data, headers: basic(user, password) })
    ).text();
  const admins = await asked('admin', process.env.PASSWORD);
  check(admins.includes('listening on'), `the administrator's panel of the log has ${admins}`);
  const editors = await asked('eve', "eve's password");
  check(editors.includes('is for administrators'), `an editor's panel of the log has ${editors}`);
}

async function narrow(page) {
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 360, height: 800 });
  for (const path of [
    'settings/users',
    'settings/tokens',
    'settings/audit',
    'status',
    'status/series',
    'status/exporters',
    'status/discovery',
    'status/log',
    'plugins/catalogue',
  ]) {
    await page.goto(at(path));
    await page.waitForSelector('.table-box, .facts, .state strong');
    await picture(page, out, `narrow-${path.replace('/', '-')}`);
    await accessible(page, `${path} on a small screen in light colours`);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    check(width <= 360, `${path} is ${width} pixels wide on a screen of 360`);
  }
}
