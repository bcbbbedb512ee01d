/** What the server wrote into the page: Gnomon, or the title of --web.page-title. */
const product = document.title;

/** Names the page in the browser's tab. */
export function setTitle(page: string): void {
  document.title = `${page} · ${product}`;
}
