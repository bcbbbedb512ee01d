// @vitest-environment jsdom
import { expect, test } from 'vitest';
import { render, type TextOptions } from './render.ts';

function html(mode: TextOptions['mode'], content: string): string {
  const box = document.createElement('div');
  box.append(render({ mode, content }));
  return box.innerHTML.trim();
}

test('markdown becomes elements', () => {
  expect(html('markdown', 'a **bold** [link](query)')).toBe(
    '<p>a <strong>bold</strong> <a href="query">link</a></p>',
  );
});

test('nothing that runs gets through', () => {
  const hostile =
    '<img src="x" onerror="alert(1)"><script>alert(1)</script><a href="javascript:alert(1)">x</a>';
  const result = html('html', `<style>p { color: red }</style><p>t</p>${hostile}`);
  expect(result).not.toMatch(/script|onerror|style|alert/);
  expect(result).toContain('<p>t</p>');
});

test('texts keep colours, sizes and places, and stay where they are', () => {
  expect(html('html', '<h1 style="color: red; text-align: center">t</h1>')).toBe(
    '<h1 style="color: red; text-align: center;">t</h1>',
  );
  for (const leaving of ['position: fixed', 'top: 0px', 'z-index: 9', 'background-image: url(x)'])
    expect(html('markdown', `<div style="${leaving}; width: 9px">t</div>`)).toBe(
      '<div style="width: 9px;">t</div>',
    );
});

test('links to a new window do not hand over this one', () => {
  expect(html('html', '<a href="https://example.org" target="_blank">x</a>')).toContain('rel="noopener"');
});

test('code is text', () => {
  expect(html('code', '<b>&</b>')).toBe('<pre>&lt;b&gt;&amp;&lt;/b&gt;</pre>');
});
