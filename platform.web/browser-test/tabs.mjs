// Ten tabs of one browser over plain HTTP/1.1, from a host that browsers do not call secure: node tabs.mjs with BASE_URL and
// PASSWORD of "admin". They share one stream of events, so each gets its data although a browser keeps six connections to a
// host, and each sees what is changed. Fails with a sentence.
import { createServer, request } from 'node:http';
import { base, check, look, saved } from './browser.mjs';

const TABS = 10;
const HOST = 'gnomon.test';
let streams = 0;
let mostStreams = 0;

/** Passes requests on and counts the streams that are open at a time. */
const proxy = createServer((incoming, outgoing) => {
  const events = incoming.url.endsWith('/events');
  if (events) mostStreams = Math.max(mostStreams, ++streams);
  const passed = request(
    {
      host: base.hostname,
      port: base.port,
      path: incoming.url,
      method: incoming.method,
      headers: {
        ...incoming.headers,
        host: base.host,
        ...(incoming.headers.origin && { origin: base.origin }),
      },
    },
    answer => {
      outgoing.writeHead(answer.statusCode, answer.headers);
      answer.pipe(outgoing);
    },
  );
  passed.on('error', () => outgoing.destroy());
  incoming.pipe(passed);
  outgoing.on('close', () => {
    if (events) streams--;
    passed.destroy();
  });
});

async function save(title) {
  const panel = {
    id: 1,
    type: 'stat',
    title: 'One',
    gridPos: { x: 0, y: 0, w: 12, h: 6 },
    targets: [{ refId: 'A', expr: 'vector(1)' }],
  };
  await saved({ uid: 'tabs', title, schemaVersion: 41, panels: [panel] });
}

await new Promise(listening => proxy.listen(0, '127.0.0.1', listening));
await save('Before');
await look(
  async page => {
    const address = `http://${HOST}:${proxy.address().port}${base.pathname}d/tabs`;
    const tabs = [page];
    while (tabs.length < TABS) tabs.push(await page.context().newPage());
    for (const tab of tabs) await tab.goto(address);
    check(!(await page.evaluate(() => window.isSecureContext)), 'the page is in a secure context');
    for (const tab of tabs) {
      await tab.bringToFront();
      await tab.waitForFunction(() => Number(document.querySelector('section.panel')?.dataset.rows) > 0);
    }
    await save('After');
    for (const tab of tabs) await tab.getByRole('heading', { name: 'After' }).waitFor();
    check(mostStreams === 1, `${TABS} tabs had ${mostStreams} streams open at a time`);
    console.log(`${TABS} tabs, ${mostStreams} stream`);
  },
  [`--host-resolver-rules=MAP ${HOST} 127.0.0.1`],
);
proxy.closeAllConnections();
proxy.close();
