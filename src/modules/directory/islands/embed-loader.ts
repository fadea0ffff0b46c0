// On somebody else's site: puts the frame after its own tag, and only sets its height.
// <script src="https://…/embed/lieux.js" data-recherche="commune=40192" async></script>
const tag = document.currentScript;

if (tag instanceof HTMLScriptElement) {
  const { origin } = new URL(tag.src);
  const frame = document.createElement('iframe');
  frame.src = `${origin}/embed/lieux?${tag.dataset.recherche ?? ''}`;
  frame.title = tag.dataset.titre ?? 'Lieux d’aide au numérique';
  frame.width = '100%';
  frame.height = '480';
  frame.loading = 'lazy';
  frame.setAttribute('frameborder', '0');
  window.addEventListener('message', event => {
    const told = event.data;
    if (event.origin !== origin || event.source !== frame.contentWindow || told?.airial !== 'hauteur') return;
    // A number, within reason, whatever was sent.
    const pixels = Number(told.pixels);
    if (pixels > 0) frame.height = String(Math.min(Math.round(pixels), 8000));
  });
  tag.after(frame);
}
