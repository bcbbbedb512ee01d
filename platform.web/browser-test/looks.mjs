// What panels look like, in few characters: the picture of each is parted into cells, and a cell is a letter for its colour
// and a digit for how full it is. panels.txt has what is expected, with the words for screen readers; a person can read a
// change of it.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { check, deadlineMs } from './browser.mjs';

const FILE = join(import.meta.dirname, 'panels.txt');
const COLUMNS = 16;
const ROWS = 8;
/** Edges are smoothed a little differently by other browsers: so many steps of all cells together are no difference. */
const TOLERANCE = 12;

/**
 * Holds every panel of the page, which shows them all in its window, against panels.txt; or writes that file. A panel may still be
 * drawn when it has its data: it is looked at until it is as it should be.
 */
export async function compareLooks(page, write) {
  if (write) {
    const parts = (await looksOf(page)).map(({ title, words, lines }) =>
      [`# ${title}`, `> ${words}`, ...lines, ''].join('\n'),
    );
    writeFileSync(FILE, parts.join('\n'));
    return;
  }
  const deadline = Date.now() + deadlineMs;
  let wrong = faults(await looksOf(page));
  while (wrong.length > 0) {
    check(Date.now() < deadline, wrong.join('\n'));
    wrong = faults(await looksOf(page));
  }
}

/** What is other than in panels.txt, in sentences. */
function faults(looks) {
  const wanted = expected();
  const sentences = looks.map(({ title, words, lines }) => {
    const right = wanted.get(title);
    if (!right) return `${title} is not in panels.txt: look at its picture, then write the file with WRITE=1`;
    if (right.words !== words) return `${title} says "${words}", expected is "${right.words}"`;
    const steps = difference(lines, right.lines);
    const both = lines.map((line, i) => `${right.lines[i]}   ${line}`).join('\n');
    return steps <= TOLERANCE
      ? ''
      : `${title} is ${steps} steps from panels.txt; expected and drawn:\n${both}`;
  });
  if (wanted.size !== looks.length)
    sentences.push(`${wanted.size} panels are in panels.txt and ${looks.length} drawn`);
  return sentences.filter(sentence => sentence !== '');
}

/** Whether a panel looks other than in panels.txt. */
export async function looksOther(page, title) {
  const look = (await looksOf(page)).find(each => each.title === title);
  return difference(look.lines, expected().get(title).lines) > TOLERANCE;
}

/** The words and the cells of each panel by its title. */
function expected() {
  const parts = readFileSync(FILE, 'utf8').split(/^# /m).slice(1);
  return new Map(
    parts
      .map(part => part.trim().split('\n'))
      .map(([title, words, ...lines]) => [title, { words: words.slice(2), lines }]),
  );
}

/** How far the cells are from each other in all; another colour counts where there is enough of it to tell. */
function difference(drawn, wanted) {
  const cells = drawn.join(' ').split(' ');
  const full = digit => (digit === '.' ? 0 : Number(digit));
  return wanted
    .join(' ')
    .split(' ')
    .reduce((sum, [color, digit], i) => {
      const [otherColor, otherDigit] = cells[i];
      const both = Math.min(full(digit), full(otherDigit));
      const painted = color !== otherColor && both > 2 ? 3 : 0;
      return sum + Math.abs(full(digit) - full(otherDigit)) + painted;
    }, 0);
}

/** Of each panel its title, its words and its cells, line by line: `..` is empty, `g9` full of green, `w1` has a little of what has no colour. */
async function looksOf(page) {
  const png = (await page.screenshot()).toString('base64');
  return page.evaluate(
    async ([picture, columns, rows]) => {
      const bytes = Uint8Array.from(atob(picture), char => char.charCodeAt(0));
      const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
      const canvas = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d', {
        willReadFrequently: true,
      });
      canvas.drawImage(bitmap, 0, 0);
      const cell = (x, y, width, height) => {
        const { data } = canvas.getImageData(x, y, width, height);
        const hues = new Map();
        let full = 0;
        for (let i = 0; i < data.length; i += 4) {
          const [r, g, b] = data.subarray(i, i + 3);
          const [least, most] = [Math.min(r, g, b), Math.max(r, g, b)];
          // The panel's ground is darker than this.
          if (most < 60) continue;
          full++;
          const sixth =
            most === r
              ? (g - b) / (most - least)
              : most === g
                ? 2 + (b - r) / (most - least)
                : 4 + (r - g) / (most - least);
          const hue = (most - least) / most < 0.3 ? 'w' : 'roygggcbbppr'[Math.floor((sixth + 6.25) * 2) % 12];
          hues.set(hue, (hues.get(hue) ?? 0) + 1);
        }
        const [color] = [...hues].sort(([, a], [, b]) => b - a)[0] ?? ['.'];
        const digit = Math.round(9 * Math.sqrt(full / (width * height)));
        return digit === 0 ? '..' : `${color}${digit}`;
      };
      return [...document.querySelectorAll('section.panel')].map(section => {
        const { x, y, width, height } = section.querySelector('.panel-body').getBoundingClientRect();
        const [w, h] = [width / columns, height / rows].map(Math.floor);
        const line = row =>
          Array.from({ length: columns }, (_, column) => cell(x + column * w, y + row * h, w, h)).join(' ');
        return {
          title: section.querySelector('h3').textContent,
          words: section.querySelector('.panel-body').ariaLabel?.trim().replace(/\s+/g, ' ') ?? '',
          lines: Array.from({ length: rows }, (_, row) => line(row)),
        };
      });
    },
    [png, COLUMNS, ROWS],
  );
}
