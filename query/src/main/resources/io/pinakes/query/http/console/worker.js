// Keeps the console's own files, so that it opens and says what is wrong when the node does not answer. The node is always
// asked first: what it answers is never old. Nothing of the API is kept.
const FILES = ["@FILES@"];
const CACHE = "pinakes-console-@VERSION@";

addEventListener("install", (event) => {
  event.waitUntil(caches.open(CACHE)
    .then((cache) => cache.addAll(FILES.map((path) => new Request(path, { cache: "no-cache" }))))
    .then(() => skipWaiting()));
});

addEventListener("activate", (event) => {
  event.waitUntil(caches.keys()
    .then((names) => Promise.all(names.filter((one) => one.startsWith("pinakes-console-") && one !== CACHE).map((one) => caches.delete(one))))
    .then(() => clients.claim()));
});

addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== location.origin || !FILES.includes(url.pathname)) return;
  event.respondWith(fetch(event.request).catch(async () => (await caches.match(url.pathname)) ?? Response.error()));
});
