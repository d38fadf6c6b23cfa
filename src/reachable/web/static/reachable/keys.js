// Asks the browser for a security key and sends what it answers. Every page with one works without it: codes are there too.
// Written by hand: it is not part of the bundle.
(() => {
  'use strict';
  const can = window.PublicKeyCredential && PublicKeyCredential.parseCreationOptionsFromJSON && PublicKeyCredential.parseRequestOptionsFromJSON;
  for (const part of document.querySelectorAll('[data-key]')) {
    const button = part.querySelector('button'), said = part.querySelector('[data-key-said]');
    const say = (words) => { said.textContent = words; };
    if (!can) { say(part.dataset.keyCannot); continue; }
    button.hidden = false;
    say('');
    button.addEventListener('click', async (event) => {
      event.preventDefault();
      try {
        const asked = JSON.parse(part.dataset.keyOptions).publicKey;
        const key = part.dataset.key === 'add'
          ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(asked) })
          : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(asked) });
        part.querySelector('input[type=hidden]').value = JSON.stringify(key.toJSON());
        part.closest('form').submit();
      } catch {
        say(part.dataset.keyNot);
      }
    });
  }
})();
