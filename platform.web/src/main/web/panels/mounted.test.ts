// @vitest-environment jsdom
import type { PanelContext, PanelData, PanelHost, PanelPlugin } from '@gnomon/plugin-api';
import { beforeEach, expect, test, vi } from 'vitest';
import { theme } from '../theme/tokens.ts';
import { MountedPanel, type PanelStatus } from './mounted.ts';
import type { PanelType } from './registry.ts';

const data: PanelData = {
  state: 'done',
  frames: [],
  annotations: [],
  timeRange: { from: 0, to: 1, raw: { from: '0', to: '1' } },
  intervalMs: 1000,
};
const type = (version: string): PanelType => ({
  id: 'probe',
  pluginId: 'p',
  version,
  state: 'active',
  module: `plugins/p/${version}/panel.js`,
  integrity: undefined,
  styles: [],
  texts: undefined,
  contribution: {
    kind: 'panel',
    id: 'probe',
    name: 'Probe',
    module: 'panel.js',
    optionsSchema: { type: 'object', properties: { size: { type: 'integer', default: 7 } } },
  },
});

let log: string[];
let status: PanelStatus;
let failing: boolean;
let contexts: PanelContext[];

function plugin(version: string): PanelPlugin {
  return {
    apiVersion: 1,
    mount(ctx) {
      contexts.push(ctx);
      log.push(`mount ${version} ${JSON.stringify(ctx.savedState)}`);
      ctx.element.textContent = version;
      return {
        update(_, changed) {
          if (failing) throw new Error('no luck');
          log.push(`update ${version} ${[...changed].sort().join()}`);
        },
        unmount() {
          ctx.element.remove();
          log.push(`unmount ${version}`);
        },
        saveState: () => ({ from: version }),
        ...(version === '2' && { snapshot: async () => new Blob(['drawn']) }),
      };
    },
  };
}

function mounted(more: Partial<PanelPlugin> = {}): { panel: MountedPanel; element: HTMLElement } {
  const element = document.createElement('div');
  const inputs = {
    data,
    kept: { options: { color: 'red' } },
    width: 100,
    height: 50,
    timeZone: 'UTC',
    edit: false,
    theme: theme('dark'),
  };
  const panel = new MountedPanel(
    element,
    {} as PanelHost,
    inputs,
    s => {
      status = s;
    },
    async t => ({
      plugin: { ...plugin(t.version), ...more },
      styles: [`style of ${t.version}` as never],
      texts: { version: t.version },
    }),
  );
  return { panel, element };
}

const nextFrame = () => new Promise(resolve => requestAnimationFrame(resolve));

beforeEach(() => {
  log = [];
  contexts = [];
  failing = false;
  status = { kind: 'empty' };
});

test('options have the defaults of the schema', async () => {
  const { panel } = mounted();
  await panel.show(type('1'));
  expect(contexts[0].options).toEqual({ color: 'red', size: 7 });
});

test('options of an earlier form come in the form of the plugin', async () => {
  const migrate = (options: unknown, from: number) => ({ ...(options as object), from });
  const { panel } = mounted({ migrate });
  const newer = type('1');
  await panel.show({ ...newer, contribution: { ...newer.contribution, optionsVersion: 2 } });
  expect(contexts[0].options).toEqual({ color: 'red', size: 7, from: 1 });
});

test('what is kept is brought into the form of the plugin once, not for each drawing', async () => {
  const migrate = vi.fn((options: unknown) => options as Record<string, unknown>);
  const { panel } = mounted({ migrate });
  const { contribution } = type('1');
  await panel.show({ ...type('1'), contribution: { ...contribution, optionsVersion: 3 } });
  for (const changed of ['data', 'size'] as const) {
    panel.set({ data: { ...data } }, [changed]);
    await nextFrame();
  }
  expect(migrate).toHaveBeenCalledTimes(1);
  panel.set({ kept: { options: { color: 'blue' } } }, ['options']);
  await nextFrame();
  expect(migrate).toHaveBeenCalledTimes(2);
});

test('a new version takes over the state of the old one in the same place', async () => {
  const { panel, element } = mounted();
  await panel.show(type('1'));
  await panel.show(type('2'));
  expect(log).toEqual(['mount 1 undefined', 'unmount 1', 'mount 2 {"from":"1"}']);
  expect(element.shadowRoot?.textContent).toBe('2');
  expect(status.kind).toBe('running');
});

