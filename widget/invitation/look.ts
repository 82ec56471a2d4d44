/**
 * Beside the launcher, wherever that is; on phones a strip above it. Light or dark as the page declares, like the
 * window (`chat/tokens.ts`). Written tersely: the build does not minify styles inside scripts.
 */
export const look = /* css */ `:host{--paper:#fff;--text:#1d1b19;--quiet:#6b6660;--line:#e7e3dd;--face:#f1eeea;--radius:14px;--font:system-ui,-apple-system,'Segoe UI',Roboto}
@supports(color:light-dark(#000,#fff)){:host{--paper:light-dark(#fff,#262523);--text:light-dark(#1d1b19,#f0edea);--quiet:light-dark(#6b6660,#aba59d);--line:light-dark(#e7e3dd,#4a4642);--face:light-dark(#f1eeea,#3a3835)}}
section{position:fixed;box-sizing:border-box;width:340px;max-width:calc(100vw - 88px);padding:16px 16px 14px;border:1px solid var(--line);border-radius:var(--radius);background:var(--paper);color:var(--text);box-shadow:0 8px 32px #0003;font:15px/1.4 var(--font),sans-serif;text-align:start;direction:ltr;animation:come .18s ease-out}
.left,.right{top:calc(100%*var(--at,.5));transform:translateY(calc(-100%*var(--at,.5)))}
.left{left:var(--gap)}
.right{right:var(--gap)}
.bottom{bottom:var(--gap);left:calc(100%*var(--at,.5));transform:translateX(calc(-100%*var(--at,.5)))}
.still{position:relative;width:auto;max-width:none;animation:none}
.left::before,.right::before{content:'';position:absolute;top:clamp(16px,calc(100%*var(--at,.5) - 6px),calc(100% - 26px));left:-6px;width:10px;height:10px;border:solid var(--line);border-width:0 0 1px 1px;background:inherit;transform:rotate(45deg)}
section.alone::before{display:none}
.right::before{left:auto;right:-6px;transform:rotate(225deg)}
@keyframes come{from{opacity:0}}
.who{display:flex;align-items:center;gap:10px;padding-inline-end:26px}
.face{position:relative;flex:none;display:grid;place-items:center;width:40px;height:40px;border-radius:50%;overflow:hidden;background:var(--face);font-weight:600;font-size:15px}
img{position:absolute;inset:0;width:100%;height:100%;object-fit:cover}
b{overflow:hidden;text-overflow:ellipsis;white-space:nowrap;font-weight:600;unicode-bidi:isolate}
p{margin:10px 0 14px;max-height:min(40vh,16em);overflow:auto;overflow-wrap:anywhere;white-space:pre-line;text-wrap:pretty}
.answers{display:flex;flex-wrap:wrap;gap:8px}
button{all:unset;box-sizing:border-box;flex:1 0 auto;min-height:40px;padding:8px 12px;border-radius:10px;border:1px solid var(--line);text-align:center;font-weight:500;line-height:1.4;cursor:pointer}
.yes{border-color:transparent;background:var(--colour,#d5372b);color:var(--ink,#fff)}
.close{position:absolute;top:8px;right:8px;display:grid;place-items:center;width:32px;height:32px;min-height:0;padding:0;border:0;border-radius:50%;color:var(--quiet)}
.close:hover{color:var(--text)}
svg{width:18px;height:18px;stroke:currentColor;stroke-width:2;stroke-linecap:round}
:focus-visible{outline:2px solid var(--text);outline-offset:2px}
@media(max-width:480px){section:not(.still){inset:auto 12px calc(82px + env(safe-area-inset-bottom)) 12px;width:auto;max-width:none;transform:none;padding:12px}
section:not(.still)::before{display:none}
section:not(.still) p{margin:8px 0 10px;max-height:18vh}
section:not(.still) .face{width:30px;height:30px;font-size:12px}}
@media(prefers-reduced-motion:reduce){section{animation:none}}
@media(forced-colors:active){button{border:1px solid}}
@media print{section{display:none}}`
