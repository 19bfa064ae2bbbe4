// Passkeys: asks the server what to ask, hands it to the browser, posts the answer with the form.
// A form says `data-passkey="get"` or `"create"`, with `data-question` where it asks, and with
// `data-field` which field takes the answer.
// Without this file its button stays hidden, and the page works without passkeys.
(() => {
  const bytes = (text) => {
    const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(plain, (one) => one.charCodeAt(0));
  };
  const text = (buffer) => {
    let plain = "";
    for (const one of new Uint8Array(buffer)) plain += String.fromCharCode(one);
    return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  };
  const named = (list) => list.map((one) => ({ ...one, id: bytes(one.id) }));

  const creation = (said) => ({
    ...said,
    challenge: bytes(said.challenge),
    user: { ...said.user, id: bytes(said.user.id) },
    excludeCredentials: named(said.excludeCredentials),
  });
  const request = (said) => ({
    ...said,
    challenge: bytes(said.challenge),
    allowCredentials: named(said.allowCredentials),
  });

  const ask = async (form) => {
    const body = new URLSearchParams({
      csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value,
      purpose: form.dataset.purpose || "",
    });
    const answer = await fetch(form.dataset.question, { method: "POST", body });
    if (!answer.ok) throw new Error("question");
    return answer.json();
  };

  const answered = async (form) => {
    const said = await ask(form);
    if (form.dataset.passkey === "create") {
      const made = await navigator.credentials.create({ publicKey: creation(said) });
      return {
        id: made.id,
        response: {
          clientDataJSON: text(made.response.clientDataJSON),
          attestationObject: text(made.response.attestationObject),
        },
      };
    }
    const given = await navigator.credentials.get({ publicKey: request(said) });
    return {
      id: given.id,
      response: {
        clientDataJSON: text(given.response.clientDataJSON),
        authenticatorData: text(given.response.authenticatorData),
        signature: text(given.response.signature),
      },
    };
  };

  const prepare = (form) => {
    if (!window.PublicKeyCredential) return;
    const button = form.querySelector("[data-passkey-button]");
    const failed = form.querySelector("[data-passkey-failed]");
    button.hidden = false;
    button.addEventListener("click", async (event) => {
      event.preventDefault();
      if (!form.reportValidity()) return;
      failed.hidden = true;
      button.disabled = true;
      try {
        form.elements[form.dataset.field || "answer"].value = JSON.stringify(await answered(form));
        HTMLFormElement.prototype.submit.call(form);
      } catch {
        // cancelled, timed out, no passkey of this site: nothing was sent
        failed.hidden = false;
        button.disabled = false;
      }
    });
  };

  document.addEventListener("DOMContentLoaded", () => {
    for (const form of document.querySelectorAll("form[data-passkey]")) prepare(form);
  });
})();
