// How much a new browser profile transfers before the first panel of a dashboard is drawn, and when that is: node load.mjs
// with BASE_URL and PASSWORD of "admin". Prints both; fails above the limit of 400 KB.
import { base, check, look, saved } from './browser.mjs';

const LIMIT = 400 * 1024;
/** One panel, of the largest kind: those of other kinds load beside the first one, and on a busy machine some come before it. */
const DASHBOARD = {
  uid: 'load',
  title: 'Load',
  schemaVersion: 41,
  time: { from: 'now-15m', to: 'now' },
  panels: [
    {
      id: 1,
      type: 'timeseries',
      title: 'One',
      gridPos: { x: 0, y: 0, w: 24, h: 10 },
      targets: [{ refId: 'A', expr: 'vector(1)' }],
    },
  ],
};

look(async page => {
  await saved(DASHBOARD);
  const network = await page.context().newCDPSession(page);
  await network.send('Network.enable');
  let bytes = 0;
  let requests = 0;
  network.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength;
    requests++;
  });
  const began = Date.now();
  await page.goto(new URL('d/load', base).href, { waitUntil: 'commit' });
  await page.waitForFunction(() =>
    [...document.querySelectorAll('section.panel')].some(
      panel => panel.dataset.state === 'running' && Number(panel.dataset.rows) > 0,
    ),
  );
  console.log(
    `first panel after ${Date.now() - began} ms, ${requests} requests, ${(bytes / 1024).toFixed(0)} KB transferred`,
  );
  check(bytes > 50 * 1024, `only ${bytes} bytes were counted`);
  check(bytes <= LIMIT, `${bytes} bytes were transferred before the first panel; the limit is ${LIMIT}`);
});
