/* Copies what is to be quoted, and writes the snippet with which a chart is embedded. */
(() => {
  'use strict';
  const texts = JSON.parse(document.getElementById('texts').textContent);
  for (const snippet of document.querySelectorAll('textarea[data-embed]')) {
    const frame = document.createElement('iframe');
    frame.src = new URL(snippet.dataset.embed, location.href).href;
    frame.title = snippet.dataset.title;
    for (const [name, value] of [['width', '100%'], ['height', '720'], ['loading', 'lazy'], ['sandbox', 'allow-scripts allow-popups']]) frame.setAttribute(name, value);
    snippet.value = frame.outerHTML;
  }
  for (const button of document.querySelectorAll('button.copy')) {
    button.hidden = false;
    button.setAttribute('aria-live', 'polite');
    button.addEventListener('click', async () => {
      const from = document.getElementById(button.dataset.copies);
      try {
        await navigator.clipboard.writeText(from.value || from.textContent);
        button.textContent = texts.copied;
      } catch (withoutTls) {
        getSelection().selectAllChildren(from);
        from.select?.();
        button.textContent = texts.selected;
      }
    });
  }
})();
