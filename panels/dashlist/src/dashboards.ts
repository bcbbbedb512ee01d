import { type Row, tagsIn, textIn } from '@gnomon/panel-kit/list.ts';

export interface Options {
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

/** The dashboards that the options ask for, as they come: by folder and title. */
export function dashboardsOf(rows: readonly Row[], options: Options): Dashboard[] {
  const words = (options.query ?? '').toLowerCase();
  const folder = options.folderUID ?? '';
  return rows
    .map(row => ({
      uid: textIn(row, 'uid'),
      title: textIn(row, 'title'),
      folder: textIn(row, 'folder'),
      tags: tagsIn(row),
    }))
    .filter(dashboard => dashboard.title.toLowerCase().includes(words))
    .filter(dashboard => (options.tags ?? []).every(tag => dashboard.tags.includes(tag)))
    .filter(dashboard => folder === '' || dashboard.folder === folder)
    .slice(0, options.maxItems || 10);
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
