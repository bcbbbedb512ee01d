// Walks through alerting as an administrator: node alerts.mjs with BASE_URL of a server whose rule TargetDown fires for
// two targets and whose route sends severity=page to "phone", PASSWORD of "admin" and OUT_DIR. Fails with a sentence.
import { mkdirSync } from 'node:fs';
import { accessible } from './axe.mjs';
import { base, check, login, look, picture } from './browser.mjs';

const out = process.env.OUT_DIR ?? 'target';
mkdirSync(out, { recursive: true });
const at = path => new URL(path, base).href;
const button = (place, name) => place.getByRole('button', { name, exact: true });

look(async page => {
  await page.goto(at('alerts'));
  page.setDefaultTimeout(12000);
  await page.setViewportSize({ width: 1280, height: 900 });
  await login(page);
  await page.goto(at('alerts/routes'));
  await page.locator('.node').nth(1).waitFor();
  await picture(page, out, 'tree');
  await routeByForm(page);
  await inhibitions(page);
});

/** Who is not logged in sees everything and can change nothing. */
async function visitor(page) {
  await page.goto(at('alerts'));
  await page.getByText('TargetDown').nth(1).waitFor();
  check(await button(page, 'Silence').first().isDisabled(), 'a visitor is offered to silence an alert');
}

/** The graph is that of the compared value; a rule kept by hand has no button to edit it. */
async function rule(page) {
  await page.goto(at('alerts/rules'));
  await page.getByPlaceholder('Filter by name').fill('severity=page targetdown');
  await page.getByText('node_load1').waitFor({ state: 'detached' });
  await picture(page, out, 'rules');
  await accessible(page, 'the rules');
  await page.getByRole('switch', { name: 'By group' }).click();
  await page.locator('.counts', { hasText: '1 Firing' }).waitFor();
  await button(page, 'basics').click();
  await accessible(page, 'rules in groups');
  await page.getByRole('link', { name: 'TargetDown' }).click();
  await page.waitForFunction(() => {
    const panel = document.querySelector('section.panel');
    return (
      Number(panel?.dataset.rows) > 0 &&
      panel.querySelector('.panel-body').shadowRoot?.querySelector('canvas')
    );
  });
  await button(page, 'Show the file').waitFor();
  await timeline(page, 2);
  await page.getByText('Table', { exact: true }).click();
  await page.getByText('Fired', { exact: true }).first().waitFor();
  await page.getByText('Timeline', { exact: true }).click();
  await timeline(page, 2);
  await picture(page, out, 'rule');
  await accessible(page, 'a rule');
}

/** The states of so many alerts are drawn over time. */
async function timeline(page, lines) {
  await page.waitForFunction(wanted => {
    const panel = document.querySelector('.history-timeline section.panel');
    const drawn = panel?.querySelector('.panel-body').shadowRoot?.querySelectorAll('svg rect').length ?? 0;
    return panel?.dataset.state === 'running' && drawn >= wanted;
  }, lines);
}

/** A file that is kept by hand is shown and cannot be written. */
async function keptFile(page) {
  await button(page, 'Show the file').click();
  await page.locator('.cm-line', { hasText: 'alert: TargetDown' }).waitFor();
  check((await button(page, 'Save and put in force').count()) === 0, 'a file kept by hand can be saved');
}

/** Words, matchers and picked labels filter, a label groups; all of it stands in the address. */
async function filters(page) {
  await page.goto(at('alerts'));
  const rows = page.locator('.alerts tbody tr');
  const filter = page.getByPlaceholder('Filter: words');
  const count = wanted =>
    page.waitForFunction(number => document.querySelectorAll('.alerts tbody tr').length === number, wanted);
  await count(2);
  await filter.fill('{severity=~"pa.+", instance="127.0.0.1:9"}');
  await count(1);
  await page.reload();
  await count(1);
  await filter.fill('severity=~"("');
  await page.getByText('( is no regular expression.').waitFor();
  await filter.fill('');
  await count(2);
  await button(rows.first(), 'job=web').click();
  check((await filter.inputValue()) === 'job="web"', 'a label that is picked does not filter');
  await page.getByRole('combobox', { name: 'Group' }).click();
  await page.getByRole('option', { name: 'By instance' }).click();
  await page.locator('.counts', { hasText: '1 Firing' }).nth(1).waitFor();
  await button(page, '127.0.0.1:9').click();
  await count(1);
  await picture(page, out, 'alert-groups');
  await accessible(page, 'alerts in groups');
  check(page.url().includes('by=instance'), `the group is not in the address: ${page.url()}`);
}

