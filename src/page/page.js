// Comfort only: every page works without this. Views are fetched and put in place without a new load, the
// address stays in step, cells are walked with the arrow keys, and the colours are remembered.
"use strict";
(() => {
  const root = document.documentElement;
  const fixed = () => root.dataset.fixedTheme;
  root.classList.add("script");
  // It stays where it is when the address changes.
  const icon = document.querySelector('link[rel="icon"]');
  icon.href = icon.href;

  // Colours: an address that names them wins over what is remembered.
  const remembered = () => {
    try { return localStorage.getItem("evalboard-theme"); } catch { return null; }
  };
  const remember = (theme) => {
    try { localStorage.setItem("evalboard-theme", theme); } catch { /* kept for this page only */ }
  };
  const theme = () => fixed() || remembered() || "system";
  const applyTheme = () => {
    const chosen = theme();
    if (chosen === "system") delete root.dataset.theme;
    else root.dataset.theme = chosen;
    for (const choice of document.querySelectorAll("[data-theme-choice]")) {
      const on = choice.dataset.themeChoice === chosen;
      if (choice.matches("button")) choice.setAttribute("aria-pressed", on);
      else if (on) choice.setAttribute("aria-current", "true");
      else choice.removeAttribute("aria-current");
    }
  };
  if (root.dataset.theme) root.dataset.fixedTheme = root.dataset.theme;
  applyTheme();

  // Pages that were fetched, the latest last.
  const KEPT = 40;
  const pages = new Map();
  const fetchPage = (url) => {
    const known = pages.get(url);
    if (known && Date.now() - known.at < 15000) return known.page;
    const page = fetch(url).then((answer) => {
      const type = answer.headers.get("content-type") || "";
      if (!answer.ok || !type.startsWith("text/html")) throw new Error(answer.status);
      return answer.text();
    });
    page.catch(() => pages.delete(url));
    pages.set(url, { at: Date.now(), page });
    if (pages.size > KEPT) pages.delete(pages.keys().next().value);
    return page;
  };

  // Puts the page at `url` in place of this one. The latest wish wins.
  let wish = 0;
  const show = async (url, history) => {
    const own = ++wish;
    let text;
    try { text = await fetchPage(url); } catch { if (own === wish) location.assign(url); return; }
    if (own !== wish) return;
    const next = new DOMParser().parseFromString(text, "text/html");
    const focus = focusBefore();
    if (history === "push") window.history.pushState(null, "", url);
    if (history === "replace") window.history.replaceState(null, "", url);
    document.title = next.title;
    document.querySelector(".notice")?.remove();
    const notice = next.querySelector(".notice");
    if (notice) document.querySelector("main").before(notice);
    document.querySelector("main").replaceWith(next.querySelector("main"));
    document.querySelector("footer").replaceWith(next.querySelector("footer"));
    const named = next.documentElement.dataset.theme;
    if (named) root.dataset.fixedTheme = named;
    else delete root.dataset.fixedTheme;
    begin();
    focusAgain(focus);
    say((document.querySelector(".where") || document.querySelector("h1")).textContent);
  };

  // Focus stays where it was, as far as that is still there.
  const focusBefore = () => {
    const at = document.activeElement;
    if (!at || at === document.body) return null;
    const within = at.closest("[aria-label], [aria-labelledby], thead");
    return {
      id: at.id, value: at.value, start: at.selectionStart, text: at.textContent,
      within: within && (within.getAttribute("aria-label") || within.getAttribute("aria-labelledby") || "thead"),
    };
  };
  const focusAgain = (focus) => {
    if (!focus) return;
    const input = focus.id === "q" && document.getElementById("q");
    if (input) {
      input.value = focus.value;
      input.focus({ preventScroll: true });
      input.setSelectionRange(focus.start, focus.start);
      return;
    }
    const inside = focus.within === "thead" ? "thead" : `[aria-label="${focus.within}"], [aria-labelledby="${focus.within}"]`;
    const same = focus.within && [...document.querySelectorAll(inside)].flatMap((part) => [...part.querySelectorAll("a, button")])
      .find((link) => link.textContent === focus.text);
    (same || document.querySelector("main")).focus({ preventScroll: true });
  };
  const say = (text) => {
    let status = document.getElementById("status");
    if (!status) {
      status = document.createElement("p");
      status.id = "status";
      status.className = "unseen";
      status.setAttribute("role", "status");
      document.body.append(status);
    }
    status.textContent = text;
  };

  // Links to pages of the same site; files, other sites and new tabs are the browser's.
  const canFetch = location.protocol.startsWith("http");
  const pageLink = (target) => {
    const link = target.closest?.("a[href]");
    if (!canFetch || !link || link.type || link.target || link.classList.contains("skip")) return null;
    return link.origin === location.origin ? link : null;
  };
  document.addEventListener("click", (event) => {
    const choice = event.target.closest?.("[data-theme-choice]");
    if (choice) {
      remember(choice.dataset.themeChoice);
      if (choice.matches("button")) applyTheme();
    }
    if (event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = pageLink(event.target);
    if (!link) return;
    event.preventDefault();
    const stays = link.closest(".filters, .steps, thead, .themes");
    show(link.href, "push").then(() => { if (!stays) scrollTo(0, 0); });
  });
  const ahead = (event) => {
    const link = pageLink(event.target);
    if (link?.closest(".filters, .steps, thead")) fetchPage(link.href).catch(() => {});
  };
  document.addEventListener("pointerover", ahead);
  document.addEventListener("focusin", ahead);
  if (canFetch) addEventListener("popstate", () => show(location.href));

  // The search: as one types.
  let typing;
  const search = (form) => {
    const url = new URL(form.action);
    for (const [word, value] of new FormData(form)) if (value.trim()) url.searchParams.append(word, value.trim());
    return show(url.href, "replace");
  };
  const narrow = (input) => {
    const words = input.value.toLowerCase().split(/\s+/);
    for (const row of document.getElementById(input.dataset.narrows).tBodies[0].rows) {
      const name = row.querySelector("th").textContent.toLowerCase();
      row.hidden = !words.every((word) => name.includes(word));
    }
  };
  document.addEventListener("input", (event) => {
    const input = event.target;
    if (input.dataset.narrows) narrow(input);
    else if (canFetch && input.form?.matches("form[data-live]")) {
      clearTimeout(typing);
      typing = setTimeout(search, 120, input.form);
    }
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.querySelector("[data-narrows]")) event.preventDefault();
    else if (canFetch && form.matches("form[data-live]")) {
      event.preventDefault();
      clearTimeout(typing);
      search(form);
    }
  });

  // Cells: one stop of the tab key, arrows within.
  const STEPS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
  const cellsOf = (row) => [...row.querySelectorAll("td[data-cell]")];
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") root.classList.add("hush");
    const cell = event.target.closest?.("td[data-cell]");
    if (!cell) return;
    const rows = [...cell.closest("table").querySelectorAll("tr")].filter((row) => cellsOf(row).length);
    const row = rows.indexOf(cell.parentElement);
    const column = cellsOf(cell.parentElement).indexOf(cell);
    const [down, right] = STEPS[event.key] || [0, 0];
    let to = cellsOf(rows[row + down] || cell.parentElement)[column + right];
    if (event.key === "Home") to = cellsOf(cell.parentElement)[0];
    if (event.key === "End") to = cellsOf(cell.parentElement).at(-1);
    if (!to || to === cell) return;
    event.preventDefault();
    cell.tabIndex = -1;
    to.tabIndex = 0;
    to.focus();
  });
  document.addEventListener("pointerover", () => root.classList.remove("hush"));
  document.addEventListener("focusin", (event) => {
    root.classList.remove("hush");
    const cell = event.target.closest?.("td[data-cell]");
    if (!cell) return;
    for (const other of cell.closest("table").querySelectorAll("td[data-cell][tabindex='0']")) other.tabIndex = -1;
    cell.tabIndex = 0;
  });

  // What each page needs once it is there.
  const begin = () => {
    applyTheme();
    for (const table of document.querySelectorAll("table")) {
      table.querySelectorAll("td[tabindex]").forEach((cell, ix) => {
        cell.dataset.cell = "";
        cell.tabIndex = ix ? -1 : 0;
      });
    }
    const narrowing = document.querySelector("[data-narrows]");
    const asked = narrowing && new URLSearchParams(location.search).get("q");
    if (asked) {
      narrowing.value = asked;
      narrow(narrowing);
    }
  };
  document.addEventListener("DOMContentLoaded", begin);
})();
