/* On a page that leads on: goes there at once and keeps the fragment, which a refresh would lose.
   Without it the page's own link does the same. */
"use strict";
(() => {
  const passages = document.documentElement.dataset.passages;
  let wanted = location.hash.slice(1);
  try { wanted = decodeURIComponent(wanted); } catch { /* a fragment that is no text stays as it is */ }
  const go = () => {
    const onward = document.querySelector("a[data-onward]");
    const named = wanted && document.getElementById(wanted);
    const link = named && named.href ? named : onward;
    if (!link) return;
    const to = new URL(link.href);
    // The third passage of a part is #p3 at its permanent address, and #<id>-p3 on the page it stands on.
    if (passages && /^p[0-9]+$/.test(wanted)) to.hash = `${passages}-${wanted}`;
    else if (wanted && link === onward && !to.hash) to.hash = wanted;
    // Whose passages are shown goes along.
    if (!to.search) to.search = location.search;
    location.replace(to.href);
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", go);
  else go();
})();
