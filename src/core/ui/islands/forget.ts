// After « Quitter et effacer »: empties what this site could have left, where the browser does not honour
// Clear-Site-Data (it does over HTTPS only).
try {
  localStorage.clear();
  sessionStorage.clear();
} catch {
  // Storage is switched off: nothing was kept.
}

async function empty() {
  if ('caches' in window) for (const name of await caches.keys()) await caches.delete(name);
  if ('indexedDB' in window && indexedDB.databases)
    for (const { name } of await indexedDB.databases()) if (name) indexedDB.deleteDatabase(name);
}
empty().catch(() => {
  // The browser keeps none of these for this site.
});
