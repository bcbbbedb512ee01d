import { useQuery } from '@tanstack/react-query';
import { gnomon } from '../api/client.ts';
import type { BackTest, WrittenFile } from './types.ts';

/** Rule files of rules.d, or fragments of alertmanager.yml in alerting.d. */
export type FileKind = 'rules' | 'alerting';

/** A file's text with the version that a change must name. */
export interface FileText {
  readonly text: string;
  readonly version: string;
}

/** Files of the folder, then those that users keep, which are read-only. */
export function useFiles(kind: FileKind, enabled = true) {
  return useQuery({
    queryKey: ['alerting', 'files', kind],
    queryFn: ({ signal }) => gnomon.get<WrittenFile[]>(`${kind}/files`, signal),
    enabled,
  });
}

const pathOf = (kind: FileKind, name: string) => `${kind}/files/${encodeURIComponent(name)}`;

/**
 * @param kept path of a file that its user keeps; without it the one of this name in the folder
 */
export async function readFile(
  kind: FileKind,
  name: string,
  signal?: AbortSignal,
  kept?: string,
): Promise<FileText> {
  const query = kept ? `?${new URLSearchParams({ file: kept })}` : '';
  const answer = await gnomon.request(pathOf(kind, name) + query, signal ? { signal } : {});
  return { text: await answer.text(), version: versionOf(answer) };
}

/**
 * Writes a file and puts it in force, or fails with the sentence that says what is wrong in it.
 *
 * @param version that is replaced; undefined for a new file
 */
export async function writeFile(
  kind: FileKind,
  name: string,
  text: string,
  version: string | undefined,
): Promise<string> {
  const answer = await gnomon.request(pathOf(kind, name), {
    method: 'PUT',
    body: text,
    headers: { 'Content-Type': 'application/yaml', ...matching(version) },
  });
  return versionOf(answer);
}

export async function deleteFile(kind: FileKind, name: string, version: string): Promise<void> {
  await gnomon.request(pathOf(kind, name), { method: 'DELETE', headers: matching(version) });
}

/** What the alerting rules of a file would have done on the last day. */
export async function backTest(rules: string): Promise<BackTest> {
  const answer = await gnomon.request('rules/backtest', {
    method: 'POST',
    body: new URLSearchParams({ rules }),
  });
  return (await answer.json()) as BackTest;
}

/** Headers that say which version is replaced; undefined for a new file. */
export function matching(version: string | undefined): Record<string, string> {
  return version === undefined ? {} : { 'If-Match': `"${version}"` };
}

function versionOf(answer: Response): string {
  return answer.headers.get('ETag')?.replace(/^(?:W\/)?"(.*)"$/, '$1') ?? '';
}