async function acknowledge(page) {
  await page.goto(at('alerts'));
  await button(page, 'Acknowledge').first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Comment').fill('on it');
  await accessible(page, 'the dialog of acknowledging');
  await button(dialog, 'Acknowledge').click();
  await page.locator('.alerts .health', { hasText: 'Acknowledged' }).waitFor();
  await page.getByRole('button', { name: 'TargetDown', exact: true }).nth(1).click();
  await page.locator('dd', { hasText: 'admin: on it' }).waitFor();
  const graph = page.locator('.alert-detail section.panel[data-state=running]');
  await graph.getByText('up', { exact: true }).waitFor();
  await page.waitForFunction(() => document.querySelector('.alert-detail section.panel')?.dataset.rows > 0);
  await timeline(page, 1);
  await picture(page, out, 'alert');
}

/** The preview tells what a silence covers, before and after its matchers change; then the alert is silenced. */
async function silence(page) {
  await page.goto(at('alerts'));
  const row = page.locator('.alerts tbody tr', { hasText: 'Firing' }).first();
  await button(row, 'Silence').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('1 alert fires now').waitFor();
  await dialog
    .locator('.matcher', { has: page.locator('input[value="instance"]') })
    .getByRole('button', { name: 'Remove this entry' })
    .click();
  await dialog.getByText('2 alerts fire now').waitFor();
  await dialog.getByLabel('Comment').fill('moving house');
  await picture(page, out, 'silence');
  await accessible(page, 'the dialog of silencing');
  await button(dialog, 'Silence').click();
  await page.waitForFunction(() => {
    const states = [...document.querySelectorAll('.alerts .health')].map(state => state.textContent);
    return states.filter(state => state === 'Silenced').length === 2;
  });
  await page.getByRole('link', { name: 'Silences' }).click();
  await page.getByText('moving house').waitFor();
  await picture(page, out, 'silences');
  await accessible(page, 'the silences');
}

/** A silence tells how many alerts it holds back, gets another end, ends, and is made once more. */
async function changedSilence(page) {
  await page.locator('.silences').getByRole('link', { name: '2 alerts', exact: true }).waitFor();
  await button(page, 'Edit').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('To', { exact: true }).fill('yesterday');
  await dialog.getByText('Write now+2h').waitFor();
  check(await button(dialog, 'Save').isDisabled(), 'a silence without an end can be saved');
  await dialog.getByLabel('To', { exact: true }).fill('now+3d');
  await dialog.getByLabel('Comment').fill('still moving');
  await accessible(page, 'the dialog of a silence that is there');
  await button(dialog, 'Save').click();
  await page.locator('.silences tr', { hasText: 'still moving' }).getByText('Ends in 3 days').waitFor();
  check((await page.locator('.silences tbody tr').count()) === 1, 'a changed silence is another one');
  await button(page, 'Expire').click();
  await dialog.getByText('2 alerts that fire are told again.').waitFor();
  await button(dialog, 'Expire').click();
  await page.getByText('No silences').waitFor();
  await page.getByText('Expired 1').click();
  await button(page, 'Silence again').click();
  await dialog.getByText('2 alerts fire now').waitFor();
  await page.keyboard.press('Escape');
}

async function recurringSilence(page) {
  await button(page, 'New recurring silence').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByPlaceholder('Label').fill('job');
  await dialog.getByPlaceholder('Value').fill('db');
  await dialog.getByText('Mon', { exact: true }).click();
  await dialog.getByLabel('To', { exact: true }).fill('25:00');
  await dialog.getByLabel('Comment').fill('backup');
  await button(dialog, 'Silence').click();
  await dialog.locator('.banner.bad').waitFor();
  await dialog.getByLabel('To', { exact: true }).fill('05:00');
  await button(dialog, 'Silence').click();
  await page.getByText('Mon 02:00–05:00 UTC').waitFor();
  await button(page.locator('.silences tr', { hasText: 'backup' }), 'Edit').click();
  check((await dialog.getByPlaceholder('Value').inputValue()) === 'db', 'the matcher is not in the form');
  await dialog.getByText('Tue', { exact: true }).click();
  await button(dialog, 'Save').click();
  await page.getByText('Mon, Tue 02:00–05:00 UTC').waitFor();
}

