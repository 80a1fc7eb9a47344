"use strict";
// A form with data-passkey asks the browser for a passkey and sends what it answers in the field "answer".
(() => {
  const known = window.PublicKeyCredential && PublicKeyCredential.parseCreationOptionsFromJSON;
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    const options = JSON.parse(form.dataset.options).publicKey;
    const trouble = form.querySelector("[data-passkey-trouble]");
    const fail = () => { trouble.hidden = false; };
    if (!known) { fail(); continue; }
    form.addEventListener("submit", (event) => {
      if (form.elements.answer.value) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      const asked = form.dataset.passkey === "new"
        ? navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
        : navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
      asked.then((credential) => {
        form.elements.answer.value = JSON.stringify(credential.toJSON());
        form.requestSubmit();
      }).catch(fail);
    }, true);
  }
})();
