/**
 * The site code (B1). The tag has the manual's shape to the letter (2.2), so that a site that has it already
 * changes only the host; the script makes the same element, for sites that want it on a condition.
 */

const source = (publicUrl: string, login: string): string =>
  `${publicUrl}/service/main.js?c=${encodeURIComponent(login)}`

export function tagCode(publicUrl: string, login: string): string {
  return `<!-- RedHelper -->
<script id="rhlpscrtg" type="text/javascript" charset="utf-8" async="async"
src="${attribute(source(publicUrl, login))}"></script>
<!--/Redhelper -->`
}

/**
 * Hands on the nonce of the script it stands in, for sites with a strict Content-Security-Policy. With
 * semicolons, since editors and site builders put scripts on one line.
 */
export function scriptCode(publicUrl: string, login: string): string {
  return `(function (d) {
  if (d.getElementById('rhlpscrtg')) return;
  var s = d.createElement('script');
  s.id = 'rhlpscrtg';
  s.type = 'text/javascript';
  s.charset = 'utf-8';
  s.async = true;
  s.src = ${text(source(publicUrl, login))};
  if (d.currentScript && d.currentScript.nonce) s.nonce = d.currentScript.nonce;
  d.head.appendChild(s);
})(document);`
}

const attribute = (value: string): string =>
  value.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')

// Safe inside <script> as well: no `<` gets through.
const text = (value: string): string =>
  `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('<', '\\x3c')}'`