/** A rule by the form: tried on what is stored, saved, in force, and changed. */
async function newRule(page) {
  await page.goto(at('alerts/rules'));
  await button(page, 'New rule').click();
  await page.getByPlaceholder('TargetDown').fill('MadeHere');
  await page.locator('.cm-content').click();
  await page.keyboard.type('vector(3) > 1');
  await page.keyboard.press('Escape');
  await page.getByLabel('For', { exact: true }).fill('1m');
  await page.waitForFunction(() => Number(document.querySelector('section.panel')?.dataset.rows) > 0);
  await page.getByRole('textbox', { name: 'Threshold' }).fill('2');
  await page.locator('.cm-content', { hasText: 'vector(3) > 2' }).waitFor();
  await dragged(page);
  await page.getByText('It would be told to: ops').waitFor();
  await button(page, 'Back-test').click();
  await page.getByText(/would have fired \d+ time/).waitFor();
  await page.getByRole('link', { name: 'Rules', exact: true }).click();
  const question = page.getByRole('dialog');
  await button(question, 'Keep editing').click();
  await picture(page, out, 'new-rule');
  await accessible(page, 'the form of a rule');
  await button(page, 'Save and put in force').click();
  await page.getByRole('link', { name: 'MadeHere' }).click();
  await button(page, 'Edit').click();
  await page.getByLabel('For', { exact: true }).fill('soon');
  await button(page, 'Save and put in force').click();
  await page.locator('.banner.bad', { hasText: 'rules.yml:' }).waitFor();
  await page.getByLabel('For', { exact: true }).fill('2m');
  await button(page, 'Save and put in force').click();
  await page.getByRole('link', { name: 'MadeHere' }).waitFor();
}

/** The threshold is moved on the graph by the pointer and by keyboard; 2 is where it ends. */
async function dragged(page) {
  const limit = page.getByRole('textbox', { name: 'Threshold' });
  const handle = page.getByRole('slider', { name: 'Threshold' });
  const { x, y } = await handle.boundingBox();
  await page.mouse.move(x + 100, y + 6);
  await page.mouse.down();
  await page.mouse.move(x + 100, y + 40, { steps: 4 });
  await page.mouse.up();
  await page.waitForFunction(() => !document.querySelector('.cm-content').textContent.endsWith('> 2'));
  const lower = Number(await limit.inputValue());
  check(lower < 2 && lower > 0, `dragged below 2 the threshold is ${lower}`);
  await handle.focus();
  await page.keyboard.press('ArrowUp');
  await page.waitForFunction(
    before => !document.querySelector('.cm-content').textContent.endsWith(`> ${before}`),
    lower,
  );
  check(Number(await limit.inputValue()) > lower, 'the arrow key does not raise the threshold');
  await limit.fill('2');
  await page.locator('.cm-content', { hasText: 'vector(3) > 2' }).waitFor();
}

/** What the server says about a wrong file is shown, and its line is marked. */
async function brokenFile(page) {
  await page.goto(at('alerts/files'));
  await picture(page, out, 'files');
  await accessible(page, 'the files');
  await page.getByRole('link', { name: 'rules.yml' }).click();
  await page.locator('.cm-line', { hasText: 'expr:' }).click();
  await page.keyboard.press('End');
  await page.keyboard.type(' >');
  await button(page, 'Save and put in force').click();
  await page.locator('.banner.bad', { hasText: 'rules.yml:5:' }).waitFor();
  await page.locator('.cm-lintRange-error').waitFor();
  await picture(page, out, 'file');
  await accessible(page, 'a file');
}

async function routes(page) {
  await page.goto(at('alerts/routes'));
  await page.getByLabel('Who would get this?').fill('severity=page job="x y"');
  await page.locator('.node.taken', { hasText: 'phone' }).waitFor();
  await page
    .locator('.node', { hasText: 'severity="none"' })
    .getByText('tells nobody now (always)')
    .waitFor();
  const row = page.locator('tr', { hasText: 'phone' });
  await button(row, 'Send a test').click();
  await row.getByText('webhook').nth(1).waitFor();
  await picture(page, out, 'routes');
  await accessible(page, 'the routes');
  await routeByForm(page);
  await receiver(page);
}

