/** The houses in the order of their floors, as in src/main.ts. */
export const floors = ['territory', 'directory', 'network'];
