/**
 * Stands between the portal's page and the frame of a page with scripts. The frame inherits this
 * document's policy, under which nothing is loaded from anywhere. It passes one page and one port
 * on, from the portal only, and then takes part in nothing.
 */
(() => {
  const frame = document.querySelector("iframe");
  let opened = false;
  addEventListener("message", (event) => {
    const page = event.data?.page;
    const port = event.ports[0];
    const ours = event.source === parent && event.origin === location.origin;
    if (opened || !ours || !frame || !port || typeof page !== "string") return;
    opened = true;
    frame.addEventListener("load", () => frame.contentWindow?.postMessage("open", "*", [port]), {
      once: true,
    });
    frame.srcdoc = page;
  });
})();
