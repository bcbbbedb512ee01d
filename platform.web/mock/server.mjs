// A stand-in for the Gnomon server, for work on the page alone: npm run mock, then open the printed address.
// It serves what was built (target/classes/static and the panels) under a sub-path with the product's
// Content-Security-Policy, and made-up data.
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { cornerFrames, corners, refusal } from './corners.mjs';
import { frames, promResult } from './data.mjs';
import { gallery, galleryFrames, marks } from './gallery.mjs';
import { channels, dashboards, datasources, labelNames, otherPlugins, quiet, targets } from './lists.mjs';
import { lookFrames, looks } from './looks.mjs';

const WEB = join(import.meta.dirname, '..');
const STATIC = join(WEB, 'target/classes/static');
const CONTEXT = process.env.CONTEXT ?? '/gnomon';
const TYPES = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.html': 'text/html',
};
const LOOKS = { ...looks, ...corners };
const listeners = new Set();
const stopped = new Set();
let user = null;

function plugins() {
  const panels = readdirSync(join(WEB, '../panels'))
    .map(name => join(WEB, '../panels', name, 'target/classes'))
    .concat(join(WEB, 'mock/probe'))
    .filter(folder => existsSync(join(folder, 'META-INF/gnomon/plugin.json')))
    .map(folder => {
      const manifest = JSON.parse(readFileSync(join(folder, 'META-INF/gnomon/plugin.json'), 'utf8'));
      const bytes = readFileSync(join(folder, 'web/panel.js'));
      const hash = createHash('sha256').update(bytes).digest('hex');
      return {
        ...entry(manifest.id, manifest.name, ['panel'], hash),
        manifest,
        baseUrl: `/plugins/${manifest.id}/${manifest.version}-${hash.slice(0, 12)}/`,
        integrity: { 'web/panel.js': `sha384-${createHash('sha384').update(bytes).digest('base64')}` },
        folder,
      };
    });
  return [...panels, ...otherPlugins.map(p => ({ ...entry(p.id, p.name, p.kinds, '0'.repeat(64)), ...p }))];
}

function entry(id, name, kinds, sha256) {
  const calls = { total: 1204, failed: 0, timedOut: 0, refused: 0, running: 0, abandoned: 0 };
  const state = stopped.has(id) ? 'stopped' : 'active';
  return {
    id,
    name,
    version: '0.1.0',
    kinds,
    state,
    official: true,
    previousVersion: '',
    error: '',
    sha256,
    publisher: '',
    calls,
    since: Date.now() - 7e6,
    baseUrl: '',
    integrity: {},
  };
}

const announce = (type, data) => {
  for (const response of listeners) response.write(`event: ${type}\ndata: ${JSON.stringify(data)}\n\n`);
};

const json = (response, value, status = 200) => {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(value));
};
const session = () => ({
  user,
  csrf: 'token',
  server: { version: '0.1.0', hostname: 'mockhost', startedAt: Date.now() - 9e6, externalUrl: '' },
});

async function body(request) {
  const parts = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts);
}

async function api(path, request, response, parameters) {
  const call = `${request.method} ${path}`;
  if (call === 'GET session') return json(response, session());
  if (call === 'POST session') {
    const { user: name, password } = JSON.parse(await body(request));
    if (password !== 'admin') return json(response, { error: 'User and password do not match.' }, 401);
    user = { name, role: 'admin' };
    return json(response, session());
  }
  if (call === 'DELETE session') {
    user = null;
    return response.writeHead(204).end();
  }
  if (call === 'GET plugins')
    return json(
      response,
      plugins().map(({ folder, ...rest }) => rest),
    );
  if (call === 'POST plugins') {
    const bytes = await body(request);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    return json(
      response,
      {
        ...entry('org.example.uploaded', request.headers['x-file-name'], ['exporter'], sha256),
        state: 'waiting for confirmation',
        official: false,
      },
      201,
    );
  }
  const action = /^plugins\/([^/]+)\/(start|stop|rollback)$/.exec(path);
  if (action) {
    if (action[2] === 'stop') stopped.add(action[1]);
    else stopped.delete(action[1]);
    announce(action[2] === 'stop' ? 'plugin.stopped' : 'plugin.started', { id: action[1] });
    return json(
      response,
      plugins().find(p => p.id === action[1]),
    );
  }
  if (call === 'GET events') {
    response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
    response.write(': open\n\n');
    listeners.add(response);
    return request.on('close', () => listeners.delete(response));
  }
  if (call === 'GET dashboards') return json(response, dashboards);
  if (/^GET dashboards\/[^/]+\/versions$/.test(call)) return json(response, []);
  if (request.method === 'GET' && Object.hasOwn(quiet, path)) return json(response, quiet[path]);
  if (call === 'GET dashboards/home')
    return json(response, { dashboard: home(), meta: { provisioned: true, version: 1, canSave: false } });
  if (call === 'GET dashboards/panels')
    return json(response, { dashboard: gallery(), meta: { version: 1, canSave: false } });
  const look = request.method === 'GET' && LOOKS[path.replace('dashboards/', '')];
  if (look) return json(response, { dashboard: look, meta: { version: 1, canSave: false } });
  if (call === 'POST panels/query') return query(JSON.parse(await body(request)), response);
  if (call === 'POST variables/query') {
    const error = refusal(JSON.parse(await body(request)));
    if (error) return json(response, { error }, 400);
    return json(response, { choices: ['node', 'web'].map(text => ({ text })) });
  }
  if (call.endsWith('/schemas'))
    return json(response, { 'datasource/prometheus': { settings: channels[0].schema } });
  if (call === 'GET channels') return json(response, channels);
  if (call === 'GET datasources') return json(response, datasources);
  if (call === 'POST channels/test' || call === 'POST datasources/test')
    return json(response, { ok: false, message: 'connection refused: 127.0.0.1:9' });
  return prometheus(path, parameters, response);
}

