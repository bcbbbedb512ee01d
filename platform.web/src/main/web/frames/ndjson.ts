/** Calls `line` with each JSON value of a newline-delimited body as soon as its line has arrived. */
export async function readLines(
  body: ReadableStream<Uint8Array>,
  line: (value: unknown) => void,
): Promise<void> {
  const reader = body
    .pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>)
    .getReader();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    const lines = (rest + (value ?? '')).split('\n');
    rest = done ? '' : (lines.pop() ?? '');
    for (const text of lines) if (text.trim()) line(JSON.parse(text));
    if (done) return;
  }
}
