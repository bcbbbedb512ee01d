// Run with the tests of each panel: what its plugin.json offers in the editor is what its code heeds.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FormSchema, PanelContribution, PluginManifest } from '@gnomon/plugin-api';
import { expect, test } from 'vitest';

const panel = process.env.PANEL ?? '';
const manifest: PluginManifest = JSON.parse(readFileSync(join(panel, 'plugin.json'), 'utf8'));
const contribution = manifest.provides[0] as PanelContribution;
const code = codeOf(join(panel, 'src')) + codeOf(import.meta.dirname);

/** Every option with its path. */
function options(schema: FormSchema | undefined, path = ''): [path: string, schema: FormSchema][] {
  return Object.entries(schema?.properties ?? {}).flatMap(([name, option]) => [
    [path + name, option],
    ...options(option, `${path}${name}.`),
    ...options(option.items, `${path}${name}.`),
  ]);
}
const all = [...options(contribution.optionsSchema), ...options(contribution.fieldSchema, 'custom.')];

test('the panel says what it is, and every option has a title', () => {
  expect(manifest.description).toMatch(/^[A-Z].{10,}\.$/);
  expect(all.flatMap(([path, { title }]) => (title ? [] : path))).toEqual([]);
});

test('every option is read by the code', () => {
  const unread = all
    .map(([path]) => path)
    .filter(path => !new RegExp(`\\b${path.split('.').at(-1)}\\b`).test(code));
  expect(unread).toEqual([]);
});

test('a default is one of the choices', () => {
  const wrong = all.filter(
    ([, { oneOf, default: given }]) =>
      oneOf && given !== undefined && !oneOf.some(choice => choice.const === given),
  );
  expect(wrong.map(([path]) => path)).toEqual([]);
});

const kitFolder = import.meta.dirname;
const kitTexts = texts(kitFolder);
const ownTexts = texts(panel);

function texts(folder: string): Record<string, string> {
  return JSON.parse(readFileSync(join(folder, 'i18n/ko.json'), 'utf8'));
}

function codeOf(folder: string): string {
  return readdirSync(folder)
    .filter(name => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map(name => readFileSync(join(folder, name), 'utf8'))
    .join('\n');
}

/** What a panel's code asks to be translated. */
function said(source: string): string[] {
  return [...source.matchAll(/\bt\(\s*'((?:[^'\\]|\\.)+)'/g)].map(match => match[1]);
}

/** What the editor and the menu of panels show of a manifest. */
function shown({ name, description = '', provides }: PluginManifest): string[] {
  const { optionsSchema, fieldSchema } = provides[0] as PanelContribution;
  const written = [...options(optionsSchema), ...options(fieldSchema)].flatMap(([, option]) => [
    option.title,
    option.description,
    option['x-gnomon']?.help,
    ...(option.oneOf ?? []).map(({ title }) => title),
    ...(option.enum ?? []).filter(word => typeof word === 'string'),
  ]);
  return [name, description, provides[0].name, ...written].filter(text => text !== undefined);
}

test('everything that the panel says and shows has a Korean text', () => {
  const all = { ...kitTexts, ...ownTexts };
  const needed = [...shown(manifest), ...said(codeOf(join(panel, 'src'))), ...said(codeOf(kitFolder))];
  expect(manifest.i18n).toEqual({ ko: 'i18n/ko.json' });
  expect(needed.filter(text => !all[text]?.trim())).toEqual([]);
});

test('a Korean text fills in what the English one does', () => {
  const filled = (text: string) => [...new Set([...text.matchAll(/\{(\w+)[|}]/g)].map(m => m[1]))].sort();
  for (const [text, korean] of Object.entries({ ...kitTexts, ...ownTexts }))
    expect(filled(korean), text).toEqual(filled(text));
});

test('no Korean text is left over, and none says again what the kit says', () => {
  const source = codeOf(join(panel, 'src'));
  const needed = shown(manifest);
  const left = Object.keys(ownTexts).filter(text => !needed.includes(text) && !source.includes(`'${text}'`));
  expect(left).toEqual([]);
  expect(Object.keys(ownTexts).filter(text => kitTexts[text] === ownTexts[text])).toEqual([]);
});
