import { Select } from '@mantine/core';

export const ROLES = ['viewer', 'editor', 'admin'] as const;
export type UserRole = (typeof ROLES)[number];

/** Chooses a role in a table. */
export function RoleSelect({
  label,
  value,
  onChange,
}: {
  label: string;
  value: UserRole;
  onChange: (role: UserRole) => void;
}) {
  return (
    <Select
      size="xs"
      w={120}
      aria-label={label}
      allowDeselect={false}
      data={[...ROLES]}
      value={value}
      onChange={role => role && onChange(role as UserRole)}
    />
  );
}
