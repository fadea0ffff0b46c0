// Shows the forms of passkeys where the browser knows them, and fills them before they are sent. Everything else on
// the page works without.
interface Asked {
  create?: PublicKeyCredentialCreationOptionsJSON;
  get?: PublicKeyCredentialRequestOptionsJSON;
}

async function answer(form: HTMLFormElement): Promise<void> {
  const field = form.elements.namedItem('reponse') as HTMLInputElement;
  const asked: Asked = await (await fetch(form.dataset.cleAcces!, { method: 'POST' })).json();
  const { navigator } = window;
  const given = asked.create
    ? await navigator.credentials.create({
        publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(asked.create),
      })
    : await navigator.credentials.get({
        publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(asked.get!),
      });
  field.value = JSON.stringify((given as PublicKeyCredential).toJSON());
}

if ('PublicKeyCredential' in window && 'parseRequestOptionsFromJSON' in PublicKeyCredential) {
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-cle-acces]')) {
    form.hidden = false;
    form.addEventListener('submit', event => {
      const field = form.elements.namedItem('reponse') as HTMLInputElement;
      if (field.value) return;
      event.preventDefault();
      // The ticks of the page stand in the form of the password: they hold for every way in.
      for (const tick of document.querySelectorAll<HTMLInputElement>('input[type="checkbox"]:checked'))
        if (!form.contains(tick))
          form.append(Object.assign(tick.cloneNode() as HTMLInputElement, { type: 'hidden' }));
      // Given up or unknown: the form goes on, and the page says what else can be done.
      answer(form)
        .catch(() => {
          field.value = 'rien';
        })
        .then(() => form.submit());
    });
  }
}
