// How soon a dashboard stands, how smoothly it moves, whether it grows: node measure.mjs with BASE_URL,
// DASHBOARD and CROSSHAIR (paths of two dashboards), RUNS and REFRESH_S. Prints a line of JSON: milliseconds, bytes.
import { base, launched, watchFrames } from './browser.mjs';

const runs = Number(process.env.RUNS ?? 5);
const refreshSeconds = Number(process.env.REFRESH_S ?? 60);
const MOVES = 240;

/** Milliseconds since the navigation when all panels in sight are drawn, or false; in the page. */
function standing(panels) {
  const seen = [...document.querySelectorAll('section.panel')].filter(panel => {
    const { top, bottom } = panel.getBoundingClientRect();
    return top < innerHeight && bottom > 0;
  });
  const drawn = panel => panel.dataset.state === 'running' && !panel.querySelector('.loading-bar.on');
  return seen.length >= panels && seen.every(drawn) && performance.now();
}

const browser = await launched(['--js-flags=--expose-gc']);
const result = { cold: [], warm: [], firstPanelBytes: [] };
try {
  if (process.env.DASHBOARD) await dashboard();
  if (process.env.CROSSHAIR) await crosshair();
  if (refreshSeconds > 0) await heap();
  console.log(JSON.stringify(result));
} finally {
  await browser.close();
}

function profile() {
  return browser.newContext({ locale: 'en-US', timezoneId: 'UTC', viewport: { width: 1440, height: 1080 } });
}

async function dashboard() {
  const address = new URL(process.env.DASHBOARD, base);
  const first = await profile();
  const page = await first.newPage();
  await page.goto(address.href);
  result.first = await stands(page, 4);
  await page.waitForLoadState('networkidle').catch(() => {});
  const panels = await page.evaluate(
    () =>
      [...document.querySelectorAll('section.panel')].filter(panel => {
        const { top, bottom } = panel.getBoundingClientRect();
        return top < innerHeight && bottom > 0;
      }).length,
  );
  result.panels = panels;
  await first.close();
  for (let run = 0; run < runs; run++) {
    // A range of its own, so that no answer of the server is kept from before.
    const end = Date.now() - (run + 1) * 61_000;
    address.searchParams.set('from', end - 86_400_000);
    address.searchParams.set('to', end);
    const fresh = await profile();
    const shown = await fresh.newPage();
    result.firstPanelBytes.push(await transferred(shown, address));
    result.cold.push(await stands(shown, panels));
    await shown.reload({ waitUntil: 'commit' });
    result.warm.push(await stands(shown, panels));
    await fresh.close();
  }
}

async function stands(page, panels) {
  const time = await page.waitForFunction(standing, panels, { polling: 'raf', timeout: 60_000 });
  return time.jsonValue();
}

/** Goes there; what came over the wire before the first panel was drawn. */
async function transferred(page, address) {
  const wire = await page.context().newCDPSession(page);
  await wire.send('Network.enable');
  let bytes = 0;
  wire.on('Network.loadingFinished', event => {
    bytes += event.encodedDataLength;
  });
  await page.goto(address.href, { waitUntil: 'commit' });
  await page.waitForFunction(
    () => document.querySelector('section.panel[data-state="running"]') !== null,
    undefined,
    { polling: 'raf', timeout: 60_000 },
  );
  return bytes;
}

async function crosshair() {
  const context = await profile();
  const page = await context.newPage();
  await page.goto(new URL(process.env.CROSSHAIR, base).href);
  await stands(page, 8);
  const box = await page.locator('section.panel').first().boundingBox();
  await page.mouse.move(box.x + box.width / 4, box.y + box.height / 2);
  const watched = await watchFrames(page);
  for (let i = 0; i < MOVES; i++) {
    const along = (i % 60) / 60;
    await page.mouse.move(box.x + box.width * (0.25 + 0.6 * along), box.y + box.height * (0.4 + 0.2 * along));
  }
  Object.assign(result, await watched());
  await context.close();
}

/** Bytes of the heap after a collection, all of it and what scripts have made, from begin to end of a stretch of refreshes. */
async function heap() {
  const context = await profile();
  const page = await context.newPage();
  const wire = await context.newCDPSession(page);
  const address = new URL(process.env.DASHBOARD ?? '', base);
  address.searchParams.set('refresh', '5s');
  await page.goto(address.href);
  await stands(page, 1);
  const used = async () => {
    await wire.send('HeapProfiler.collectGarbage');
    return (await wire.send('Runtime.getHeapUsage')).usedSize;
  };
  result.heap = [];
  result.made = [];
  const parts = 6;
  for (let part = 0; part <= parts; part++) {
    // The stretch of time between two looks at the heap.
    if (part > 0) await page.waitForTimeout((refreshSeconds * 1000) / parts);
    result.heap.push(await used());
    result.made.push(await made(wire));
  }
  await context.close();
}

/**
 * Bytes of what the page's scripts have made: objects, arrays, texts, numbers, functions, buffers. V8's compiled code and the browser's
 * timelines (resources, long tasks, shifts), which fill up to bounds of their own for an hour, are not among them.
 */
async function made(wire) {
  const chunks = [];
  const take = ({ chunk }) => chunks.push(chunk);
  wire.on('HeapProfiler.addHeapSnapshotChunk', take);
  await wire.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  wire.off('HeapProfiler.addHeapSnapshotChunk', take);
  const { snapshot, nodes, strings } = JSON.parse(chunks.join(''));
  const { node_fields: fields, node_types } = snapshot.meta;
  const [type, name, size] = ['type', 'name', 'self_size'].map(field => fields.indexOf(field));
  const notMade = new Set(['code', 'hidden', 'native', 'synthetic'].map(kind => node_types[0].indexOf(kind)));
  const buffer = strings.indexOf('system / JSArrayBufferData');
  let bytes = 0;
  for (let i = 0; i < nodes.length; i += fields.length)
    if (!notMade.has(nodes[i + type]) || nodes[i + name] === buffer) bytes += nodes[i + size];
  return bytes;
}