test('style sheets are those of the version that is shown, and its own picture is asked for', async () => {
  const { panel, element } = mounted();
  expect(await panel.snapshot()).toBeUndefined();
  await panel.show(type('1'));
  expect(element.shadowRoot?.adoptedStyleSheets).toEqual(['style of 1']);
  expect(await panel.snapshot()).toBeUndefined();
  await panel.show(type('2'));
  expect(element.shadowRoot?.adoptedStyleSheets).toEqual(['style of 2']);
  expect((await panel.snapshot())?.size).toBe('drawn'.length);
});

test('the same version is not mounted twice', async () => {
  const { panel } = mounted();
  await panel.show(type('1'));
  await panel.show(type('1'));
  expect(log).toEqual(['mount 1 undefined']);
});

test('changes between two frames arrive as one update', async () => {
  const { panel } = mounted();
  await panel.show(type('1'));
  panel.set({ width: 200 }, ['size']);
  panel.set({ data }, ['data']);
  await nextFrame();
  expect(log.at(-1)).toBe('update 1 data,size');
  expect(log).toHaveLength(2);
});

test('a plugin is mounted with the language of the page and with its own texts', async () => {
  const { panel } = mounted();
  await panel.show(type('1'));
  expect(contexts.at(-1)?.locale).toBe('en');
  expect(panel.texts).toEqual({ version: '1' });
  await panel.show(type('2'));
  expect(panel.texts).toEqual({ version: '2' });
});

test('a suspended plugin leaves its picture and comes back with its state', async () => {
  const { panel, element } = mounted();
  await panel.show(type('1'));
  panel.suspend();
  expect(element.shadowRoot?.textContent).toBe('1');
  await panel.show(type('1'));
  expect(log).toEqual(['mount 1 undefined', 'unmount 1', 'mount 1 {"from":"1"}']);
});

test('a panel out of sight is put away and comes back with its state', async () => {
  const { panel, element } = mounted();
  await panel.show(type('1'));
  expect(panel.putAway()).toBe(true);
  expect(element.shadowRoot?.childElementCount).toBe(0);
  expect(status.kind).toBe('empty');
  panel.set({ data }, ['data']);
  await nextFrame();
  await panel.show(type('1'));
  expect(log).toEqual(['mount 1 undefined', 'unmount 1', 'mount 1 {"from":"1"}']);
});

test.each(['scroll', 'pointerdown', 'keydown'])('after a %s in it a panel stays as it is', async kind => {
  const { panel, element } = mounted();
  await panel.show(type('1'));
  element.shadowRoot?.firstElementChild?.dispatchEvent(new Event(kind));
  expect(panel.putAway()).toBe(false);
  expect(element.shadowRoot?.textContent).toBe('1');
  expect(status.kind).toBe('running');
});

test('three errors within ten seconds stop the panel, the others only show', async () => {
  const silent = vi.spyOn(console, 'error').mockReturnValue();
  const { panel, element } = mounted();
  await panel.show(type('1'));
  failing = true;
  for (const stopped of [false, false, true]) {
    panel.set({ data }, ['data']);
    await nextFrame();
    expect(status).toEqual({ kind: 'failed', message: 'no luck', stopped });
  }
  expect(element.shadowRoot?.childElementCount).toBe(0);
  silent.mockRestore();
});

test('an option of a wrong type is told in our words', async () => {
  const silent = vi.spyOn(console, 'error').mockReturnValue();
  const { panel } = mounted();
  await panel.show(type('1'));
  failing = true;
  panel.set({ kept: { options: { size: 'large' } } }, ['options']);
  await nextFrame();
  expect(status).toMatchObject({ message: 'options.size is "large"; valid is a whole number.' });
  silent.mockRestore();
});

test('a module that cannot be loaded is told, and what ran stays', async () => {
  const { panel, element } = mounted();
  await panel.show(type('1'));
  const broken = new MountedPanel(
    document.createElement('div'),
    {} as PanelHost,
    { data, kept: {}, width: 1, height: 1, timeZone: 'UTC', edit: false, theme: theme('dark') },
    s => {
      status = s;
    },
    () => Promise.reject(new Error('not there')),
  );
  await broken.show(type('2'));
  expect(status).toEqual({ kind: 'failed', message: 'not there', stopped: false });
  expect(element.shadowRoot?.textContent).toBe('1');
});

test('a panel that says itself that there is nothing is known by its status', async () => {
  await mounted().panel.show(type('1'));
  expect(status).toMatchObject({ kind: 'running', saysEmpty: false });
  await mounted({ saysEmpty: true }).panel.show(type('1'));
  expect(status).toMatchObject({ kind: 'running', saysEmpty: true });
});
