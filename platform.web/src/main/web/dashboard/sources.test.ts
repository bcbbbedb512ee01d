import { expect, test } from 'vitest';
import type { DataSource } from '../api/types.ts';
import { nameOf, referenceTo, typeOf } from './sources.ts';

const source = (uid: string, type: string, isDefault = false): DataSource => ({
  uid,
  name: uid.toUpperCase(),
  type,
  default: isDefault,
  builtIn: false,
});
const SOURCES = [source('own', 'prometheus-builtin', true), source('db', 'sql')];

test('the type is that of what is named first, by uid, by name or by itself', () => {
  expect(typeOf([undefined, { uid: 'db' }], SOURCES)).toBe('sql');
  expect(typeOf(['DB'], SOURCES)).toBe('sql');
  expect(typeOf([{ type: 'loki', uid: '$ds' }, { uid: 'db' }], SOURCES)).toBe('loki');
});

test('without a name it is the default one, also when nobody has the name', () => {
  expect(typeOf([undefined, null], SOURCES)).toBe('prometheus-builtin');
  expect(typeOf([{ uid: 'gone' }], SOURCES)).toBe('prometheus-builtin');
  expect(typeOf([], [])).toBeUndefined();
});

test('a source is named with its type, a variable without, the default not at all', () => {
  expect(referenceTo('db', SOURCES)).toEqual({ type: 'sql', uid: 'db' });
  expect(referenceTo(`\${ds}`, SOURCES)).toEqual({ uid: `\${ds}` });
  expect(referenceTo('own', SOURCES)).toEqual({ type: 'prometheus', uid: 'own' });
  expect(referenceTo('', SOURCES)).toBeUndefined();
  expect(nameOf({ type: 'sql', uid: 'db' })).toBe('db');
});
