import type { FieldConfig } from '@gnomon/plugin-api';
import { describe, expect, test } from 'vitest';
import { theme } from '../theme/tokens.ts';
import { asText, displayer, nothingText, tickTexts } from './display.ts';
import { isKnownUnit, unit } from './units.ts';

const show = (id: string, value: number, decimals?: number) =>
  asText({ ...unit(id)(value, decimals), numeric: value });

describe('units', () => {
  test.each([
    ['short', 1_234_567, undefined, '1.23 Mil'],
    ['short', 999.996, 2, '1.00 K'],
    ['none', 0.0123, undefined, '0.0123'],
    ['string', 1234.5678901, 2, '1234.5678901'],
    ['bytes', 0, undefined, '0 B'],
    ['bytes', 1536, undefined, '1.50 KiB'],
    ['decbytes', 1500, undefined, '1.50 kB'],
    ['decmbytes', 1500, undefined, '1.50 GB'],
    ['mbytes', 2048, 1, '2.0 GiB'],
    ['percent', 12.345, undefined, '12.3%'],
    ['percentunit', 0.5, 1, '50.0%'],
    ['bps', 2_500_000, undefined, '2.50 Mb/s'],
    ['Bps', 999, undefined, '999 B/s'],
    ['binBps', 1024, 0, '1 KiB/s'],
    ['ops', 1500, undefined, '1.50 K ops/s'],
    ['s', 0.00123, undefined, '1.23 ms'],
    ['s', 90, undefined, '1.50 mins'],
    ['ms', 86_400_000, undefined, '1 days'],
    ['ns', 1500, undefined, '1.50 µs'],
    ['dtdurations', 93_784, undefined, '1 day, 2 hours'],
    ['clockms', 3_725_000, undefined, '01h:02m:05s'],
    ['dthms', 93_784, undefined, '26:03:04'],
    ['dtdhms', 93_784, undefined, '1 d 02:03:04'],
    ['dtdhms', -64.5, undefined, '-00:01:04'],
    ['volt', 0.0021, undefined, '2.10 mV'],
    ['currencyUSD', 1234.5, undefined, '$1.23K'],
    ['bool_yes_no', 1, undefined, 'Yes'],
    ['celsius', 21.5, undefined, '21.5 °C'],
    ['locale', 1234567.891, undefined, '1,234,567.89'],
    ['errors/s', 2, undefined, '2 errors/s'],
    ['suffix:%RH', 40, undefined, '40%RH'],
    ['prefix:#', 7, undefined, '#7'],
    ['time:YYYY', 1_700_000_000_000, undefined, '2023'],
    ['toString', 5, undefined, '5 toString'],
  ])('%s of %d', (id, value, decimals, expected) => {
    expect(show(id, value, decimals)).toBe(expected);
  });

  test('every unit that real dashboards use is known', () => {
    const used =
      'short none bytes percentunit s ms ops percent reqps decbytes pps dtdurations bps Bps iops binBps opm mps locale rps eps dateTimeAsIso currencyUSD decmbytes string ns celsius dateTimeFromNow KBs binbps bool_yes_no cps dtdurationms bool rotrpm bool_on_off wps hertz decbits mbytes volt watt dBm deckbytes dateTimeAsSystem rothz d clockms MBs timeticks dateTimeAsUS';
    for (const id of used.split(' ')) expect(isKnownUnit(id), id).toBe(true);
  });
});

describe('display', () => {
  const dark = theme('dark');
  const make = (config: FieldConfig) => displayer(config, dark, '#123456', () => ({ min: 0, max: 200 }));

  test('the highest step that is reached gives the colour', () => {
    const display = make({
      thresholds: {
        mode: 'absolute',
        steps: [
          { value: null, color: 'green' },
          { value: 80, color: 'red' },
        ],
      },
    });
    expect(display(79).color).toBe('#73BF69');
    expect(display(80).color).toBe('#F2495C');
  });

  test('percentage steps are shares of the range', () => {
    const steps = [
      { value: null, color: 'green' },
      { value: 50, color: 'red' },
    ];
    const display = make({ thresholds: { mode: 'percentage', steps } });
    expect(display(99).color).toBe('#73BF69');
    expect(display(100).color).toBe('#F2495C');
    expect(display(50).percent).toBe(0.25);
  });

  test('mappings come before units', () => {
    const display = make({
      unit: 'bytes',
      mappings: [
        { type: 'value', options: { '0': { text: 'down', color: 'red' } } },
        { type: 'range', options: { from: 1, to: 2, result: { text: 'low' } } },
        { type: 'special', options: { match: 'null+nan', result: { text: 'gone' } } },
        { type: 'regex', options: { pattern: '/^node-(.*)$/', result: { text: 'host $1' } } },
      ],
    });
    expect(display(0)).toMatchObject({ text: 'down', color: '#F2495C' });
    expect(display(1.5).text).toBe('low');
    expect(display(null).text).toBe('gone');
    expect(display(Number.NaN).text).toBe('gone');
    expect(display('node-7').text).toBe('host 7');
    expect(asText(display(2048))).toBe('2 KiB');
  });

  test('no value has words', () => {
    expect(make({})(null).text).toBe('–');
    expect(make({ noValue: 'none' })(undefined).text).toBe('none');
    expect(make({})(Infinity).text).toBe('∞');
  });
});

test('ticks of one axis have the same decimals', () => {
  expect(tickTexts({}, [0, 0.5, 1])).toEqual(['0.0', '0.5', '1.0']);
  expect(tickTexts({}, [0, 10, 20])).toEqual(['0', '10', '20']);
  expect(tickTexts({ decimals: 1 }, [0, 10])).toEqual(['0.0', '10.0']);
  expect(tickTexts({ unit: 'percentunit' }, [0, 0.25, 0.5])).toEqual(['0%', '25%', '50%']);
  expect(tickTexts({ unit: 'percentunit' }, [0, 0.001, 0.002])).toEqual(['0.0%', '0.1%', '0.2%']);
});

test('ticks in another step of the unit have their own decimals', () => {
  expect(tickTexts({ unit: 's' }, [0, 30, 60, 90])).toEqual(['0 s', '30 s', '1.0 mins', '1.5 mins']);
  expect(tickTexts({ unit: 'bytes' }, [0, 512, 1024, 1536])).toEqual(['0 B', '512 B', '1.0 KiB', '1.5 KiB']);
});

test('what stands for no value', () => {
  expect(nothingText({})).toBe('');
  expect(nothingText({ noValue: '0' })).toBe('0');
  const mappings = [{ type: 'special', options: { match: 'null', result: { text: 'none' } } }] as const;
  expect(nothingText({ noValue: '0', mappings: [...mappings] })).toBe('none');
});
