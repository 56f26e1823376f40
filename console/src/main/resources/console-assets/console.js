// Small comforts on top of pages that work without: confirmation in a dialog, keyboard shortcuts, the live mark.
(() => {
  'use strict';
  const byId = id => document.getElementById(id);

  // A button with data-confirm asks first. Without this script the server asks on a page of its own.
  document.addEventListener('submit', event => {
    const button = event.submitter;
    const form = event.target;
    if (!button || !button.dataset.confirm || form.elements.confirmed) return;
    event.preventDefault();
    const dialog = byId('confirm');
    byId('confirm-question').textContent = button.dataset.confirm;
    byId('confirm-yes').textContent = button.textContent;
    byId('confirm-yes').classList.toggle('danger', button.classList.contains('danger'));
    dialog.returnValue = '';
    dialog.onclose = () => {
      if (dialog.returnValue !== 'yes') { button.focus(); return; }
      const mark = document.createElement('input');
      mark.type = 'hidden';
      mark.name = 'confirmed';
      mark.value = 'true';
      form.append(mark);
      form.requestSubmit(button);
    };
    dialog.showModal();
  });

  // Shortcuts: data-key on links, buttons and fields; two keys are typed one after the other.
  const OFF = 'vesper.shortcuts.off';
  const keys = byId('keys');
  let first = '';
  let firstAt = 0;

  const named = () => [...document.querySelectorAll('[data-key]')];
  const typing = target => target.matches('input:not([type=checkbox]), textarea, select, [contenteditable]');

  function list() {
    const entries = named().map(e => [e.dataset.key, e.dataset.keyLabel || 'Go to ' + e.textContent.trim()]);
    if (document.querySelector('[data-row]')) entries.push(['j', 'Next row'], ['k', 'Row before']);
    entries.push(['?', 'This list'], ['Esc', 'Leave a field or a dialog']);
    keys.querySelector('dl').replaceChildren(...entries.flatMap(([key, label]) => {
      const dt = document.createElement('dt');
      key.split(' ').forEach(k => {
        const kbd = document.createElement('kbd');
        kbd.textContent = k;
        dt.append(kbd, ' ');
      });
      const dd = document.createElement('dd');
      dd.textContent = label;
      return [dt, dd];
    }));
    byId('keys-on').checked = !localStorage.getItem(OFF);
    keys.showModal();
  }

  function moveRow(step) {
    const rows = [...document.querySelectorAll('[data-row]')];
    if (!rows.length) return;
    const at = rows.indexOf(document.activeElement);
    rows[Math.min(rows.length - 1, Math.max(0, at < 0 ? (step > 0 ? 0 : rows.length - 1) : at + step))].focus();
  }

  function use(element) {
    if (typing(element)) element.focus(); else element.click();
  }

  document.addEventListener('keydown', event => {
    if (event.key === 'Escape' && typing(event.target)) { event.target.blur(); return; }
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (typing(event.target) || document.querySelector('dialog[open]')) return;
    if (event.key === '?') { event.preventDefault(); list(); return; }
    if (localStorage.getItem(OFF)) return;
    const both = first && Date.now() - firstAt < 1500 ? first + ' ' + event.key : event.key;
    const hit = named().find(e => e.dataset.key === both);
    if (hit) { event.preventDefault(); first = ''; use(hit); return; }
    if (event.key === 'j' || event.key === 'k') { event.preventDefault(); moveRow(event.key === 'j' ? 1 : -1); }
    first = event.key;
    firstAt = Date.now();
  });

  document.addEventListener('DOMContentLoaded', () => {
    const show = byId('show-keys');
    if (show) { show.hidden = false; show.addEventListener('click', list); }
    byId('keys-on').addEventListener('change', event => {
      if (event.target.checked) localStorage.removeItem(OFF); else localStorage.setItem(OFF, '1');
    });
    // A live part stands still while a question is open or a button is held down, lest it go from under the hand.
    let pressed = false;
    document.addEventListener('pointerdown', () => { pressed = true; }, true);
    ['pointerup', 'pointercancel'].forEach(end => document.addEventListener(end, () => setTimeout(() => { pressed = false; }), true));
    const still = () => pressed || document.querySelector('dialog[open]');
    document.body.addEventListener('htmx:beforeSwap', event => { if (still()) event.detail.shouldSwap = false; });
    document.body.addEventListener('htmx:sseBeforeMessage', event => { if (still()) event.preventDefault(); });
    const state = value => () => {
      const live = byId('live');
      if (live) live.dataset.state = value;
    };
    if (document.querySelector('[hx-trigger^=every]')) state('on')();
    document.body.addEventListener('htmx:afterRequest', event => state(event.detail.successful ? 'on' : 'off')());
    document.body.addEventListener('htmx:sseOpen', state('on'));
    document.body.addEventListener('htmx:sseError', state('off'));
    document.body.addEventListener('htmx:sseClose', state('off'));
  });
})();
