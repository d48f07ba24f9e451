window.sstc = (() => {
  let opener = null;
  let talked = '';

  const copy = async (text) => {
    if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(text);
    const area = document.createElement('textarea');
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand('copy');
    area.remove();
  };

  const mark = (button, open) => {
    if (!button) return;
    button.classList.toggle('open', open);
    if (open) button.setAttribute('aria-pressed', 'true');
    else button.removeAttribute('aria-pressed');
  };

  const opened = (button) => { mark(opener, false); opener = button; mark(opener, true); };

  const closed = () => {
    const back = opener;
    mark(opener, false);
    opener = null;
    if (back && back.isConnected) back.focus();
  };

  const save = (message) => {
    if (!message) return;
    const { name, mime, base64 } = JSON.parse(message);
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const address = URL.createObjectURL(new Blob([bytes], { type: mime }));
    const anchor = document.createElement('a');
    anchor.href = address;
    anchor.download = name;
    document.body.append(anchor);
    anchor.click();
    anchor.remove();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
  };

  const remember = (language) => {
    document.cookie = `sstc_language=${language};path=/;max-age=31536000;samesite=lax`;
  };

  const calm = () => window.matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth';

  // On a wide screen the question can be typed at once; on a phone this would hide the page under its keyboard.
  const ready = (tries = 40) => {
    const box = document.querySelector('#question textarea');
    if (!box && tries) setTimeout(ready, 50, tries - 1);
    const elsewhere = document.activeElement && document.activeElement !== document.body;
    if (box && !elsewhere && !location.search && window.matchMedia('(min-width: 821px)').matches) box.focus();
  };
  ready();

  // What comes later than the next question is begun does not take the caret from it.
  const typing = () => document.activeElement?.matches('textarea, input:not([type=checkbox], [type=radio])');

  const shown = (element) => {
    const language = element.querySelector('[data-language]');
    if (language) document.documentElement.lang = language.dataset.language;
    const place = element.querySelector('[data-location]');
    if (place && place.dataset.location !== location.search) {
      history.replaceState(history.state, '', location.pathname + place.dataset.location);
    }
    const turns = element.querySelectorAll('.turn');
    const last = turns[turns.length - 1];
    const state = last ? `${turns.length} ${last.querySelector('.waiting') ? 'waiting' : 'answered'}` : '';
    if (last && state !== talked) {
      const box = element.closest('#talk') || element;
      box.scrollTo({ top: last.offsetTop, behavior: calm() });
      if (box.scrollHeight <= box.clientHeight) last.scrollIntoView({ block: 'nearest', behavior: calm() });
    }
    if (last || element.querySelector('.talk.empty')) talked = state;
    const target = element.querySelector('[data-focus]');
    if (target) {
      const quoted = element.querySelector('mark');
      if (!typing()) target.focus({ preventScroll: true });
      const form = target.closest('form');
      if (form) form.scrollIntoView({ block: 'nearest', behavior: calm() });
      const panel = element.closest('#source, #similar-source, #record');
      if (panel && panel.id !== 'record') {
        panel.scrollTop = 0;
        if (quoted) panel.scrollTop += quoted.getBoundingClientRect().top - panel.getBoundingClientRect().top - panel.clientHeight / 3;
      } else if (panel) {
        window.scrollTo({ top: 0 });
      }
    }
  };

  const scroll = (target) => {
    if (!target) return;
    target.scrollIntoView({ block: 'start', behavior: calm() });
    target.tabIndex = -1;
    target.focus({ preventScroll: true });
  };

  // Escape closes the source that is seen, as its button does; in a list of choices it closes the list.
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || event.defaultPrevented || event.target.closest?.('input, select')) return;
    const buttons = [...document.querySelectorAll('.source .close')];
    buttons.find((button) => button.getClientRects().length)?.click();
  });

  // Gradio names the place for files otherwise than it reads; what is read is name enough. Files of another kind are
  // not offered for choice; one that is dropped is refused by the page, in the language of the reader.
  const rename = () => {
    const accept = document.querySelector('[data-accept]')?.dataset.accept;
    const chooser = document.querySelector('#proposal-file input[type=file]');
    if (accept && chooser && chooser.accept !== accept) chooser.accept = accept;
    for (const place of document.querySelectorAll('.upload-container[aria-label]')) place.removeAttribute('aria-label');
  };
  new MutationObserver(rename).observe(document, { childList: true, subtree: true });

  return { remember, copy, scroll, opened, closed, save, shown };
})();
