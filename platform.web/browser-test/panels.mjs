// Draws every panel with frames that never change and looks: node panels.mjs with BASE_URL of mock/server.mjs and
// OUT_DIR. Fails with a sentence when a panel is not drawn, empty, silent, or looks other than panels.txt says (WRITE=1 makes
// that file anew). Writes panels.png.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { base, check, deadlineMs, look } from './browser.mjs';
import { compareLooks, looksOther } from './looks.mjs';

const out = process.env.OUT_DIR ?? 'target';
mkdirSync(out, { recursive: true });

look(async page => {
  await page.setViewportSize({ width: 1600, height: 2600 });
  await page.clock.setFixedTime(new Date('2026-01-15T12:00:30Z'));
  await page.goto(new URL('d/panels', base).href);
  await page.waitForSelector('section.panel');
  await page
    .waitForFunction(
      () => {
        const panels = [...document.querySelectorAll('section.panel')];
        return panels.length > 0 && panels.every(p => p.dataset.state === 'running');
      },
      undefined,
      { polling: 100 },
    )
    .catch(() => {});
  await page.waitForFunction(() =>
    [...document.querySelectorAll('section.panel:not([data-panel-type="text"])')].every(
      p => Number(p.dataset.rows) > 0,
    ),
  );
  await page
    .waitForFunction(() =>
      [...document.querySelectorAll('section.panel .panel-body')].every(body => body.ariaLabel),
    )
    .catch(() => {});
  await page.evaluate(() => document.fonts.ready);
  await page.evaluate(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))));
  await page.screenshot({ path: join(out, 'panels.png') });
  const panels = await page.$$eval('section.panel', sections =>
    sections.map(section => {
      const body = section.querySelector('.panel-body');
      return {
        title: section.querySelector('h3').textContent,
        state: section.dataset.state,
        marks: body.shadowRoot.querySelectorAll(
          'rect, path, canvas, .fill, .lamp, .entry, [role=cell], p, .tile',
        ).length,
        words: body.getAttribute('aria-label') ?? '',
        broken: /NaN|undefined|\[object/.test(body.shadowRoot.innerHTML),
        cover: section.querySelector('.cover')?.textContent ?? '',
      };
    }),
  );
  for (const panel of panels) {
    check(panel.state === 'running' && !panel.cover, `${panel.title} is ${panel.state}: ${panel.cover}`);
    check(panel.marks > 0, `${panel.title} has drawn nothing`);
    check(!panel.broken, `${panel.title} has NaN or undefined in its picture`);
    check(panel.words.length > 10, `${panel.title} says nothing to screen readers`);
  }
  await compareLooks(page, process.env.WRITE);
  await aMissingLineIsSeen(page);
  await dataTables(page);
  await annotations(page);
  await variablesAndView(page);
  console.log(`${panels.length} panels drawn; picture in ${out}`);
});

/** That the comparison sees what is wrong: a chart without one of its five lines does not pass. */
async function aMissingLineIsSeen(page) {
  const chart = page.locator('section.panel[data-panel-type="timeseries"]').first();
  const line = chart.getByRole('button', { name: 'web-2', exact: true });
  for (const missing of [true, false]) {
    await line.click({ modifiers: ['ControlOrMeta'] });
    await page.mouse.move(0, 0);
    const deadline = Date.now() + deadlineMs;
    while ((await looksOther(page, 'Time series in Europe')) !== missing)
      check(
        Date.now() < deadline,
        `with a line ${missing ? 'hidden' : 'shown again'} the chart looks as before`,
      );
  }
}

/** Every panel with data has it as a table, which says what a screen reader hears and has no broken text. */
async function dataTables(page) {
  const switches = page.getByRole('button', { name: 'Show the data as a table' });
  const panels = await switches.count();
  for (let i = 0; i < panels; i++) await switches.first().click();
  const tables = await page.$$eval('section.panel:has(.data-table)', sections =>
    sections.map(section => ({
      title: section.querySelector('h3').textContent,
      rows: section.querySelectorAll('.data-table tbody tr').length,
      words: section.querySelector('.data-table p')?.textContent ?? '',
      broken: /NaN|undefined|\[object|Invalid|1970/.exec(
        section.querySelector('.data-table').textContent,
      )?.[0],
    })),
  );
  check(tables.length === panels && panels >= 20, `${tables.length} of ${panels} panels show a table`);
  for (const { title, rows, words, broken } of tables) {
    check(rows > 0 && words.length > 10, `the table of ${title} has ${rows} rows and says "${words}"`);
    check(!broken, `the table of ${title} has "${broken}" in it`);
  }
  const back = page.getByRole('button', { name: 'Show the panel' });
  for (let i = 0; i < panels; i++) await back.first().click();
}

/** Marks stand on every chart over time, tell what they are to the keyboard too, and can be switched off. */
async function annotations(page) {
  for (const type of ['timeseries', 'state-timeline', 'status-history', 'heatmap']) {
    const marks = page.locator(`section.panel[data-panel-type="${type}"]`).first().locator('.marks button');
    check((await marks.count()) === 2, `${type} shows ${await marks.count()} annotations instead of 2`);
  }
  const mark = page
    .locator('section.panel[data-panel-type="timeseries"]')
    .first()
    .getByRole('button', { name: /^Deployed, to all hosts, web, v1\.4, 2026-01-15 11:20:00$/ });
  await mark.focus();
  await page.getByRole('tooltip').getByText('to all hosts').waitFor();
  await page.screenshot({ path: join(out, 'annotation.png'), clip: { x: 0, y: 0, width: 800, height: 600 } });
  await mark.blur();
  await page.getByRole('checkbox', { name: 'Deploys' }).uncheck();
  await page.waitForFunction(() =>
    [...document.querySelectorAll('section.panel .panel-body')].every(
      body => body.shadowRoot.querySelectorAll('.marks button').length === 0,
    ),
  );
}

/** A choice goes into the address and into titles; a panel is shown alone and left with Escape. */
async function variablesAndView(page) {
  await page.locator('.variables').getByRole('button', { name: /^zone/ }).click();
  await page.getByRole('menuitemcheckbox', { name: /America/ }).click();
  await page.getByText('Time series in Europe + America').waitFor();
  await page.waitForURL(/var-zone=eu&var-zone=us/);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Show this panel alone' }).first().click();
  await page.waitForFunction(() => document.querySelectorAll('section.panel').length === 1);
  await page.waitForFunction(() => Number(document.querySelector('section.panel').dataset.rows) > 0);
  await page.screenshot({ path: join(out, 'panel-alone.png') });
  await page.keyboard.press('Escape');
  await page.waitForFunction(() => document.querySelectorAll('section.panel').length > 1);
}
