// Shows the home page while a panel plugin is replaced: node swap.mjs with BASE_URL and PANEL (a panel type, "gauge").
// Prints "showing" when every panel of that type is drawn; then waits until each runs from another module, in the same
// document, with nothing else on the page disturbed. Fails with a sentence.
import { base, check, look } from './browser.mjs';

const type = process.env.PANEL ?? 'gauge';

look(async page => {
  await page.goto(base.href);
  await page.waitForFunction(wanted => {
    const panels = [...document.querySelectorAll('section.panel')];
    return (
      panels.some(p => p.dataset.panelType === wanted) && panels.every(p => p.dataset.state === 'running')
    );
  }, type);
  const before = await modules(page);
  await page.evaluate(() => {
    window.sameDocument = true;
  });
  console.log('showing');
  await page.waitForFunction(
    ([wanted, old]) =>
      [...document.querySelectorAll('section.panel')]
        .filter(p => p.dataset.panelType === wanted)
        .every(p => p.dataset.state === 'running' && !old.includes(p.dataset.module)),
    [type, before.map(p => p.module)],
    { polling: 50 },
  );
  check(await page.evaluate(() => window.sameDocument), 'the page was loaded again');
  const others = panels => JSON.stringify(panels.filter(p => p.type !== type));
  const after = await modules(page);
  check(others(before) === others(after), `other panels changed too: ${others(after)}`);
  console.log('swapped in place');
});

const modules = page =>
  page.$$eval('section.panel', panels =>
    panels.map(p => ({ type: p.dataset.panelType, module: p.dataset.module })),
  );
