import { type Row, tagsIn, textIn } from '@gnomon/panel-kit/list.ts';

export interface Options {
  /** Those that the user has starred, above the others. */
  readonly showStarred?: boolean;
  /** Those that were opened last in this browser, newest first, below them. */
  readonly showRecentlyViewed?: boolean;
  /** All that fit title, tags and folder. */
  readonly showSearch?: boolean;
  readonly query?: string;
  readonly tags?: readonly string[];
  readonly folderUID?: string;
  readonly maxItems?: number;
  readonly showHeadings?: boolean;
  readonly showFolderNames?: boolean;
  readonly keepTime?: boolean;
}

export interface Dashboard {
  readonly uid: string;
  readonly title: string;
  readonly folder: string;
  readonly tags: readonly string[];
}

/** A part of the list under its heading. */
export interface Part {
  readonly heading: string;
  readonly dashboards: readonly Dashboard[];
}

/**
 * The dashboards that the options ask for, as they come: by folder and title. Starred ones, and those that were visited,
 * are looked for in all.
 */
export function partsOf(
  rows: readonly Row[],
  options: Options,
  stars: readonly string[],
  visited: readonly string[],
): Part[] {
  const all = rows.map(row => ({
    uid: textIn(row, 'uid'),
    title: textIn(row, 'title'),
    folder: textIn(row, 'folder'),
    tags: tagsIn(row),
  }));
  const most = options.maxItems || 10;
  const parts: Part[] = [];
  if (options.showStarred) {
    const starred = all.filter(({ uid }) => stars.includes(uid));
    parts.push({ heading: 'Starred', dashboards: starred.slice(0, most) });
  }
  if (options.showRecentlyViewed) {
    const recent = visited.flatMap(uid => all.find(dashboard => dashboard.uid === uid) ?? []);
    parts.push({ heading: 'Recently visited', dashboards: recent.slice(0, most) });
  }
  if (options.showSearch !== false)
    parts.push({ heading: '', dashboards: found(all, options).slice(0, most) });
  return parts;
}

function found(all: readonly Dashboard[], options: Options): Dashboard[] {
  const words = (options.query ?? '').toLowerCase();
  const folder = options.folderUID ?? '';
  return all
    .filter(dashboard => dashboard.title.toLowerCase().includes(words))
    .filter(dashboard => (options.tags ?? []).every(tag => dashboard.tags.includes(tag)))
    .filter(dashboard => folder === '' || dashboard.folder === folder);
}

/** Address of a dashboard, with the time range when it is to be kept. */
export function addressOf(
  dashboard: Dashboard,
  options: Options,
  range: { readonly from: string; readonly to: string },
): string {
  const path = `/d/${encodeURIComponent(dashboard.uid)}`;
  return options.keepTime
    ? `${path}?from=${encodeURIComponent(range.from)}&to=${encodeURIComponent(range.to)}`
    : path;
}
