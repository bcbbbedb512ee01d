/**
 * The server's context root as seen by this page, with a slash at the end. The server writes the way back to it
 * ("./", "../") into the page, so that it holds under any sub-path and behind any proxy.
 */
export const BASE: URL = new URL(wayBack(), document.baseURI);

function wayBack(): string {
  const content = document.querySelector<HTMLMetaElement>('meta[name="gnomon-base"]')?.content ?? './';
  return content.startsWith('__') ? './' : content;
}

/** Address of "api/v1/query" or "/plugins/x" below the context root; a path that has the root in front already stays. */
export function url(path: string): string {
  if (path.startsWith('/') && path.startsWith(BASE.pathname)) return new URL(path, BASE.origin).href;
  return new URL(path.replace(/^\//, ''), BASE).href;
}

/** The nonce of this page's Content-Security-Policy; undefined when there is none. */
export function nonce(): string | undefined {
  return document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce || undefined;
}
