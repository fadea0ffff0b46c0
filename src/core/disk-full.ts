/** True when a write failed for lack of room: told by Node, by PostgreSQL (53100), or in the words of its programs. */
export function isDiskFull(error: unknown): boolean {
  for (let at = error; at instanceof Error; at = at.cause) {
    const { code, message } = at as NodeJS.ErrnoException;
    if (
      code === 'ENOSPC' ||
      code === '53100' ||
      /No space left on device|Check free disk space/.test(message)
    )
      return true;
  }
  return false;
}
