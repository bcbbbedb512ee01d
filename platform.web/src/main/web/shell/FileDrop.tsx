import { type ReactNode, useRef, useState } from 'react';
import { Button } from './controls.tsx';
import { Icon } from './icons.tsx';

/** A page onto which a file can be dropped: a shortcut for its upload button. */
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
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping a file is a shortcut for the button
    <div
      className={dragging ? 'drop-area dropping' : 'drop-area'}
      onDragOver={event => {
        if (!enabled || !event.dataTransfer.types.includes('Files')) return;
        event.preventDefault();
        setDragging(true);
      }}
      onDragLeave={event => {
        if (event.currentTarget === event.target) setDragging(false);
      }}
      onDrop={event => {
        event.preventDefault();
        setDragging(false);
        const file = event.dataTransfer.files[0];
        if (enabled && file) onFile(file);
      }}
    >
      {children}
    </div>
  );
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
