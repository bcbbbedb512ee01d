import { url } from './base.ts';
import type { Problem } from './types.ts';

/** What the server refused, in its own words; `status` 0 when it was not reached. */
export class RequestFailed extends Error {
  readonly status: number;
  readonly problems: readonly Problem[];

  constructor(message: string, status: number, problems: readonly Problem[] = []) {
    super(message);
    this.status = status;
    this.problems = problems;
  }
}

let csrf = '';

/** The token of the session; every changing call carries it. */
export function setCsrfToken(token: string): void {
  csrf = token;
}

interface Call {
  readonly method?: string;
  readonly json?: unknown;
  readonly body?: BodyInit;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** One call; the answer is returned when the status is 2xx, anything else is thrown as RequestFailed. */
export async function request(path: string, call: Call = {}): Promise<Response> {
  const headers = new Headers(call.headers);
  if (csrf && call.method && call.method !== 'GET') headers.set('X-CSRF-Token', csrf);
  if (call.json !== undefined) headers.set('Content-Type', 'application/json');
  const body = call.json === undefined ? call.body : JSON.stringify(call.json);
  let response: Response;
  try {
    response = await fetch(url(path), {
      headers,
      ...(call.method && { method: call.method }),
      ...(body !== undefined && { body }),
      ...(call.signal && { signal: call.signal }),
    });
  } catch (e) {
    if (call.signal?.aborted) throw e;
    throw new RequestFailed('The server does not answer.', 0);
  }
  if (!response.ok) throw await refusal(response);
  return response;
}

async function refusal(response: Response): Promise<RequestFailed> {
  const text = await response.text();
  try {
    const answer = JSON.parse(text) as string | { error?: string; message?: string; problems?: Problem[] };
    if (typeof answer === 'string') return new RequestFailed(answer, response.status);
    const sentence = answer.error ?? answer.message ?? response.statusText;
    return new RequestFailed(sentence, response.status, answer.problems);
  } catch {
    const sentence =
      text && text.length < 300 && !text.startsWith('<') ? text : `${response.status} ${response.statusText}`;
    return new RequestFailed(sentence, response.status);
  }
}

const ROOT = 'api/gnomon/v1/';

function jsonApi(root: string) {
  return {
    get: async <T>(path: string, signal?: AbortSignal): Promise<T> =>
      (await request(root + path, signal ? { signal } : {})).json() as Promise<T>,
    send: async <T>(
      method: 'POST' | 'PUT' | 'DELETE',
      path: string,
      json?: unknown,
      signal?: AbortSignal,
    ): Promise<T> => {
      const response = await request(root + path, { method, json, ...(signal && { signal }) });
      const text = await response.text();
      return (text ? JSON.parse(text) : undefined) as T;
    },
  };
}

/** API v2 of the Alertmanager inside. */
export const alertmanager = jsonApi('api/v2/');

/** Gnomon's own API. */
export const gnomon = {
  ...jsonApi(ROOT),
  /** For bodies and headers that are not JSON. */
  request: (path: string, call: Call): Promise<Response> => request(ROOT + path, call),
  url: (path: string): string => url(ROOT + path),
  stream: (path: string, json: unknown, signal: AbortSignal): Promise<Response> =>
    request(ROOT + path, { method: 'POST', json, signal, headers: { Accept: 'application/x-ndjson' } }),
  upload: async <T>(path: string, file: File): Promise<T> =>
    (
      await request(ROOT + path, {
        method: 'POST',
        body: file,
        headers: { 'Content-Type': 'application/java-archive', 'X-File-Name': encodeURIComponent(file.name) },
      })
    ).json() as Promise<T>,
};

export interface Answer<T> {
  readonly data: T;
  readonly warnings: readonly string[];
  readonly infos: readonly string[];
}

/** Prometheus's API v1; its errors are thrown with the text of the server. */
export async function prometheus<T>(
  path: string,
  parameters: Record<string, string>,
  signal?: AbortSignal,
): Promise<Answer<T>> {
  const query = new URLSearchParams(parameters).toString();
  const response = await request(`api/v1/${path}${query && `?${query}`}`, signal ? { signal } : {});
  const body = (await response.json()) as {
    status: string;
    data: T;
    error?: string;
    warnings?: string[];
    infos?: string[];
  };
  if (body.status !== 'success') throw new RequestFailed(body.error ?? 'The query failed.', response.status);
  return { data: body.data, warnings: body.warnings ?? [], infos: body.infos ?? [] };
}