/** A receiver from the form is in force with a route of its own, and a rule is told to it by choosing it. */
async function receiver(page) {
  await button(page, 'New receiver').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('made here');
  await dialog.getByRole('combobox', { name: 'Channel' }).click();
  await page.getByRole('option', { name: /^webhook/ }).click();
  await button(dialog, 'Save and put in force').click();
  await dialog.getByText('Letters, digits').waitFor();
  await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('made-here');
  await dialog.getByLabel('URL', { exact: true }).fill('http://127.0.0.1:1/');
  await accessible(page, 'the dialog of a receiver');
  await button(dialog, 'Save and put in force').click();
  await dialog.waitFor({ state: 'detached' });
  await page.locator('.node', { hasText: 'receiver="made-here"' }).waitFor();
  await changedReceiver(page);
  await renamedReceiver(page);
  await fromQuery(page);
  await page.getByPlaceholder('TargetDown').fill('Told');
  await page.getByText('More settings').click();
  await page.getByRole('combobox', { name: 'Tell' }).click();
  await page.getByRole('option', { name: 'made-here' }).click();
  await page.locator('p', { hasText: 'It would be told to: made-here' }).waitFor();
  check(
    (await page.getByRole('textbox', { name: 'Labels: Value' }).last().inputValue()) === 'made-here',
    'the label that leads to the receiver is not among those of the rule',
  );
}

/** A query without a limit gets one in the form; one that has it is tried on the last day at once. */
async function fromQuery(page) {
  await page.goto(at('query?expr=up'));
  await button(page, 'Alert on this').click();
  await page.getByText('Without a threshold it fires for each series').waitFor();
  await page.getByRole('combobox', { name: 'It fires when the value' }).click();
  await page.getByRole('option', { name: 'is below', exact: true }).click();
  await page.getByRole('textbox', { name: 'Threshold' }).pressSequentially('0.5');
  await page.locator('.cm-content', { hasText: 'up < 0.5' }).waitFor();
  await page.goto(at('query?expr=up%20%3C%200.5'));
  await button(page, 'Alert on this').click();
  await page.locator('.lane-track span').nth(1).waitFor();
  await page.getByRole('textbox', { name: 'Threshold' }).fill('0.7');
  await page.getByText('The rule has changed since').waitFor();
  await picture(page, out, 'alert-on-this');
}

/**
 * A receiver of alertmanager.yml gets another channel; its secret stays in the file, and so do the comments, which BrowserAlertsTest
 * looks for. A mistake is said where it is.
 */
async function changedReceiver(page) {
  const phone = page.locator('tr', { has: page.getByRole('cell', { name: 'phone', exact: true }) });
  await button(phone, 'Edit').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('alertmanager.yml').waitFor();
  check(
    (await dialog.getByLabel('URL', { exact: true }).inputValue()) === '<secret>',
    'the form shows the secret of a channel',
  );
  await dialog.getByText('More settings').first().click();
  await dialog.getByLabel('Max alerts').fill('7');
  await button(dialog, 'Add a channel').click();
  await dialog.getByRole('combobox', { name: 'Channel' }).click();
  await page.getByRole('option', { name: /^discord/ }).click();
  await button(dialog, 'Save and put in force').click();
  await dialog.getByText('no discord webhook URL').first().waitFor();
  await accessible(page, 'the dialog of a receiver that there is');
  await picture(page, out, 'receiver');
  await dialog.getByLabel('Webhook URL', { exact: true }).fill('http://127.0.0.1:1/');
  await button(dialog, 'Save and put in force').click();
  await dialog.waitFor({ state: 'detached' });
  await phone.getByText('discord').waitFor();
}

/** The route follows the name of a receiver; one that a route names is deleted when another takes its place. */
async function renamedReceiver(page) {
  const row = name => page.locator('tr', { has: page.getByRole('cell', { name, exact: true }) });
  const dialog = page.getByRole('dialog');
  const made = page.locator('.node', { hasText: 'receiver="made-here"' });
  const rename = async (from, to) => {
    await button(row(from), 'Edit').click();
    await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill(to);
    await button(dialog, 'Save and put in force').click();
  };
  await rename('made-here', 'phone');
  await dialog.getByText('There is one of this name already').waitFor();
  await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('the crew');
  await button(dialog, 'Save and put in force').click();
  await dialog.waitFor({ state: 'detached' });
  await made.getByText('the crew').waitFor();
  await rename('the crew', 'made-here');
  await dialog.waitFor({ state: 'detached' });
  await made.getByText('made-here', { exact: true }).waitFor();
  await button(row('made-here'), 'Edit').click();
  await button(dialog, 'Delete the receiver').click();
  await dialog.getByText('1 route names it:').waitFor();
  const sure = button(dialog, 'Delete the receiver').first();
  check(await sure.isDisabled(), 'a receiver that a route names can be deleted without another in its place');
  await accessible(page, 'the deletion of a receiver');
  await picture(page, out, 'receiver-deletion');
  await button(dialog, 'Keep it').click();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
}

/**
 * A route from the form says before who would get an alert and after; it is moved before its sibling and changed. BrowserAlertsTest
 * looks for it in alertmanager.yml. A mistake is said at its field.
 */
