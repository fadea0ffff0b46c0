// On a shared computer: says at nine minutes that the session is about to close, and lets one stay without losing what
// is being typed. The server closes it all the same; without this script the Refresh header leads to the door.
const minute = 60_000;
const door = '/se-connecter';
const warning = document.querySelector<HTMLElement>('[data-soon-over]');
let timers: number[] = [];

function wait() {
  timers.forEach(clearTimeout);
  if (warning) warning.hidden = true;
  timers = [
    window.setTimeout(() => {
      if (warning) warning.hidden = false;
    }, 9 * minute),
    window.setTimeout(() => location.replace(door), 10 * minute + 5000),
  ];
}

warning?.querySelector('button')?.addEventListener('click', async () => {
  // A short read tells the server that somebody is there.
  const answer = await fetch('/compte', { credentials: 'same-origin', cache: 'no-store' }).catch(() => null);
  if (!answer?.ok || answer.redirected) return location.replace(door);
  // The Refresh of this page was counted from its opening.
  window.stop();
  wait();
});

// A page that the browser kept as it was, brought back by « previous page », is asked again.
window.addEventListener('pageshow', event => {
  if (event.persisted) location.reload();
});

wait();
