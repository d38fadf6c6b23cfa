// Covers the page when nobody has done anything for as long as the desk may stand still. What was typed stays where it is.
// The server locks by itself; this only hides what is on the screen. Written by hand: it is not part of the bundle.
(() => {
  'use strict';
  const cover = document.getElementById('desk-cover');
  if (!cover || typeof cover.showModal !== 'function') return;
  const EVERY = 5000, SAY_AFTER = 60000;
  let said = Date.now(), used = said, locksAt = 0, asked = 0, heeded = 0, shut = false;

  const token = () => cover.querySelector('input[name=csrfmiddlewaretoken]').value;
  const others = () => [...document.body.children].filter((each) => each !== cover && each.tagName !== 'SCRIPT');
  const ask = async () => {
    const answer = await fetch('/desk/', { credentials: 'same-origin', cache: 'no-store' });
    return answer.ok ? answer.json() : null;
  };
  const hide = () => {
    shut = true;
    if (cover.open) return;
    others().forEach((each) => { each.style.visibility = 'hidden'; });
    cover.showModal();
  };
  const show = () => {
    shut = false;
    others().forEach((each) => { each.style.visibility = ''; });
    cover.close();
  };
  const look = async () => {
    const turn = ++asked;
    try {
      const now = await ask();
      // Answers may overtake each other: what was true before the last one heeded uncovers nothing.
      if (!now || turn < heeded) return;
      heeded = turn;
      const ours = now.session === cover.dataset.desk;
      locksAt = Date.now() + now.left * 1000;
      if (ours && now.left > 0) { if (cover.open) show(); } else hide();
    } catch { /* Without the server nothing is known: the next look asks again. */ }
  };
  const sayUsed = async () => {
    said = Date.now();
    try {
      const answer = await fetch('/desk/seen/', { method: 'POST', headers: { 'X-CSRFToken': token() }, credentials: 'same-origin' });
      if (answer.status !== 204) await look();
    } catch { /* As above. */ }
  };
  ['keydown', 'pointerdown', 'input'].forEach((kind) => {
    addEventListener(kind, () => { if (!cover.open) used = Date.now(); }, { capture: true, passive: true });
  });
  cover.addEventListener('cancel', (event) => event.preventDefault());
  // A browser closes a dialog at the second Escape whatever the page says.
  cover.addEventListener('close', () => { if (shut) hide(); });
  document.addEventListener('visibilitychange', () => { if (!document.hidden) look(); });
  addEventListener('focus', look);
  setInterval(() => {
    if (cover.open) return;
    if (used > said && Date.now() - said > SAY_AFTER) sayUsed();
    else if (locksAt && Date.now() >= locksAt) look();
  }, EVERY);
  look();
})();
