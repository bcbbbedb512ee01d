import { Textarea } from '@mantine/core';
import { type ReactNode, useRef } from 'react';
import { t } from '../texts/t.ts';
import { Button } from './controls.tsx';
import { Icon } from './icons.tsx';
import { toast } from './toasts.ts';

/** A text to take along. Where the browser keeps the clipboard to itself (plain HTTP), it is selected for Ctrl+C. */
export function Copied({
  label,
  text,
  rows,
  children,
}: {
  label: string;
  text: string;
  rows: number;
  children?: ReactNode;
}) {
  const field = useRef<HTMLTextAreaElement>(null);
  const copy = async () => {
    field.current?.select();
    try {
      await navigator.clipboard.writeText(text);
      toast.done(t('share.copied'));
    } catch {
      toast.failed(t('share.copyByHand'));
    }
  };
  return (
    <>
      <Textarea ref={field} label={label} value={text} rows={rows} readOnly classNames={{ input: 'mono' }} />
      <div className="controls end">
        {children}
        <Button variant="filled" leftSection={<Icon name="copy" size={14} />} onClick={() => void copy()}>
          {t('share.copy')}
        </Button>
      </div>
    </>
  );
}
