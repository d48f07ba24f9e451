const send = (holder, extra = {}) => trigger('act', { ...holder.dataset, ...extra });

element.addEventListener('click', (event) => {
  const copying = event.target.closest('[data-copy]');
  if (copying && element.contains(copying)) {
    const label = copying.textContent;
    window.sstc.copy(copying.dataset.copy).then(() => {
      copying.textContent = copying.dataset.copied;
      setTimeout(() => { copying.textContent = label; }, 1500);
    });
    return;
  }
  const toggle = event.target.closest('[data-toggle]');
  if (toggle && element.contains(toggle)) {
    const open = document.getElementById(toggle.dataset.toggle).classList.toggle('open');
    toggle.setAttribute('aria-expanded', String(open));
    return;
  }
  const leap = event.target.closest('[data-scroll]');
  if (leap && element.contains(leap)) {
    event.preventDefault();
    window.sstc.scroll(element.querySelector('#' + CSS.escape(leap.dataset.scroll)));
    return;
  }
  const holder = event.target.closest('[data-act]');
  if (!holder || !element.contains(holder) || holder.matches('form, select')) return;
  event.preventDefault();
  if (holder.dataset.act === 'source') window.sstc.opened(holder);
  if (holder.dataset.act === 'close') window.sstc.closed();
  send(holder);
});

element.addEventListener('submit', (event) => {
  const form = event.target.closest('form[data-act]');
  if (!form) return;
  event.preventDefault();
  send(form, Object.fromEntries(new FormData(form)));
});

element.addEventListener('change', (event) => {
  const choice = event.target.closest('select[data-act]');
  if (choice && choice.dataset.act === 'language') window.sstc.remember(choice.value);
  if (choice) send(choice, { value: choice.value });
});

watch('value', () => window.sstc.shown(element));
window.sstc.shown(element);
