// Tells the server when more than one row of a list, or much of it, is copied: it is noted like any list that is taken out.
// What was copied is not sent. Without scripts nothing is told. Written by hand: it is not part of the bundle.
(() => {
  'use strict';
  const main = document.getElementById('main-content');
  const token = document.querySelector('input[name=csrfmiddlewaretoken]');
  if (!main || !token) return;
  const ABOUT_ONE = /\/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}\//, ROW = 'tr, li, details, .reach-card', MUCH = 3, FEW_LETTERS = 400;
  const told = new Set();

  // Every page, and every part of one that was fetched later, says which look it was.
  const looks = () => performance.getEntriesByType('navigation').concat(performance.getEntriesByType('resource'))
    .flatMap((each) => [...(each.serverTiming || [])]).filter((each) => each.name === 'look').map((each) => each.description);
  const isMuch = () => {
    const chosen = getSelection();
    if (!chosen || chosen.isCollapsed || !chosen.containsNode(main, true)) return false;
    const rows = new Set();
    main.querySelectorAll('a[href]').forEach((link) => {
      const one = ABOUT_ONE.exec(link.getAttribute('href'));
      if (one && chosen.containsNode(link.closest(ROW) || link, true)) rows.add(one[0]);
    });
    const letters = chosen.toString().length;
    return rows.size > 1 || (letters > FEW_LETTERS && letters * MUCH > main.innerText.length);
  };
  const tell = () => {
    if (!isMuch()) return;
    looks().filter((look) => !told.has(look)).forEach((look) => {
      told.add(look);
      fetch('/copied/', {
        method: 'POST', credentials: 'same-origin', keepalive: true,
        headers: { 'X-CSRFToken': token.value }, body: new URLSearchParams({ look }),
      }).then((answer) => { if (answer.status !== 204) told.delete(look); }).catch(() => told.delete(look));
    });
  };
  ['copy', 'cut', 'dragstart'].forEach((kind) => document.addEventListener(kind, tell));
})();