const home = () =>
  JSON.parse(
    readFileSync(join(WEB, '../platform.core/dashboards/src/main/resources/dashboards/home.json'), 'utf8'),
  );

/** The frames of a panel of a dashboard that is made up; undefined for another one. */
function shown(uid, id) {
  if (uid === 'panels') return galleryFrames(id);
  if (corners[uid]) return cornerFrames(uid, id);
  return looks[uid] && lookFrames(uid, id);
}

function query({ dashboard, panels, from, to, annotations }, response) {
  response.writeHead(200, { 'Content-Type': 'application/x-ndjson' });
  if (annotations && dashboard.uid === 'panels')
    response.write(`${JSON.stringify({ annotations: marks(annotations), errors: [] })}\n`);
  const byId = new Map(home().panels.map(p => [p.id, p]));
  for (const { id, width } of panels) {
    const targetsOf = byId.get(id)?.targets ?? [];
    const answer = {
      panelId: id,
      frames: shown(dashboard.uid, id) ?? targetsOf.flatMap(t => frames(t, from, to, width)),
      errors: [],
      intervalMs: 1000,
    };
    response.write(`${JSON.stringify(answer)}\n`);
  }
  response.end();
}

function prometheus(path, parameters, response) {
  const success = data => json(response, { status: 'success', data });
  const expr = parameters.get('query') ?? '';
  if (expr.includes('!!'))
    return json(
      response,
      {
        status: 'error',
        errorType: 'bad_data',
        error: 'invalid parameter "query": 1:4: parse error: unexpected character: \'!\'',
      },
      400,
    );
  if (path === 'query' && expr.startsWith('count('))
    return success({ resultType: 'vector', result: [{ metric: {}, value: [Date.now() / 1000, '3'] }] });
  if (path === 'query')
    return success({ resultType: 'vector', result: promResult(expr, 0, Date.now() / 1000) });
  if (path === 'query_range') {
    const [start, end, step] = ['start', 'end', 'step'].map(name => Number(parameters.get(name)));
    return success({ resultType: 'matrix', result: promResult(expr, start, end, step) });
  }
  if (path === 'targets') return success(targets());
  if (path === 'rules') return success({ groups: [] });
  if (path === 'labels') return success(labelNames);
  if (path === 'label/__name__/values')
    return success(['node_cpu_seconds_total', 'node_load1', 'node_memory_MemFree_bytes', 'up']);
  if (path === 'metadata')
    return success({ up: [{ type: 'gauge', help: 'Whether the last scrape worked.', unit: '' }] });
  return success([]);
}

function file(path, nonce) {
  const panel = /^plugins\/([^/]+)\/[^/]+\/(.+)$/.exec(path);
  if (panel) {
    const folder = plugins().find(p => p.id === panel[1])?.folder;
    return folder && existsSync(join(folder, panel[2]))
      ? [readFileSync(join(folder, panel[2])), extname(path)]
      : undefined;
  }
  if (extname(path) && existsSync(join(STATIC, path)))
    return [readFileSync(join(STATIC, path)), extname(path)];
  if (extname(path)) return undefined;
  const back = '../'.repeat(path.split('/').length - 1) || './';
  const page = readFileSync(join(STATIC, 'index.html'), 'utf8')
    .replaceAll('__BASE__', back)
    .replaceAll('__CSP_NONCE__', nonce);
  return [page, '.html'];
}

const server = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url, 'http://localhost');
  if (!pathname.startsWith(`${CONTEXT}/`)) return response.writeHead(302, { Location: `${CONTEXT}/` }).end();
  const path = pathname.slice(CONTEXT.length + 1);
  const call = /^api\/(?:gnomon\/v1|v1|v2)\/(.*)$/.exec(path)?.[1];
  if (call !== undefined) return api(call, request, response, searchParams);
  const nonce = randomBytes(16).toString('base64');
  const found = file(path, nonce);
  if (!found) return response.writeHead(404).end();
  response.writeHead(200, {
    'Content-Type': TYPES[found[1]] ?? 'application/octet-stream',
    'Content-Security-Policy': `default-src 'none'; script-src 'self' 'nonce-${nonce}'; style-src 'self' 'nonce-${nonce}'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; frame-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; object-src 'none'; frame-ancestors 'self'`,
  });
  response.end(found[0]);
});
server.listen(Number(process.env.PORT ?? 0), '127.0.0.1', () =>
  console.log(`http://127.0.0.1:${server.address().port}${CONTEXT}/`),
);
