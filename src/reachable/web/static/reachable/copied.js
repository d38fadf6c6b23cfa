// More than one row of a list, or much of it, is copied only once the server has noted it, as it notes any list that is taken
// out. What is copied is not sent. Until this runs, the style sheet lets nobody choose the text of a list.
// Written by hand: it is not part of the bundle.
(() => {
  'use strict';
  const main = document.getElementById('main-content');
  const token = document.querySelector('input[name=csrfmiddlewaretoken]');
  const bar = document.getElementById('copying');
  if (!main || !token || !bar || !window.AbortController) return;
  const ABOUT_ONE = /\/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}\//, ROW = 'tr, li, details, .reach-card', MUCH = 3, FEW_LETTERS = 400;
  const SLOW = 700, PATIENCE = 15000, NOTED = 204, OVER = [302, 401, 403], TOO_OFTEN = 429;
  const noted = new Set();
  let asking = false;

  // Every page, and every part of one that was fetched later, says which look it was.
  performance.setResourceTimingBufferSize(5000);
  const looks = () => performance.getEntriesByType('navigation').concat(performance.getEntriesByType('resource'))
    .flatMap((each) => [...(each.serverTiming || [])]).filter((each) => each.name === 'look').map((each) => each.description);
  const isNoted = () => {
    const all = looks();
    return !('reads' in bar.dataset) || (all.length > 0 && all.every((look) => noted.has(look)));
  };
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

  const say = (which) => {
    const words = document.createElement('p'), close = document.createElement('button');
    words.textContent = bar.dataset[which];
    close.type = 'button';
    close.textContent = bar.dataset.close;
    close.className = 'reach-link-button';
    close.addEventListener('click', () => bar.replaceChildren());
    words.append(close);
    bar.replaceChildren(words);
  };
  const ask = async (look) => {
    const stop = new AbortController(), late = setTimeout(() => stop.abort(), PATIENCE);
    try {
      const answer = await fetch('/copied/', {
        method: 'POST', credentials: 'same-origin', redirect: 'manual', signal: stop.signal,
        headers: { 'X-CSRFToken': token.value }, body: new URLSearchParams({ look }),
      });
      if (answer.status === NOTED) noted.add(look);
      // Where somebody is to sign in first, the browser shows the answer's kind and not its number.
      return answer.type === 'opaqueredirect' ? OVER[0] : answer.status;
    } catch { return 0; } finally { clearTimeout(late); }
  };
  const note = async () => {
    const slow = setTimeout(() => say('waiting'), SLOW);
    asking = true;
    const answers = await Promise.all(looks().filter((look) => !noted.has(look)).map(ask));
    asking = false;
    clearTimeout(slow);
    if (isNoted()) return true;
    const refused = answers.find((status) => status !== NOTED);
    say(refused === TOO_OFTEN ? 'often' : OVER.includes(refused) ? 'over' : 'failed');
    return false;
  };
  const place = async (text) => {
    // What is copied in this way comes here once more, is noted by now and goes on.
    if (getSelection().toString() === text && document.execCommand('copy')) return true;
    try { await navigator.clipboard.writeText(text); return true; } catch { return false; }
  };
  const take = async (event) => {
    if (!isMuch() || isNoted()) return;
    event.preventDefault();
    if (asking) return;
    const text = getSelection().toString(), isDragged = event.type === 'dragstart';
    if (await note()) say(!isDragged && await place(text) ? 'copied' : 'again');
  };
  ['copy', 'cut', 'dragstart'].forEach((kind) => document.addEventListener(kind, take, true));
  document.body.classList.add('reach-copies-noted');
})();
