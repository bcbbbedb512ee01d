/**
 * The server's context root as seen by this page, with a slash at the end. The server writes the way back to it
 * ("./", "../") into the page, so that it holds under any sub-path and behind any proxy.
 */
export const BASE: URL = new URL(wayBack(), document.baseURI);

function wayBack(): string {
  const content = document.querySelector<HTMLMetaElement>('meta[name="gnomon-base"]')?.content ?? './';
  return content.startsWith('__') ? './' : content;
}

/** "api/v1/query" below the context root. */
export function url(path: string): string {
  return new URL(path.replace(/^\//, ''), BASE).href;
}

/** The nonce of this page's Content-Security-Policy; undefined when there is none. */
export function nonce(): string | undefined {
  return document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce || undefined;
}
