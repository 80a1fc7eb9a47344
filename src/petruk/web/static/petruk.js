/* Small comforts for forms. Every page works without them: see docs/look.md. */
"use strict";
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const fill = (words, values) => words.replace(/\{(\w+)\}/g, (_, name) => values[name]);

  /* Live total: fixed points of the server plus those that are chosen or typed. The server adds up again. */
  const whole = ({ value, dataset }) => (/^[0-9]{1,3}$/.test(value) && Number(value) <= dataset.most ? Number(value) : 0);
  const addGroups = () => all("[data-sum-of]").forEach((sum) => {
    const parts = all("[data-adds]").filter((part) => part.dataset.adds === sum.dataset.sumOf);
    sum.textContent = parts.reduce((total, part) => total + whole(part), 0);
  });
  const addUp = () => all("[data-total]").forEach((box) => {
    const form = box.closest("form") || document.querySelector("form[data-live]");
    if (!form) return;
    const points = [...all("[data-fixed]", form).map((part) => part.dataset.fixed),
      ...all("[data-points]:checked", form).map((part) => part.dataset.points), ...all("[data-adds]", form).map(whole)];
    const sum = Math.round(points.reduce((total, part) => total + Number(part), 0) * 100) / 100;
    box.querySelector("[data-total-sum]").textContent = String(sum).replace(".", ",");
    box.querySelector("[data-total-bar]").setAttribute("width", `${Math.min(100, (sum / Number(box.dataset.total)) * 100)}%`);
  });

  const count = () => all("[data-count]").forEach((line) => {
    const text = document.getElementById(line.dataset.count);
    line.textContent = fill(line.dataset.words, { used: [...text.value].length, limit: text.maxLength });
  });

  /* Draft in this browser, under the random id that the server gave the form; a week at most. */
  const KEY = "petruk:";
  const kept = (key) => { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } };
  const keep = (key, draft) => { try { localStorage.setItem(key, JSON.stringify(draft)); return true; } catch { return false; } };
  const keys = () => { try { return Object.keys(localStorage).filter((key) => key.startsWith(KEY)); } catch { return []; } };
  const clock = (at) => new Date(at).toLocaleString("id", { day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" });
  const typed = (form) => [...form.elements].filter((e) => e.name && !/^(hidden|password|file|submit)$/.test(e.type));
  const values = (form) => Object.fromEntries(typed(form).filter((e) => !/radio|checkbox/.test(e.type) || e.checked).map((e) => [e.name, e.value]));
  const restore = (form, draft) => typed(form).forEach((e) => {
    if (/radio|checkbox/.test(e.type)) e.checked = draft[e.name] === e.value;
    else if (e.name in draft) e.value = draft[e.name];
  });

  const watchDraft = (form) => {
    const key = KEY + form.dataset.draft;
    const version = form.dataset.draftVersion;
    const offer = form.querySelector("[data-draft-offer]");
    const status = document.querySelector("[data-draft-status]");
    const draft = kept(key);
    if (draft && draft.version !== version) localStorage.removeItem(key);
    else if (offer && draft && JSON.stringify(draft.values) !== JSON.stringify(values(form))) {
      offer.hidden = false;
      const words = offer.querySelector("[data-words]");
      words.textContent = fill(words.dataset.words, { time: clock(draft.at) });
    }
    let timer;
    form.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        const at = Date.now();
        if (keep(key, { version, at, values: values(form) }) && status) status.textContent = fill(status.dataset.words, { time: clock(at) });
      }, 400);
    });
    form.addEventListener("click", (event) => {
      const answer = event.target.closest("[data-draft-answer]");
      if (!answer) return;
      if (answer.dataset.draftAnswer === "restore") { restore(form, kept(key).values); dirty.add(form); refresh(); }
      else localStorage.removeItem(key);
      offer.hidden = true;
    });
  };

  const dirty = new Set();
  const sent = new Set();
  const refresh = () => { addGroups(); addUp(); count(); };

  document.addEventListener("input", (event) => {
    refresh();
    const form = event.target.form;
    if (form && "warn" in form.dataset) dirty.add(form);
  });
  addEventListener("beforeunload", (event) => { if (dirty.size) event.preventDefault(); });

  const release = (form) => { sent.delete(form); all('[aria-busy="true"]').forEach((button) => button.removeAttribute("aria-busy")); };
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post") return;
    if (sent.has(form)) { event.preventDefault(); return; }
    sent.add(form);
    dirty.delete(form);
    if (event.submitter) event.submitter.setAttribute("aria-busy", "true");
    if ("signOut" in form.dataset) keys().forEach((key) => localStorage.removeItem(key));
    all("[data-upload]", form).forEach((bar) => { bar.hidden = false; });
    setTimeout(release, "file" in form.dataset ? 1000 : 8000, form);
  });
  addEventListener("pageshow", () => [...sent].forEach(release));
  document.addEventListener("htmx:xhr:progress", (event) => all("[data-upload]", event.target).forEach((bar) => {
    if (event.detail.total) bar.value = event.detail.loaded / event.detail.total;
  }));

  /* A question before what is final. Without this file the address of the opener (#id) shows it. */
  const ask = (event) => {
    const opener = event.target.closest("[data-dialog]");
    const closer = event.target.closest("[data-close]");
    if (!opener && !closer) return;
    event.preventDefault();
    if (closer) { closer.closest("dialog").close(); return; }
    const dialog = document.getElementById(opener.dataset.dialog);
    const button = dialog.querySelector("button");
    const form = button.form;
    if (!form || form.noValidate || dialog.contains(form) || form.reportValidity()) dialog.showModal();
  };
  document.addEventListener("click", ask);
  document.addEventListener("keydown", (event) => { if (event.key === " " && event.target.matches('a[role="button"]')) { event.preventDefault(); event.target.click(); } });

  const week = 7 * 24 * 3600 * 1000;
  const done = all("[data-draft-done]").map((mark) => KEY + mark.dataset.draftDone);
  keys().forEach((key) => { if (done.includes(key) || Date.now() - (kept(key)?.at ?? 0) > week) localStorage.removeItem(key); });
  all("form[data-draft]").forEach(watchDraft);
  refresh();
})();
