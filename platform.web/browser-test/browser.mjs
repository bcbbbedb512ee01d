// What both looks at the page share: the server's address, the browser, how a look fails.
import { join } from 'node:path';
import chromiumFromNpm from '@sparticuz/chromium';
import { chromium } from 'playwright-core';

export const base = new URL(process.env.BASE_URL ?? 'http://127.0.0.1:9090/');
export const deadlineMs = Number(process.env.DEADLINE_MS ?? 60_000);

const fail = sentence => {
  throw new Error(sentence);
};
export const check = (condition, sentence) => condition || fail(sentence);

let lapBegan = performance.now();
/** Prints what a look has done since the last time it said so, and for how many seconds, unless that is nothing. */
export function lap(what) {
  const now = performance.now();
  const seconds = ((now - lapBegan) / 1000).toFixed(1);
  if (seconds !== '0.0') console.log(`${seconds.padStart(6)} s  ${what}`);
  lapBegan = now;
}

/** Opens a browser, hands a page to the look, ends the process with 1 and a sentence when it fails. CHROMIUM names another browser, `more` are flags for it. */
export function look(atPage, more = []) {
  return open(atPage, more).catch(error => {
    console.error(error.message);
    process.exitCode = 1;
  });
}

/** A browser with more arguments; CHROMIUM names another one than npm's. */
export async function launched(more = []) {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? (await chromiumFromNpm.executablePath()),
    args: ['--no-sandbox', '--disable-gpu', '--headless=shell', ...more],
  });
}

async function open(atPage, more) {
  const browser = await launched(more);
  try {
    const context = await browser.newContext({
      locale: 'en-US',
      timezoneId: 'UTC',
      colorScheme: 'dark',
      viewport: { width: 1440, height: 1080 },
    });
    const page = await context.newPage();
    page.setDefaultTimeout(deadlineMs);
    const problems = [];
    page.on('pageerror', error => problems.push(`script error: ${error.message}`));
    page.on('console', message => {
      if (/content.security.policy/i.test(message.text())) problems.push(message.text());
    });
    await page.addInitScript(() => {
      window.violations = [];
      document.addEventListener('securitypolicyviolation', event =>
        window.violations.push(`${event.violatedDirective} ${event.blockedURI}`),
      );
    });
    try {
      await atPage(page);
    } catch (error) {
      if (process.env.OUT_DIR) await page.screenshot({ path: join(process.env.OUT_DIR, 'failed.png') });
      throw error;
    }
    check(problems.length === 0, `the page complained:\n${problems.join('\n')}`);
  } finally {
    await browser.close();
  }
}

/** Logs in as the administrator whose password PASSWORD says. */
export async function login(page) {
  const button = place => place.getByRole('button', { name: 'Log in', exact: true });
  await button(page).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Password' }).fill(process.env.PASSWORD);
  await button(dialog).click();
  await dialog.waitFor({ state: 'detached' });
}

/** Puts a dashboard into the server as the administrator whose password PASSWORD says, over the one of its uid. */
export async function saved(dashboard) {
  const address = new URL(`api/gnomon/v1/dashboards/${dashboard.uid}`, base);
  const headers = {
    authorization: `Basic ${Buffer.from(`admin:${process.env.PASSWORD}`).toString('base64')}`,
    'content-type': 'application/json',
  };
  const { meta } = await (await fetch(address, { headers })).json();
  const body = JSON.stringify({ dashboard, version: meta?.version ?? 0 });
  const answer = await fetch(address, { method: 'PUT', headers, body });
  check(answer.ok, `the dashboard was not saved: ${await answer.text()}`);
}

/** Lets a file go on the page and imports it, into a folder when one is given. */
export async function dropped(page, dashboard, folder = '') {
  const data = await page.evaluateHandle(json => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([json], 'dashboard.json', { type: 'application/json' }));
    return transfer;
  }, JSON.stringify(dashboard));
  await page.dispatchEvent('body', 'drop', { dataTransfer: data });
  const dialog = page.getByRole('dialog');
  await dialog.getByText(dashboard.title).waitFor();
  if (folder) await dialog.getByLabel('Folder').fill(folder);
  await dialog.getByRole('button', { name: 'Import', exact: true }).click();
}

/** A picture of the page with its fonts and without the pointer. */
export async function picture(page, folder, name) {
  await page.mouse.move(0, 0);
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: join(folder, `${name}.png`) });
  lap(`until the picture ${name}`);
}

/** Watches the frames of a page from now on; the answer is asked for when enough has happened. Milliseconds. */
export async function watchFrames(page) {
  await page.evaluate(() => {
    window.gaps = [];
    window.tasks = [0];
    let last = 0;
    const tick = now => {
      if (last) window.gaps.push(now - last);
      last = now;
      requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
    new PerformanceObserver(list => {
      for (const task of list.getEntries()) window.tasks.push(task.duration);
    }).observe({ type: 'longtask' });
  });
  return async () => {
    const { gaps, tasks } = await page.evaluate(() => ({ gaps: window.gaps, tasks: window.tasks }));
    gaps.sort((a, b) => a - b);
    return {
      frames: gaps.length,
      frameGapP95: gaps[Math.ceil(0.95 * gaps.length) - 1],
      longestTask: Math.max(...tasks),
    };
  };
}
