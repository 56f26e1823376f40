// Forms that send a passkey: asks the browser for one, to sign in or newly made, and sends what it answers. Where a browser knows no
// passkeys the form stays hidden.
for (const form of document.querySelectorAll('form[data-options]')) {
  if (window.PublicKeyCredential?.parseCreationOptionsFromJSON) {
    form.hidden = false;
    form.addEventListener('submit', async event => {
      event.preventDefault();
      try {
        form.elements.credential.value = JSON.stringify(await ask(form.dataset.ask, JSON.parse(form.dataset.options)));
      } catch {
        form.querySelector('[role=alert]').hidden = false;
        return;
      }
      form.submit();
    });
  }
}

function ask(what, options) {
  return what === 'create'
    ? navigator.credentials.create({publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options)})
    : navigator.credentials.get({publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options)});
}
