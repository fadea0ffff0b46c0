// Takes the number of a scanned card out of the address, where no server ever sees it, into its field.
const field = document.querySelector<HTMLInputElement>('input[name="carte_secrete"]');
if (field && location.hash.length > 20) {
  field.value = decodeURIComponent(location.hash.slice(1));
  history.replaceState(null, '', location.pathname + location.search);
  document.querySelector<HTMLInputElement>('input[name="mots"]')?.focus();
}
