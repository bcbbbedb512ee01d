const PADDING = 8;
const TITLE_HEIGHT = 28;

/**
 * A picture of what an open shadow root shows: its elements with their styles are put into an SVG, which the browser draws
 * onto a canvas. Canvases are copied with their pixels. Nothing leaves the page.
 *
 * @param title written above it, may be empty
 * @param background of the picture
 * @throws Error when the browser does not draw it
 */
export async function pictureOf(host: HTMLElement, title: string, background: string): Promise<Blob> {
  const root = host.shadowRoot;
  if (!root) throw new Error('The panel has nothing to show yet.');
  const inner = host.getBoundingClientRect();
  const width = inner.width + 2 * PADDING;
  const height = inner.height + 2 * PADDING + (title ? TITLE_HEIGHT : 0);
  const copy = document.createElement('div');
  copy.setAttribute('xmlns', 'http://www.w3.org/1999/xhtml');
  const rules = root.adoptedStyleSheets.flatMap(sheet => [...sheet.cssRules].map(rule => rule.cssText));
  const variables = inherited(host, rules.join(' ') + root.innerHTML);
  const style = document.createElement('style');
  style.textContent = [
    await fontFaces(),
    `.picture { ${variables} padding: ${PADDING}px; }`,
    `.picture > h3 { margin: 0; height: ${TITLE_HEIGHT}px; font-size: 14px; font-weight: 500; }`,
    `.root { position: relative; width: ${inner.width}px; height: ${inner.height}px; }`,
    ...rules,
  ].join('\n');
  const shown = document.createElement('div');
  shown.className = 'root';
  for (const child of root.childNodes) shown.append(child.cloneNode(true));
  withPixels(root, shown);
  copy.className = 'picture';
  const heading = document.createElement('h3');
  heading.textContent = title;
  copy.append(style, ...(title ? [heading] : []), shown);
  const html = new XMLSerializer().serializeToString(copy);
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><foreignObject width="100%" height="100%">${html}</foreignObject></svg>`,
  )}`;
  await image.decode();
  const ratio = Math.max(2, devicePixelRatio);
  const canvas = document.createElement('canvas');
  canvas.width = width * ratio;
  canvas.height = height * ratio;
  const drawing = canvas.getContext('2d');
  if (!drawing) throw new Error('The browser draws no pictures here.');
  drawing.scale(ratio, ratio);
  drawing.fillStyle = background;
  drawing.fillRect(0, 0, width, height);
  drawing.drawImage(image, 0, 0, width, height);
  return new Promise((resolve, reject) =>
    canvas.toBlob(blob => (blob ? resolve(blob) : reject(new Error('The browser made no picture.')))),
  );
}

/** The page's font: what an SVG shows as a picture may not fetch it. Only its Latin part, which is the largest. */
async function fontFaces(): Promise<string> {
  const faces = [...document.styleSheets]
    .flatMap(sheet => [...sheet.cssRules])
    .filter(rule => rule instanceof CSSFontFaceRule)
    .filter(rule => /U\+0+-/i.test(rule.style.getPropertyValue('unicode-range')));
  const written = faces.map(async rule => {
    const source = /url\("?([^")]+)"?\)/.exec(rule.style.getPropertyValue('src'))?.[1];
    if (!source) return '';
    const file = await fetch(new URL(source, rule.parentStyleSheet?.href ?? document.baseURI));
    return rule.cssText.replace(source, await dataUrl(await file.blob()));
  });
  return (await Promise.all(written)).join('\n');
}

function dataUrl(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result as string);
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });
}

/** What a panel takes from the page around it: the colours that its styles name, and the font. */
function inherited(host: HTMLElement, styles: string): string {
  const computed = getComputedStyle(host);
  const names = new Set([...styles.matchAll(/var\((--[\w-]+)/g)].map(([, name]) => name));
  const variables = [...names].map(name => `${name}: ${computed.getPropertyValue(name)};`);
  return `${variables.join(' ')} color: ${computed.color}; font: ${computed.font};`;
}

/** Copies of canvases are empty, so pictures of their pixels take their places. */
function withPixels(root: ShadowRoot, copy: HTMLElement): void {
  const canvases = root.querySelectorAll('canvas');
  copy.querySelectorAll('canvas').forEach((canvas, i) => {
    const picture = document.createElement('img');
    picture.src = canvases[i].toDataURL();
    picture.className = canvas.className;
    picture.style.cssText = canvas.style.cssText;
    picture.width = canvases[i].clientWidth;
    picture.height = canvases[i].clientHeight;
    canvas.replaceWith(picture);
  });
}