async function routeByForm(page) {
  const dialog = page.getByRole('dialog');
  await button(page, 'Add a route below everything else').click();
  await dialog.getByPlaceholder('Label').fill('job');
  await dialog.getByPlaceholder('Value').fill('web');
  await dialog.getByRole('combobox', { name: 'Receiver' }).click();
  await page.getByRole('option', { name: 'phone' }).click();
  await dialog.getByText('3 of 3').waitFor();
  await button(dialog, 'Move up').click();
  await dialog.getByText('2 of 3').waitFor();
  await dialog.getByLabel('First after').fill('soon');
  await button(dialog, 'Save and put in force').click();
  await dialog.locator('.banner.bad').waitFor();
  check(
    (await dialog.getByLabel('First after').getAttribute('aria-invalid')) === 'true',
    'a wrong duration is not said at its field',
  );
  await dialog.getByLabel('First after').fill('5s');
  await dialog.getByLabel('Who would get this?').fill('job=web');
  await dialog.getByText('before: ops → after: phone').first().waitFor();
  await accessible(page, 'the dialog of a route');
  await picture(page, out, 'route');
  await button(dialog, 'Save and put in force').click();
  await dialog.waitFor({ state: 'detached' });
  await button(page, 'Edit the route job="web"').click();
  await dialog.getByRole('switch', { name: 'Goes on' }).press('Space');
  await button(dialog, 'Delete').click();
  await dialog.getByText('0 routes below it go with it').waitFor();
  await accessible(page, 'the deletion of a route');
  await button(dialog, 'Keep it').click();
  await button(dialog, 'Save and put in force').click();
  await dialog.waitFor({ state: 'detached' });
  await page.locator('.node', { hasText: 'job="web"' }).getByText('and goes on').waitFor();
}

/** An inhibition rule from the form says what it would hold back. */
async function inhibitionByForm(page) {
  const dialog = page.getByRole('dialog');
  await button(page, 'New inhibition rule').click();
  const side = name => dialog.getByRole('group', { name });
  await side('While this fires').getByPlaceholder('Label').fill('severity');
  await side('While this fires').getByPlaceholder('Value').fill('page');
  await button(dialog, 'Save and put in force').click();
  await dialog.getByText('It needs at least one matcher').waitFor();
  await side('this is held back').getByPlaceholder('Label').fill('severity');
  await side('this is held back').getByPlaceholder('Value').fill('info');
  await dialog.getByLabel('when equal').fill('job');
  await page.keyboard.press('Enter');
  await dialog.getByText('It would hold back 0 alerts now').waitFor();
  await accessible(page, 'the dialog of an inhibition rule');
  await picture(page, out, 'inhibition');
  await button(dialog, 'Save and put in force').click();
  await dialog.waitFor({ state: 'detached' });
  await page.locator('.inhibitions', { hasText: 'severity="info"' }).waitFor();
}

/** Rules that hold back alerts, or that there are none. */
async function inhibitions(page) {
  await page.goto(at('alerts/inhibitions'));
  await page.getByText('While an alert of the first column fires').waitFor();
  await page.locator('.inhibitions, .hint', { hasText: /inhibit_rules|While this fires/ }).waitFor();
  await picture(page, out, 'inhibitions');
  await accessible(page, 'the inhibition rules');
  await inhibitionByForm(page);
}

async function history(page) {
  await page.goto(at('alerts/history'));
  await page.getByPlaceholder('Matchers').fill('alertname="TargetDown"');
  await page.locator('tbody .health', { hasText: 'Acknowledged' }).waitFor();
  await picture(page, out, 'history');
  await accessible(page, 'the history');
}

/** A small screen, light colours, Korean: nothing is wider than the screen. */
async function narrow(page) {
  await page.evaluate(() => localStorage.setItem('gnomon-language', 'ko'));
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 360, height: 800 });
  for (const tab of [
    'alerts',
    'alerts/rules',
    'alerts/silences',
    'alerts/routes',
    'alerts/inhibitions',
    'alerts/history',
    'alerts/edit',
  ]) {
    await page.goto(at(tab));
    await page
      .getByText(tab === 'alerts/edit' ? '새 규칙' : '이력')
      .first()
      .waitFor();
    await page.waitForFunction(() => !document.querySelector('[role=status][aria-label]'));
    await picture(page, out, `narrow-${tab.replace('/', '-')}`);
    await accessible(page, `${tab} on a small screen in light colours`);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    check(width <= 360, `${tab} is ${width} pixels wide on a screen of 360`);
  }
}
