import { t } from '../texts/t.ts';
import { toast } from './toasts.ts';

/** Puts a text into the clipboard and says so. Over plain HTTP, where browsers offer no clipboard, a selection is copied. */
export async function copyText(text: string): Promise<void> {
  const copied = navigator.clipboard
    ? await navigator.clipboard.writeText(text).then(
        () => true,
        () => copySelected(text),
      )
    : copySelected(text);
  if (copied) toast.done(t('share.copied'));
  else toast.failed(t('clipboard.refused'));
}

function copySelected(text: string): boolean {
  const field = document.createElement('textarea');
  field.value = text;
  field.className = 'visually-hidden';
  // A dialog keeps the focus inside itself.
  (document.activeElement?.closest('[role="dialog"]') ?? document.body).append(field);
  field.select();
  const copied = document.execCommand('copy');
  field.remove();
  return copied;
}
