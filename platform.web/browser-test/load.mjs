// How much a new browser profile transfers before the first panel of the home page is drawn, and when that is: node load.mjs
// with BASE_URL. Prints both; fails above the limit of 400 KB.
import { base, check, look } from './browser.mjs';

const LIMIT = 400 * 1024;

look(async page => {
  const network = await page.context().newCDPSession(page);
  await network.send('Network.enable');
  let bytes = 0;
  let requests = 0;
  network.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength;
    requests++;
  });
  const began = Date.now();
  await page.goto(base.href, { waitUntil: 'commit' });
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
