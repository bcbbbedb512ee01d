// A module of its own, so that what draws notices is not in the first load.
export { Notifications as default } from '@mantine/notifications';
