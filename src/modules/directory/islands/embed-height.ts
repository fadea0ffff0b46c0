// In the framed page: tells the page around how tall the list is. Nothing else leaves the frame.
const list = document.querySelector('main');

function tell() {
  if (!list || window.parent === window) return;
  const pixels = Math.ceil(list.getBoundingClientRect().bottom + window.scrollY) + 16;
  window.parent.postMessage({ airial: 'hauteur', pixels }, '*');
}

tell();
window.addEventListener('load', tell);
window.addEventListener('resize', tell);
