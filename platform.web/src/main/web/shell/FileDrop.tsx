import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Button } from './controls.tsx';
import { Icon } from './icons.tsx';

/**
 * A page onto which a file can be dropped, anywhere in the window: a shortcut for its upload button. A file that is let
 * go where it is not wanted does not take the place of the page, as a browser would have it.
 */
export function FileDrop({
  enabled,
  onFile,
  children,
}: {
  enabled: boolean;
  onFile: (file: File) => void;
  children: ReactNode;
}) {
  const [dragging, setDragging] = useState(false);
  useEffect(() => {
    const over = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      if (enabled) setDragging(true);
      else event.dataTransfer.dropEffect = 'none';
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setDragging(false);
    };
    const drop = (event: DragEvent) => {
      const file = event.dataTransfer?.files[0];
      if (!file) return;
      event.preventDefault();
      setDragging(false);
      if (enabled) onFile(file);
    };
    window.addEventListener('dragover', over);
    window.addEventListener('dragleave', leave);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragover', over);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('drop', drop);
    };
  }, [enabled, onFile]);
  return <div className={dragging ? 'drop-area dropping' : 'drop-area'}>{children}</div>;
}

/** Chooses a file. */
export function UploadButton({
  label,
  accept,
  disabled,
  busy,
  onFile,
  variant = 'default',
}: {
  label: string;
  accept: string;
  disabled: boolean;
  busy: boolean;
  onFile: (file: File) => void;
  variant?: 'default' | 'filled';
}) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        accept={accept}
        hidden
        onChange={event => {
          const file = event.currentTarget.files?.[0];
          if (file) onFile(file);
          event.currentTarget.value = '';
        }}
      />
      <Button
        variant={variant}
        disabled={disabled}
        loading={busy}
        leftSection={<Icon name="upload" size={14} />}
        onClick={() => input.current?.click()}
      >
        {label}
      </Button>
    </>
  );
}
