import { ActionIcon, type ButtonProps, Button as MantineButton } from '@mantine/core';
import type { ReactNode } from 'react';
import { Icon, type IconName } from './icons.tsx';

/** Buttons in the two sizes of the page: 32 pixels, and 24 in dense places. */
export function Button({
  children,
  ...rest
}: ButtonProps & { children: ReactNode; onClick?: () => void; type?: 'submit' | 'button' }) {
  return (
    <MantineButton size="compact-sm" variant="default" type="button" {...rest}>
      {children}
    </MantineButton>
  );
}

export function IconButton({
  icon,
  label,
  onClick,
  size = 16,
  disabled = false,
  pressed,
}: {
  icon: IconName;
  label: string;
  onClick: () => void;
  size?: number;
  disabled?: boolean;
  /** For what is switched on and off. */
  pressed?: boolean;
}) {
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size={24}
      aria-label={label}
      title={label}
      disabled={disabled}
      aria-pressed={pressed}
      onClick={onClick}
    >
      <Icon name={icon} size={size} filled={pressed ?? false} />
    </ActionIcon>
  );
}
