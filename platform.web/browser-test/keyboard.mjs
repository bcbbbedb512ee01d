// What share.mjs does besides: the help of shortcuts, what they do, and a walk by Tab that sees where the focus is.
import { accessible } from './axe.mjs';
import { base, check, picture } from './browser.mjs';

const STEPS = 60;

export async function keyboard(page, out) {
  await page.goto(new URL('d/shared', base).href);
  await page.locator('section.panel[data-state="running"]').first().waitFor();
  await help(page, out);
  await shortcuts(page);
  await walk(page);
}

async function help(page, out) {
  await page.keyboard.press('?');
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Share the panel').waitFor();
  await picture(page, out, 'shortcuts');
  await accessible(page, 'the shortcuts');
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
}

async function shortcuts(page) {
  const press = async keys => {
    for (const key of keys.split(' ')) await page.keyboard.press(key);
  };
  await press('t a');
  await page.waitForURL(/from=\d+&to=\d+/);
  const before = page.url();
  await press('t ArrowLeft');
  await page.waitForURL(url => url.href !== before);
  await press('d k');
  await page.locator('nav').waitFor({ state: 'detached' });
  await press('Escape');
  await page.locator('nav').first().waitFor();
  await page.locator('section.panel').first().hover();
  await press('v');
  await page.waitForFunction(() => document.querySelectorAll('section.panel').length === 1);
  await press('Escape');
  await page.waitForFunction(() => document.querySelectorAll('section.panel').length > 1);
  await press('d s');
  await page.getByRole('dialog').getByText('Variables').first().waitFor();
  await press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Discard' }).click();
  await press('g d');
  await page.waitForURL(/\/dashboards$/);
  await page.goBack();
  await page.locator('section.panel[data-state="running"]').first().waitFor();
}

/** Every stop of Tab shows that it has the focus. */
async function walk(page) {
  const blind = new Set();
  const stops = new Set();
  for (let step = 0; step < STEPS; step++) {
    await page.keyboard.press('Tab');
    const { name, seen } = await page.evaluate(focused);
    stops.add(name);
    if (!seen) blind.add(name);
  }
  check(stops.size > 15, `Tab stops at ${stops.size} places only: ${[...stops].join(' | ')}`);
  check(blind.size === 0, `the focus cannot be seen on: ${[...blind].join(' | ')}`);
}

/** In the page: what has the focus, also inside a panel, and whether something shows it. */
function focused() {
  let element = document.activeElement;
  while (element.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  const name = `${element.tagName} ${element.getAttribute('aria-label') ?? element.textContent.slice(0, 40)}`;
  if (element === document.body) return { name, seen: true };
  const look = node => {
    const { outlineStyle, outlineWidth, boxShadow, borderColor } = getComputedStyle(node);
    return {
      outlined: outlineStyle !== 'none' && Number.parseFloat(outlineWidth) > 0,
      rest: boxShadow + borderColor,
    };
  };
  const now = look(element);
  if (now.outlined || !element.matches('input, textarea')) return { name, seen: now.outlined };
  // Fields change their border; how it is without the focus is seen after it has left.
  element.blur();
  const after = look(element);
  element.focus();
  return { name, seen: after.rest !== now.rest };
}
