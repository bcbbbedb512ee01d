import { notifications } from '@mantine/notifications';

/** Short notices in the corner: what was done, or why it was not. */
export const toast = {
  done: (message: string) => notifications.show({ message, color: 'green', autoClose: 4000 }),
  failed: (message: string) => notifications.show({ message, color: 'red', autoClose: 10_000 }),
};
